import { formatBrCode, parseBrCode } from '../../../src/domain/pix/br-code';
import { readAnswer } from '../../../src/providers/connectpsp/queries/read-report';
import { readBalance as readConnectPspBalance } from '../../../src/providers/connectpsp/queries/read-balance';
import { readBalance as readNtxBalance } from '../../../src/providers/ntxpay/queries/read-balance';
import { readNotification } from '../../../src/providers/ntxpay/notifications/read-notification';
import { readTransaction } from '../../../src/providers/ntxpay/queries/read-transaction';
import { readText } from '../../support/read-text';
import { parseFeeSchedule } from '../../../src/shared/settings/fee-schedule';
import { CURRENCIES, parseAmount } from '../../../src/shared/money';
import { PUBLISHED } from '../../domain/pix/br-code-examples';

/** Everything that reads an amount from outside. Each takes an amount as text and says whether it was believed. */
const READERS: Readonly<Record<string, (amount: string) => boolean>> = {
  'an amount of the API': amount => CURRENCIES.some(currency => parseAmount(amount, currency) !== undefined),
  'a fee schedule': amount => parseFeeSchedule(amount) !== undefined,
  'a fee schedule with a percentage': amount => parseFeeSchedule(`${amount}+1%`) !== undefined,
  'a later version of a fee schedule': amount =>
    parseFeeSchedule(`2026-01-01=0.50;2026-07-01=${amount}`) !== undefined,
  'the amount of a statement in CSV': amount => readCsv(amount, '0.01'),
  'the fee of a statement in CSV': amount => readCsv('1.00', amount),
  "a row of NTX Pay's search": amount => readRow('Pix out', amount),
  "a row of NTX Pay's search that did not happen": amount => readRow('Pix out', amount, 'Error'),
  'a row about money received': amount => readRow('Pix in', amount),
  'an answer of NTX Pay': amount => {
    const body = { ...ntxAmounts(amount), id: '1', externalId: 'R', type: 'WITHDRAW', status: 'CONFIRMED' };
    const read = readTransaction(JSON.stringify(body), { providerId: '1', externalReference: 'R' });
    return read.kind === 'found' && read.report.kind === 'completed';
  },
  'a notification of NTX Pay': amount => {
    const named = { transactionId: '1', externalId: 'R', movementType: 'DEBIT' };
    const body = { event: 'CashOut', status: 'CONFIRMED', ...named, ...ntxAmounts(amount) };
    return readNotification(JSON.stringify(body)).report.kind === 'completed';
  },
  'the balance of NTX Pay': amount =>
    readNtxBalance(JSON.stringify({ grossBalance: amount, blockedBalance: '0.00', netBalance: amount }))
      .kind === 'balance',
  'an answer of ConnectPSP': amount => {
    const body = { internalCode: 'C', externalReference: 'R', status: 'COMPLETED', amount };
    return readAnswer(JSON.stringify(body), { providerId: 'C', externalReference: 'R' }).kind === 'completed';
  },
  'the balance of ConnectPSP': amount => {
    const body = { currency: 'BRL', consolidated: { transactionalBalance: amount } };
    return readConnectPspBalance(JSON.stringify(body)).kind === 'balance';
  },
  'tag 54 of a BR Code': amount => {
    const published = parseBrCode(PUBLISHED.dynamic);
    if (!published.ok) throw new Error(published.refusal);
    const objects = published.value.objects.map(each =>
      each.id === '54' ? { ...each, value: amount } : each,
    );
    return parseBrCode(formatBrCode(objects)).ok;
  },
};

function readCsv(amount: string, fee: string): boolean {
  const header = 'type;status;provider_id;external_reference;end_to_end_id;amount;fee;date';
  const text = `${header}\nPAYOUT;COMPLETED;A;;;${amount};${fee};`;
  return readText({ provider: 'ntxpay', format: 'csv', text }).ok;
}

/** One amount without a fee, so that the three add up. */
const ntxAmounts = (amount: string) => ({ originalAmount: amount, feeAmount: '0.00', finalAmount: amount });

function readRow(operationType: string, amount: string, status = 'Confirmado'): boolean {
  const movementType = operationType === 'Pix out' ? 'DEBIT' : 'CREDIT';
  const row = { transactionId: '1', status, operationType, movementType, ...ntxAmounts(amount) };
  const text = JSON.stringify({ data: [row] });
  return readText({ provider: 'ntxpay', format: 'json', text }).ok;
}

/** One, or one thousand: it depends on who wrote it. And what is not written with a point. */
const AMBIGUOUS = ['1.000', '1,000', '1.000,00', '1,000.00', '1 000.00', '1.000000', '1,00', "1'000.00"];

describe.each(Object.entries(READERS))('%s', (_name, believes) => {
  it('is believed where it can be read in one way only', () => {
    expect(believes('1000.00')).toBe(true);
  });

  it.each(AMBIGUOUS)('is refused as %s', amount => {
    expect(believes(amount)).toBe(false);
  });
});

import fc from 'fast-check';
import { DepositFunds, DepositFundsHandler } from '../../../src/commands/accounts/deposit-funds';
import { OpenAccount, OpenAccountHandler } from '../../../src/commands/accounts/open-account';
import { RequestPayout } from '../../../src/commands/payouts/request-payout';
import type { PayoutRequest } from '../../../src/commands/payouts/payout-request';
import type { ProviderName } from '../../../src/domain/payout/payee';
import type { Clock } from '../../../src/shared/clock';
import { formatAmount } from '../../../src/shared/money';
import { amounts, codeOf, samples } from '../../domain/pix/br-code-arbitraries';
import { PUBLISHED } from '../../domain/pix/br-code-examples';
import { InMemoryEventStore } from '../../support/in-memory-event-store';
import { noDepositApprovals, requestHandlerOver } from './request-handler';

const clock: Clock = {
  now: () => new Date('2026-03-01T12:00:00.000Z'),
  monotonicMs: () => 0,
  wait: () => Promise.resolve(),
};
const free = {
  currency: 'BRL' as const,
  destinations: ['PIX', 'QR_CODE'] as const,
  expectedFee: () => 0n,
  mode: 'sandbox' as const,
  highestFee: () => 0n,
};
const RICH = '9999999999.99';

/** The real handlers over a store in memory, and an account with enough on it for any QR code. */
async function fundedDesk() {
  const store = new InMemoryEventStore(clock);
  const terms = new Map<ProviderName, typeof free>([['ntxpay', free]]);
  const { accounts, references, handler } = requestHandlerOver(store, clock, terms);
  await new OpenAccountHandler(accounts, store).execute(new OpenAccount('client', 'rich', 'Rich', 'BRL'));
  const unasked = noDepositApprovals(store, clock);
  await new DepositFundsHandler(accounts, references, terms, clock, unasked).execute(
    new DepositFunds('client', 'key', {
      accountId: 'rich',
      amount: RICH,
      reference: 'r',
      provider: 'ntxpay',
    }),
  );
  return { store, ask: (qrCode: string, amount: string) => handler.execute(asking(qrCode, amount)) };
}

function asking(qrCode: string, amount: string): RequestPayout {
  const payee = {
    name: 'Maria Silva',
    document: '12345678909',
    destination: { type: 'QR_CODE' as const, qrCode },
  };
  const request: PayoutRequest = {
    accountId: 'rich',
    provider: 'ntxpay',
    amount,
    currency: null,
    externalReference: 'one',
    description: null,
    payee,
  };
  return new RequestPayout('client', 'payout', request);
}

const codes = samples
  .map(({ objects, amountMinor }) => ({ text: codeOf(objects), amountMinor }))
  .filter(({ text }) => text.length <= 512);

describe('a payout to a QR code', () => {
  it('is accepted with the amount that the code names, and with any where it names none', async () => {
    await fc.assert(
      fc.asyncProperty(codes, amounts, async ({ text, amountMinor }, other) => {
        const { ask } = await fundedDesk();
        const wanted = amountMinor ?? other.minor;
        const answer = await ask(text, formatAmount(wanted, 'BRL'));
        expect(answer).toMatchObject({ ok: true, value: { body: { amountMinor: wanted } } });
      }),
      { numRuns: 50 },
    );
  });

  it('is refused with any other amount than the code’s, and nothing is written', async () => {
    await fc.assert(
      fc.asyncProperty(codes, amounts, async ({ text, amountMinor }, other) => {
        fc.pre(amountMinor !== null && other.minor !== amountMinor);
        const { ask, store } = await fundedDesk();
        const before = store.log.length;
        expect(await ask(text, other.text)).toEqual({
          ok: false,
          refusal: {
            code: 'AMOUNT_INVALID',
            message: `amount must be ${formatAmount(amountMinor, 'BRL')}, as the QR code says`,
          },
        });
        expect(store.log).toHaveLength(before);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['one centavo more', '123.46'],
    ['one centavo less', '123.44'],
    ['a hundredth of it', '1.23'],
    ['a hundred times as much', '12345.00'],
  ])('is refused for %s', async (_, amount) => {
    const { ask } = await fundedDesk();
    expect(await ask(PUBLISHED.dynamic, amount)).toMatchObject({ refusal: { code: 'AMOUNT_INVALID' } });
  });

  it.each([
    ['can’t be read', `${PUBLISHED.dynamic.slice(0, -1)}0`],
    ['asks for more than a payment', PUBLISHED.chargeAndRecurrence],
  ])('is refused where the code %s, whoever sends the command, and nothing is written', async (_, text) => {
    const { ask, store } = await fundedDesk();
    const before = store.log.length;
    expect(await ask(text, '123.45')).toMatchObject({ refusal: { code: 'DESTINATION_NOT_SUPPORTED' } });
    expect(store.log).toHaveLength(before);
  });
});

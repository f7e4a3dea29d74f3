import { LosslessNumber, stringify } from 'lossless-json';
import type { Destination } from '../../../domain/payout/payee';
import { Bug, invariant, unreachable } from '../../../shared/invariant';
import { formatAmount } from '../../../shared/money';
import type { PayoutOrder } from '../../port/provider';

/**
 * The body of POST /cash-out, the same bytes for the same order and webhook address. The amount is a JSON number with
 * exactly two decimals (`50.00`), written from the integer's digits: it never passes through a float.
 */
export function cashOutBody(order: PayoutOrder, webhookUrl: string): string {
  invariant(order.currency === 'BRL', `ConnectPSP pays BRL only, not ${order.currency}`);
  invariant(order.amountMinor > 0n, 'A payout has a positive amount');
  const { name, document, destination } = order.payee;
  invariant(name !== null && document !== null, 'Only a QR code has no name and document beside it');
  const body = stringify({
    amount: new LosslessNumber(formatAmount(order.amountMinor, order.currency)),
    externalReference: order.externalReference,
    ...(order.description === null ? {} : { description: order.description }),
    webhookUrl,
    payee: {
      name,
      document,
      destination: destinationOf(destination),
    },
  });
  invariant(body !== undefined, 'An object always has a JSON text');
  return body;
}

function destinationOf(destination: Destination): object {
  switch (destination.type) {
    case 'PIX':
      return { type: 'PIX', pixKeyType: destination.pixKeyType, pixKey: destination.pixKey };
    case 'BANK_ACCOUNT': {
      const { ispb, branch, account, accountType } = destination.bankAccount;
      return { type: 'BANK_ACCOUNT', bankAccount: { ispb, branch, account, accountType } };
    }
    case 'QR_CODE':
      throw new Bug('ConnectPSP pays no QR code, and providerServes says so');
    default:
      return unreachable(destination);
  }
}

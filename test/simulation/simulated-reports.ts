import type { ProviderName } from '../../src/domain/payout/payee';
import type { ParsedNotification, PayoutReport } from '../../src/providers/port/provider';

export interface PaymentReturn {
  readonly returnName: string;
  readonly amountMinor: bigint;
  readonly feeAmountMinor: bigint;
}

/** The provider's own record of one payment it took. */
export interface Payment {
  readonly provider: ProviderName;
  readonly providerId: string;
  readonly externalReference: string;
  readonly providerKey: string;
  readonly amountMinor: bigint;
  /** null: it reports none. */
  readonly feeAmountMinor: bigint | null;
  status: 'PROCESSING' | 'COMPLETED' | 'FAILED' | 'CANCELLED';
  /** When it first came to an end; null while it is under way. */
  settledAtMs: number | null;
  endToEndId: string | null;
  /** The same order taken once more, under an id of its own; that one is never paid. */
  twin: Payment | null;
  /** At some time it said itself that it had failed. */
  saidFailed: boolean;
  /** At some time it said itself that it had paid. */
  saidCompleted: boolean;
  /** What really came back. */
  readonly returns: PaymentReturn[];
  /** What it says came back, and more than there was. */
  readonly returnedWrongly: PaymentReturn[];
}

type Told = Omit<
  Payment,
  | 'provider'
  | 'providerKey'
  | 'externalReference'
  | 'twin'
  | 'settledAtMs'
  | 'saidFailed'
  | 'saidCompleted'
  | 'returns'
  | 'returnedWrongly'
> & {
  readonly externalReference: string | null;
};

interface NotificationBody {
  readonly providerId: string;
  readonly externalReference: string | null;
  readonly amountMinor: string;
  readonly feeAmountMinor: string | null;
  readonly status: Payment['status'];
  readonly endToEndId: string | null;
  readonly returned: { returnName: string; amountMinor: string; feeAmountMinor: string } | null;
}

/** What the provider answers when it is asked about a payment. */
export function reportOf(provider: ProviderName, payment: Payment): PayoutReport {
  const [returned] = payment.returns;
  if (provider === 'connectpsp' && returned) return returnReport(provider, payment, returned);
  return outcomeReport(payment);
}

/** What a notification of this world says. */
export function readBody(provider: ProviderName, rawBody: string): ParsedNotification {
  const body = JSON.parse(rawBody) as NotificationBody;
  const { providerId, externalReference, status, endToEndId, returned } = body;
  const told: Told = {
    providerId,
    externalReference,
    status,
    endToEndId,
    amountMinor: BigInt(body.amountMinor),
    feeAmountMinor: body.feeAmountMinor === null ? null : BigInt(body.feeAmountMinor),
  };
  const common = { providerId, externalReference, paymentEndToEndId: endToEndId, warnings: [] };
  if (!returned) {
    const identity = { eventType: status, providerId, endToEndId: endToEndId ?? '' };
    return { identity, ...common, report: outcomeReport(told) };
  }
  const identity = { eventType: 'RETURN', providerId: returned.returnName, endToEndId: '' };
  const made = {
    returnName: returned.returnName,
    amountMinor: BigInt(returned.amountMinor),
    feeAmountMinor: BigInt(returned.feeAmountMinor),
  };
  return { identity, ...common, report: returnReport(provider, told, made) };
}

/** A return, as the notification reports it and as the answer to a poll shows it. */
export function returnReport(provider: ProviderName, payment: Told, made: PaymentReturn): PayoutReport {
  const completion = outcomeReport(payment);
  const { externalReference, endToEndId } = payment;
  return {
    kind: 'returned',
    ...made,
    endToEndId: `D${made.returnName}`,
    providerTime: null,
    answerHash: made.returnName,
    externalReference,
    originalEndToEndId: endToEndId,
    completion: provider === 'connectpsp' && completion.kind === 'completed' ? completion : null,
  };
}

function outcomeReport(payment: Told): PayoutReport {
  const { status, externalReference, endToEndId, amountMinor, feeAmountMinor, providerId } = payment;
  const answerHash = `${providerId}:${status}`;
  switch (status) {
    case 'PROCESSING':
      return { kind: 'processing' };
    case 'CANCELLED':
      return { kind: 'unclear', reason: 'status CANCELLED is not understood', needsPerson: true };
    case 'FAILED': {
      const words = { code: 'REFUSED_BY_BANK', message: 'The bank refused' };
      return { kind: 'failed', ...words, answerHash, externalReference };
    }
    case 'COMPLETED': {
      const figures = { endToEndId, amountMinor, feeAmountMinor, providerTime: null };
      return { kind: 'completed', ...figures, answerHash, externalReference };
    }
  }
}

import type { ReadStatementLine, StatementLine } from '../../domain/reconciliation/events';

/** What a bank's file says of one movement. It names a payment seldom, so the day and the document come with it. */
interface BankMovement {
  readonly line: number;
  /** Signed minor units: below zero where money left. */
  readonly amountMinor: bigint;
  readonly status?: StatementLine['status'];
  /** Missing: money that left is a payout, and money that came is a return where the books have one like it. */
  readonly kind?: StatementLine['kind'];
  readonly endToEndId: string | null;
  readonly externalReference?: string | null;
  readonly providerId?: string | null;
  readonly feeAmountMinor?: bigint | null;
  readonly day: string | undefined;
  readonly document?: string | undefined;
  /** As the file wrote it. */
  readonly providerTime: string;
}

/** The line of a bank's movement. Money that came with an endToEndId that begins with D is a return. */
export function bankLine(movement: BankMovement): ReadStatementLine {
  const { line, amountMinor, endToEndId, day, document, providerTime } = movement;
  const isReturn = amountMinor > 0n && endToEndId?.startsWith('D') === true;
  const kind = movement.kind ?? (amountMinor > 0n ? 'RETURN' : 'PAYOUT');
  const read: ReadStatementLine = {
    line,
    kind,
    status: movement.status ?? 'COMPLETED',
    providerId: movement.providerId ?? null,
    externalReference: movement.externalReference ?? null,
    endToEndId,
    amountMinor: amountMinor < 0n ? -amountMinor : amountMinor,
    feeAmountMinor: movement.feeAmountMinor ?? null,
    providerTime,
  };
  const isAnyCredit = movement.kind === undefined && kind === 'RETURN' && !isReturn;
  return {
    ...read,
    ...(day !== undefined && !hasName(read) && { day }),
    ...(document !== undefined && { document }),
    ...(isAnyCredit && { isAnyCredit }),
  };
}

/** A return has no reference of its own, and an id of the provider does not find it. */
const hasName = ({ kind, endToEndId, externalReference, providerId }: ReadStatementLine): boolean =>
  endToEndId !== null || (kind === 'PAYOUT' && (externalReference !== null || providerId !== null));

import type { ExcessCharged, FundsDeposited, FundsReturned, SuspenseBooked } from '../events';
import type { Hold, RequestedDeposit } from '../state';
import { joinBytes, NumberReader, pushNumber, textOf, utf8 } from './bytes';
import type { PackedKind } from './packed-map';

/** The number of a status is on disk: it never changes. */
const STATUSES = ['open', 'refused', 'released', 'captured'] as const;

/**
 * A status and amounts; behind them, as JSON, what a limit has to do with it. A closed hold takes a few bytes and is packed;
 * an open one is about to change.
 */
export const packedHold: PackedKind<Hold> = {
  isSettled: hold => hold.status !== 'open' && amountsOf(hold).every(amount => amount >= 0n),
  pack(hold) {
    const bytes: number[] = [STATUSES.indexOf(hold.status)];
    for (const amount of amountsOf(hold)) pushNumber(bytes, Number(amount));
    const limits = limitsOf(hold);
    return limits === undefined
      ? Uint8Array.from(bytes)
      : joinBytes([Uint8Array.from(bytes), jsonOf(limits)]);
  },
  unpack(bytes) {
    const reader = new NumberReader(bytes);
    const status = STATUSES[reader.next()]!;
    const next = () => BigInt(reader.next());
    const amountMinor = next();
    if (status !== 'captured') return { status, amountMinor, ...limitsIn(bytes.subarray(reader.offset)) };
    const [originalAmountMinor, feeAmountMinor] = [next(), next()];
    const [excessMinor, returnedMinor] = [next(), next()];
    const amounts = { originalAmountMinor, feeAmountMinor, excessMinor, returnedMinor };
    return { status, amountMinor, ...amounts, ...limitsIn(bytes.subarray(reader.offset)) };
  },
};

function amountsOf(hold: Hold): readonly bigint[] {
  if (hold.status !== 'captured') return [hold.amountMinor];
  const { amountMinor, originalAmountMinor, feeAmountMinor, excessMinor, returnedMinor } = hold;
  return [amountMinor, originalAmountMinor, feeAmountMinor, excessMinor, returnedMinor];
}

type HoldLimits = Pick<Extract<Hold, { status: 'open' }>, 'shares'> &
  Pick<Extract<Hold, { status: 'refused' }>, 'refusal' | 'closed'> &
  Pick<Extract<Hold, { status: 'released' }>, 'usage' | 'duplicateOf'>;

/** undefined: no limit has to do with it. */
function limitsOf(hold: Hold): HoldLimits | undefined {
  if (hold.status === 'open') return hold.shares && { shares: hold.shares };
  if (hold.status === 'refused') return whyRefused(hold);
  const usage = hold.status === 'released' ? hold.usage : undefined;
  const { duplicateOf } = hold;
  if (usage === undefined && duplicateOf === undefined) return undefined;
  return { ...(usage && { usage }), ...(duplicateOf !== undefined && { duplicateOf }) };
}

const whyRefused = ({ refusal, closed }: Extract<Hold, { status: 'refused' }>): HoldLimits | undefined => {
  if (refusal) return { refusal };
  return closed && { closed };
};

const limitsIn = (bytes: Uint8Array): HoldLimits =>
  bytes.length === 0 ? {} : (fromJson(bytes) as HoldLimits);

const jsonOf = (value: object): Uint8Array => utf8(JSON.stringify(value, amountAsNumber));
const fromJson = (bytes: Uint8Array): unknown => JSON.parse(textOf(bytes), numberAsAmount);

/** Values that never change once they are there, as JSON. Amounts are numbers in it, as they are in an event. */
const packedJson = <Value extends object>(
  isSettled: (value: Value) => boolean = () => true,
): PackedKind<Value> => ({
  isSettled,
  pack: jsonOf,
  unpack: bytes => fromJson(bytes) as Value,
});

export const packedText: PackedKind<string> = { isSettled: () => true, pack: utf8, unpack: textOf };
export const packedDeposit = packedJson<FundsDeposited>();
/** One that waits is about to change. */
export const packedRequestedDeposit = packedJson<RequestedDeposit>(({ status }) => status !== 'awaiting');
export const packedReturn = packedJson<FundsReturned>();
export const packedSuspense = packedJson<SuspenseBooked>();
export const packedExcess = packedJson<ExcessCharged>();

const amountAsNumber = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? Number(value) : value;

const numberAsAmount = (key: string, value: unknown): unknown =>
  key.endsWith('Minor') && typeof value === 'number' ? BigInt(value) : value;

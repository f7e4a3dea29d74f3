import type { ExcessCharged, FundsDeposited, FundsReturned, SuspenseBooked } from '../events';
import type { Hold } from '../state';
import { NumberReader, pushNumber, textOf, utf8 } from './bytes';
import type { PackedKind } from './packed-map';

/** The number of a status is on disk: it never changes. */
const STATUSES = ['open', 'refused', 'released', 'captured'] as const;

/** A status and amounts. A closed hold takes a few bytes and is packed; an open one is about to change. */
export const packedHold: PackedKind<Hold> = {
  isSettled: hold => hold.status !== 'open' && amountsOf(hold).every(amount => amount >= 0n),
  pack(hold) {
    const bytes: number[] = [STATUSES.indexOf(hold.status)];
    for (const amount of amountsOf(hold)) pushNumber(bytes, Number(amount));
    return Uint8Array.from(bytes);
  },
  unpack(bytes) {
    const reader = new NumberReader(bytes);
    const status = STATUSES[reader.next()]!;
    const next = () => BigInt(reader.next());
    const amountMinor = next();
    if (status !== 'captured') return { status, amountMinor };
    const [originalAmountMinor, feeAmountMinor] = [next(), next()];
    const [excessMinor, returnedMinor] = [next(), next()];
    return { status, amountMinor, originalAmountMinor, feeAmountMinor, excessMinor, returnedMinor };
  },
};

function amountsOf(hold: Hold): readonly bigint[] {
  if (hold.status !== 'captured') return [hold.amountMinor];
  const { amountMinor, originalAmountMinor, feeAmountMinor, excessMinor, returnedMinor } = hold;
  return [amountMinor, originalAmountMinor, feeAmountMinor, excessMinor, returnedMinor];
}

/** Values that never change once they are there, as JSON. Amounts are numbers in it, as they are in an event. */
const packedJson = <Value extends object>(): PackedKind<Value> => ({
  isSettled: () => true,
  pack: value => utf8(JSON.stringify(value, amountAsNumber)),
  unpack: bytes => JSON.parse(textOf(bytes), numberAsAmount) as Value,
});

export const packedText: PackedKind<string> = { isSettled: () => true, pack: utf8, unpack: textOf };
export const packedDeposit = packedJson<FundsDeposited>();
export const packedReturn = packedJson<FundsReturned>();
export const packedSuspense = packedJson<SuspenseBooked>();
export const packedExcess = packedJson<ExcessCharged>();

const amountAsNumber = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? Number(value) : value;

const numberAsAmount = (key: string, value: unknown): unknown =>
  key.endsWith('Minor') ? BigInt(value as number) : value;

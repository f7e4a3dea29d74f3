import {
  packedDeposit,
  packedExcess,
  packedHold,
  packedRequestedDeposit,
  packedReturn,
  packedSuspense,
  packedText,
} from './packed/packed-kinds';
import { PackedMap } from './packed/packed-map';
import type { PackedTable } from './packed/packed-table';
import type { AccountState, OpenedAccount } from './state';

/** What an account remembers for ever, by its keys: these maps grow with the account. */
export const EMPTY_MEMORY = {
  holds: PackedMap.empty(packedHold),
  deposits: PackedMap.empty(packedDeposit),
  arrivals: PackedMap.empty(packedText),
  reversals: PackedMap.empty(packedText),
  returns: PackedMap.empty(packedReturn),
  suspense: PackedMap.empty(packedSuspense),
  excesses: PackedMap.empty(packedExcess),
  payees: PackedMap.empty(packedText),
  requestedDeposits: PackedMap.empty(packedRequestedDeposit),
};

type AccountMemory = typeof EMPTY_MEMORY;
export type MemoryName = keyof AccountMemory;

/** The order in which a snapshot has them: it never changes. */
export const MEMORY_NAMES: readonly MemoryName[] = [
  'holds',
  'deposits',
  'arrivals',
  'reversals',
  'returns',
  'suspense',
  'excesses',
  'payees',
  'requestedDeposits',
];

/** The packed values of each map, and the bytes of the others. */
export type MemoryBytes = Readonly<
  Record<MemoryName, { readonly packed: PackedTable; readonly recent: Uint8Array }>
>;

/** The same account with everything packed that is settled. What it decides stays the same. */
export function packAccount(state: AccountState): AccountState {
  if (state === null) return null;
  const { holds, deposits, arrivals, reversals, returns, suspense, excesses, payees, requestedDeposits } =
    state;
  return {
    ...state,
    holds: holds.pack(),
    deposits: deposits.pack(),
    arrivals: arrivals.pack(),
    reversals: reversals.pack(),
    returns: returns.pack(),
    suspense: suspense.pack(),
    excesses: excesses.pack(),
    payees: payees.pack(),
    requestedDeposits: requestedDeposits.pack(),
  };
}

export function restoreMemory(bytes: MemoryBytes): AccountMemory {
  const restore = <Value>(map: PackedMap<Value>, name: MemoryName): PackedMap<Value> =>
    map.restore(bytes[name].packed, bytes[name].recent);
  return {
    holds: restore(EMPTY_MEMORY.holds, 'holds'),
    deposits: restore(EMPTY_MEMORY.deposits, 'deposits'),
    arrivals: restore(EMPTY_MEMORY.arrivals, 'arrivals'),
    reversals: restore(EMPTY_MEMORY.reversals, 'reversals'),
    returns: restore(EMPTY_MEMORY.returns, 'returns'),
    suspense: restore(EMPTY_MEMORY.suspense, 'suspense'),
    excesses: restore(EMPTY_MEMORY.excesses, 'excesses'),
    payees: restore(EMPTY_MEMORY.payees, 'payees'),
    requestedDeposits: restore(EMPTY_MEMORY.requestedDeposits, 'requestedDeposits'),
  };
}

/** Whether the open holds are what the account has on hold. */
export function isBalanced({ holds, heldMinor }: OpenedAccount): boolean {
  let openMinor = 0n;
  for (const hold of holds.recent()) if (hold.status === 'open') openMinor += hold.amountMinor;
  return openMinor === heldMinor;
}

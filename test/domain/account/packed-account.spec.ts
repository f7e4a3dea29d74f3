import fc from 'fast-check';
import { account, type AccountState } from '../../../src/domain/account/account';
import {
  EMPTY_MEMORY,
  isBalanced,
  MEMORY_NAMES,
  packAccount,
  restoreMemory,
  type MemoryBytes,
} from '../../../src/domain/account/account-memory';
import { textOf, utf8 } from '../../../src/domain/account/packed/bytes';
import { PackedMap } from '../../../src/domain/account/packed/packed-map';
import { PackedTable } from '../../../src/domain/account/packed/packed-table';
import { SAME_RUNS } from '../../support/test-seed';
import { asText } from '../given';
import * as example from './account-examples';
import { anyAccountCommand, ids } from './any-account-command';

const RUNS = { numRuns: 120 };
/** What is done to the account that does not keep everything as objects, before a command. */
const cut = fc.constantFrom('no', 'no', 'pack', 'snapshot' as const);

/** As another process reads it: from bytes alone. */
function throughBytes(state: AccountState): AccountState {
  const packed = packAccount(state);
  if (packed === null) return null;
  const bytes = Object.fromEntries(
    MEMORY_NAMES.map(name => {
      const map = packed[name];
      const table = PackedTable.EMPTY.addBytes(map.packed.bytesAfter(0).slice());
      return [name, { packed: table, recent: map.recentBytes().slice() }];
    }),
  ) as MemoryBytes;
  return { ...packed, ...EMPTY_MEMORY, ...restoreMemory(bytes) };
}

const afterCut = (state: AccountState, kind: string): AccountState => {
  if (kind === 'no') return state;
  return kind === 'pack' ? packAccount(state) : throughBytes(state);
};

describe('an account that is packed and read from its bytes at any place', () => {
  it('decides every command as one that keeps everything as objects', () => {
    const met = new Set<string>();
    const property = fc.property(
      fc.array(fc.tuple(anyAccountCommand, cut), { maxLength: 80, size: 'max' }),
      steps => {
        let plain = [
          example.opened,
          example.deposited({ depositId: 'd-0', reference: 'wire 0', amountMinor: 100n }),
        ].reduce(account.evolve, account.initial);
        let packed = plain;
        for (const [asked, kind] of steps) {
          packed = afterCut(packed, kind);
          const decision = account.decide(plain, asked);
          expect(account.decide(packed, asked)).toEqual(decision);
          if (!decision.ok) {
            met.add(decision.refusal);
            continue;
          }
          for (const event of decision.value) {
            met.add(event.type);
            plain = account.evolve(plain, event);
            packed = account.evolve(packed, event);
          }
          expect(isBalanced(packed!)).toBe(true);
        }
        expect(asText(packed)).toBe(asText(plain));
      },
    );
    fc.assert(property, RUNS);
    // A run that never meets a rule proves nothing about it. What these meet is no luck.
    met.clear();
    fc.assert(property, { ...RUNS, ...SAME_RUNS });
    expect([...met].sort()).toEqual([
      'AMOUNT_DIFFERS',
      'AMOUNT_INVALID',
      'CaptureReversed',
      'DEPOSIT_NOT_FOUND',
      'DEPOSIT_REVERSED',
      'DepositReversed',
      'EXCESS_DIFFERS',
      'EXCESS_SMALLER',
      'EXTERNAL_REFERENCE_USED',
      'ExcessCharged',
      'FundsDeposited',
      'FundsHeld',
      'FundsReturned',
      'HOLD_CLOSED_OTHERWISE',
      'HOLD_NOT_FOUND',
      'HoldCaptured',
      'HoldRefused',
      'HoldReleased',
      'IDEMPOTENCY_KEY_REUSED',
      'INSUFFICIENT_FUNDS',
      'RETURN_DIFFERS',
      'RETURN_EXCEEDS_ORIGINAL',
      'ReleaseReversed',
      'SUSPENSE_DIFFERS',
      'SuspenseBooked',
      'WOULD_OVERDRAW',
    ]);
  });
});

describe('a packed map', () => {
  it('packs what has settled since, without a look at what is open', () => {
    const looks = jest.fn((value: string) => value === 'settled');
    const kind = { isSettled: looks, pack: utf8, unpack: textOf };
    let map = PackedMap.empty<string>(kind);
    for (const key of ids('open', 500)) map = map.set(key, 'open');
    map = map.set('one', 'open').set('one', 'settled');
    looks.mockClear();
    const packed = map.pack();
    expect(looks).not.toHaveBeenCalled();
    expect([...packed.packed.entries()]).toEqual([['one', utf8('settled')]]);
    expect([packed.get('one'), packed.get(ids('open', 500)[0]!)]).toEqual(['settled', 'open']);
    expect(packed.pack()).toBe(packed);
  });
});

describe('a packed table', () => {
  const value = fc.uint8Array({ minLength: 1, maxLength: 40 });
  const key = fc.oneof(fc.constantFrom(...ids('key', 40)), fc.string({ unit: 'binary' }));

  it('has the last value of each key, and an earlier version has what it had', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.tuple(key, value)), { maxLength: 15, size: 'max' }), batches => {
        const versions: [PackedTable, ReadonlyMap<string, Uint8Array>][] = [[PackedTable.EMPTY, new Map()]];
        for (const [index, batch] of batches.entries()) {
          // Now and then an earlier version goes on, so that two versions have one beginning.
          const [table, model] = versions[index % 5 === 4 ? Math.floor(index / 2) : versions.length - 1]!;
          versions.push([table.add(batch), new Map([...model, ...batch])]);
        }
        for (const [table, model] of versions) {
          expect(new Map(table.entries())).toEqual(model);
          for (const [known, bytes] of model) expect(table.find(known)).toEqual(bytes);
          expect(table.find('a key that was never added')).toBeUndefined();
        }
      }),
      { numRuns: 40 },
    );
  });

  it('extends what it grew from, and not what grew beside it', () => {
    const first = PackedTable.EMPTY.add([['a', Uint8Array.of(1)]]);
    const left = first.add([['b', Uint8Array.of(2)]]);
    const right = first.add([['b', Uint8Array.of(3)]]);
    expect([left.extends(first), left.extends(PackedTable.EMPTY), first.extends(left)]).toEqual([
      true,
      true,
      false,
    ]);
    expect([right.extends(left), left.extends(right)]).toEqual([false, false]);
    expect([left.find('b'), right.find('b')]).toEqual([Uint8Array.of(2), Uint8Array.of(3)]);
  });
});

import { payout } from '../../../src/domain/payout/payout';
import type { PayoutEvent } from '../../../src/domain/payout/events';
import { CallMemory } from '../../../src/saga/exchanges/call-memory';
import type { PayoutWithKey } from '../../../src/saga/exchanges/lookup-recorder';
import { repeated, requested, started } from '../../domain/payout/payout-examples';

const stateOf = (...events: readonly PayoutEvent[]) =>
  [requested, started, ...events].reduce(payout.evolve, payout.initial) as PayoutWithKey;
const SENT_ONCE = stateOf();
const SENT_TWICE = stateOf(repeated());
const LOOKED_UP = stateOf({
  type: 'PayoutLookedFor',
  data: {
    payoutId: 'payout-1',
    submission: 1,
    found: false,
    askedAt: '2026-03-10T12:00:00.000Z',
    answerHashes: [],
  },
});

/** Given what this process did, what it remembers: unsent, token refused, last call. */
type Row = [string, (memory: CallMemory) => void, PayoutWithKey, [boolean, boolean, number | undefined]];

describe('the memory of calls', () => {
  it.each<Row>([
    ['knows nothing at first', () => {}, SENT_ONCE, [false, false, undefined]],
    [
      'knows the last call',
      m => {
        m.recordCall('payout-1', 5);
        m.recordCall('payout-1', 7);
      },
      SENT_ONCE,
      [false, false, 7],
    ],
    ['knows calls by payout', m => m.recordCall('payout-2', 5), SENT_ONCE, [false, false, undefined]],
    ['knows that nothing left', m => m.recordUnsent(SENT_ONCE), SENT_ONCE, [true, false, undefined]],
    [
      'knows nothing of a later submission',
      m => m.recordUnsent(SENT_ONCE),
      SENT_TWICE,
      [false, false, undefined],
    ],
    [
      'does not trust itself after a lookup',
      m => m.recordUnsent(SENT_ONCE),
      LOOKED_UP,
      [false, false, undefined],
    ],
    [
      'forgets it when it sends',
      m => {
        m.recordUnsent(SENT_ONCE);
        m.clearUnsent('payout-1');
      },
      SENT_ONCE,
      [false, false, undefined],
    ],
    ['knows a refused token', m => m.recordTokenRefused('payout-1'), SENT_ONCE, [false, true, undefined]],
    [
      'knows a refused token for the first order only',
      m => m.recordTokenRefused('payout-1'),
      SENT_TWICE,
      [false, false, undefined],
    ],
    [
      'forgets a payout',
      m => {
        m.recordCall('payout-1', 5);
        m.recordUnsent(SENT_ONCE);
        m.recordTokenRefused('payout-1');
        m.forget('payout-1');
      },
      SENT_ONCE,
      [false, false, undefined],
    ],
  ])('%s', (_name, given, state, expected) => {
    const memory = new CallMemory();
    given(memory);
    expect([memory.isUnsent(state), memory.wasTokenRefused(state), memory.lastCallMs('payout-1')]).toEqual(
      expected,
    );
  });
});

import { FloatMonitor } from '../../src/composition/providers/float-monitor';
import type { AvailableFloat } from '../../src/queries/ledger/available-float';
import { silentLogger } from '../../src/shared/logging';
import { ManualClock } from '../../packages/psp-sandbox/test/manual-clock';

const at = (leftMinor: bigint): AvailableFloat[] => [
  { provider: 'connectpsp', currency: 'BRL', availableMinor: leftMinor },
];

describe('what is known of the money at a provider', () => {
  let clock: ManualClock;
  let refreshes: number;
  let found: () => Promise<AvailableFloat[] | undefined>;
  let watch: FloatMonitor;
  beforeEach(() => {
    clock = new ManualClock();
    refreshes = 0;
    const readFloats = () => {
      refreshes += 1;
      return found();
    };
    watch = new FloatMonitor({ readFloats, clock, logger: silentLogger });
  });
  const asked = (minor: bigint) => watch.isShort('connectpsp', 'BRL', minor);

  it('is short for a payout above it, and for one that others have left too little for', async () => {
    found = () => Promise.resolve(at(100n));
    expect(await asked(101n)).toBe(true);
    expect(await asked(100n)).toBe(false);
  });

  it('reads the books before it says short, and not when the known float is enough', async () => {
    found = () => Promise.resolve(at(100n));
    expect([await asked(60n), await asked(40n), refreshes]).toEqual([false, false, 1]);
    found = () => Promise.resolve(at(10n));
    expect([await asked(1n), refreshes]).toEqual([false, 2]);
  });

  it('refreshes again after a while, and no caller waits for it', async () => {
    found = () => Promise.resolve(at(100n));
    await asked(1n);
    clock.advance(1_001);
    found = () => new Promise(() => undefined);
    expect([await asked(1n), refreshes]).toEqual([false, 2]);
  });

  it.each<[string, () => Promise<AvailableFloat[] | undefined>]>([
    ['are behind', () => Promise.resolve(undefined)],
    ['are away', () => Promise.reject(new Error('away'))],
    ['do not know the provider', () => Promise.resolve([])],
  ])('is not called short where the books %s', async (_, answer) => {
    found = answer;
    expect(await asked(1n)).toBe(false);
  });

  it('is not waited for longer than an answer may', async () => {
    found = () => new Promise(() => undefined);
    const answer = asked(1n);
    clock.advance(300);
    expect(await answer).toBe(false);
  });

  it('does not answer by a refresh that had begun before the last event', async () => {
    let answerFirst: (left: AvailableFloat[]) => void = () => undefined;
    found = () => new Promise(resolve => (answerFirst = resolve));
    void asked(1n);
    while (refreshes === 0) await Promise.resolve();
    found = () => Promise.resolve(at(100n));
    const second = asked(1n);
    answerFirst(at(0n));
    expect(await second).toBe(false);
  });
});

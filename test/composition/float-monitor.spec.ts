import { FloatWatch } from '../../src/composition/providers/float-monitor';
import type { FloatLeft } from '../../src/queries/ledger/available-float';
import { silentLogger } from '../../src/shared/logging';
import { ManualClock } from '../../packages/psp-sandbox/test/manual-clock';

const at = (leftMinor: bigint): FloatLeft[] => [{ provider: 'connectpsp', currency: 'BRL', leftMinor }];

describe('what is known of the money at a provider', () => {
  let clock: ManualClock;
  let looks: number;
  let found: () => Promise<FloatLeft[] | undefined>;
  let watch: FloatWatch;
  beforeEach(() => {
    clock = new ManualClock();
    looks = 0;
    const look = () => {
      looks += 1;
      return found();
    };
    watch = new FloatWatch({ look, clock, logger: silentLogger });
  });
  const asked = (minor: bigint) => watch.isShort('connectpsp', 'BRL', minor);

  it('is short for a payout above it, and for one that others have left too little for', async () => {
    found = () => Promise.resolve(at(100n));
    expect(await asked(101n)).toBe(true);
    expect(await asked(100n)).toBe(false);
  });

  it('is looked up before it is called short, and not for what is known to be enough', async () => {
    found = () => Promise.resolve(at(100n));
    expect([await asked(60n), await asked(40n), looks]).toEqual([false, false, 1]);
    found = () => Promise.resolve(at(10n));
    expect([await asked(1n), looks]).toEqual([false, 2]);
  });

  it('is looked up again after a while, and nobody waits for that', async () => {
    found = () => Promise.resolve(at(100n));
    await asked(1n);
    clock.advance(1_001);
    found = () => new Promise(() => undefined);
    expect([await asked(1n), looks]).toEqual([false, 2]);
  });

  it.each<[string, () => Promise<FloatLeft[] | undefined>]>([
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

  it('is not told by a look that had begun before what was recorded last', async () => {
    let answerFirst: (left: FloatLeft[]) => void = () => undefined;
    found = () => new Promise(resolve => (answerFirst = resolve));
    void asked(1n);
    while (looks === 0) await Promise.resolve();
    found = () => Promise.resolve(at(100n));
    const second = asked(1n);
    answerFirst(at(0n));
    expect(await second).toBe(false);
  });
});

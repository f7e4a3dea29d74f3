import { judge } from './check-simulated-world';
import { PLANTED_BUGS } from './planted-bugs';
import { simulate } from './simulate';

const MOST_SEEDS = 150;

describe('the simulator finds', () => {
  it.each(Object.entries(PLANTED_BUGS))('%s', async (_name, mutate) => {
    let found: string[] = [];
    let seed = 0;
    while (found.length === 0 && seed < MOST_SEEDS) {
      seed += 1;
      found = judge(await simulate({ seed, mutate }));
    }
    expect({ seed, found }).toEqual({
      seed: expect.any(Number) as number,
      found: expect.arrayContaining([expect.any(String)]),
    });
    // The very same seed without the bug is coherent: it is the bug that was found.
    expect(judge(await simulate({ seed }))).toEqual([]);
  });
});

import { NO_FAULTS } from './faults';
import { checkSimulatedWorld } from './check-simulated-world';
import { simulate } from './simulate';

const CALM = { seed: 11, faults: NO_FAULTS, clients: 1, payoutsPerClient: 2, nodes: 1 };

describe('a process that dies', () => {
  it('at any one of its awaits leaves nothing undone and nothing done twice', async () => {
    const failures: string[] = [];
    let crashAt = 1;
    for (let died = true; died; crashAt += 1) {
      const world = await simulate({ ...CALM, crashAt });
      died = world.crashes > 0;
      for (const violation of checkSimulatedWorld(world)) failures.push(`await ${crashAt}: ${violation}`);
      if (failures.length > 5) break;
    }
    expect(failures).toEqual([]);
    // One run comes through clean only after every await before it was the last one of a process.
    expect(crashAt).toBeGreaterThan(100);
  });
});

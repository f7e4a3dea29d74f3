import { checkSimulatedWorld } from './check-simulated-world';
import { NO_FAULTS } from './faults';
import { simulate } from './simulate';

/** SEEDS=from-to runs others. */
const [FROM, TO] = (process.env['SEEDS'] ?? '1-40').split('-').map(Number) as [number, number];

describe('payouts that wait for people', () => {
  const batches = Array.from({ length: Math.ceil((TO - FROM + 1) / 10) }, (_, index) => FROM + index * 10);
  const types = new Set<string>();
  let crashes = 0;

  it.each(batches)('end coherent in 10 worlds from seed %i', async first => {
    const failures: string[] = [];
    for (let seed = first; seed <= Math.min(first + 9, TO); seed += 1) {
      const world = await simulate({ seed, approvals: true });
      crashes += world.crashes;
      for (const { body } of world.events) types.add(body.type);
      for (const violation of checkSimulatedWorld(world)) failures.push(`seed ${seed}: ${violation}`);
    }
    expect(failures).toEqual([]);
  });

  it('were approved, rejected, expired and rejected for lack of funds, and their processes died', () => {
    expect(crashes).toBeGreaterThan(5);
    const expected = ['PayoutApproved', 'PayoutApprovalRejected', 'PayoutApprovalExpired', 'PayoutRejected'];
    expect([...types]).toEqual(expect.arrayContaining(expected));
  });

  it('come to their end when a process dies at any one of its awaits', async () => {
    const calm = { seed: 11, faults: NO_FAULTS, clients: 1, payoutsPerClient: 2, nodes: 1, approvals: true };
    const failures: string[] = [];
    let crashAt = 1;
    for (let died = true; died; crashAt += 1) {
      const world = await simulate({ ...calm, crashAt });
      died = world.crashes > 0;
      for (const violation of checkSimulatedWorld(world)) failures.push(`await ${crashAt}: ${violation}`);
      if (failures.length > 5) break;
    }
    expect(failures).toEqual([]);
    expect(crashAt).toBeGreaterThan(100);
  });
});

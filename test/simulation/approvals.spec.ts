import { checkSimulatedWorld } from './check-simulated-world';
import { NO_FAULTS } from './faults';
import { simulate } from './simulate';

/** SEEDS=from-to runs others. */
const [FROM, TO] = (process.env['SEEDS'] ?? '1-10').split('-').map(Number) as [number, number];

describe('deposits that wait for people', () => {
  it('end coherent: approved, rejected or expired, also where processes die', async () => {
    const failures: string[] = [];
    const types = new Set<string>();
    for (let seed = FROM; seed <= Math.min(TO, FROM + 5); seed += 1) {
      const world = await simulate({ seed, deposits: true, payoutsPerClient: 2 });
      for (const { body } of world.events) types.add(body.type);
      for (const violation of checkSimulatedWorld(world)) failures.push(`seed ${seed}: ${violation}`);
    }
    expect(failures).toEqual([]);
    const expected = ['DepositApproved', 'DepositApprovalRejected', 'DepositApprovalExpired'];
    expect([...types]).toEqual(expect.arrayContaining(expected));
  });
});

/** What an approval can come to. */
const ENDS = ['PayoutApproved', 'PayoutSubmissionStarted', 'PayoutApprovalRejected', 'PayoutApprovalExpired'];

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

  /** One payout each, so that a world is short; the seed draws the rule and what people do. */
  const calm = { faults: NO_FAULTS, clients: 1, payoutsPerClient: 1, nodes: 1, limits: false, healedMs: 0 };

  /** The first calm world in which this happens, and nothing else of it. Whatever is drawn more moves it to another seed. */
  async function worldWith(expected: readonly string[]) {
    for (let seed = 1; seed <= 300; seed += 1) {
      const world = { ...calm, seed, approvals: true };
      const kinds = (await simulate(world)).events.map(({ body }) => body.type);
      if (kinds.filter(type => ENDS.includes(type)).join() === expected.join()) return world;
    }
    throw new Error(`There is no world with ${expected.join()}`);
  }

  it.each<[string, readonly string[]]>([
    ['approved', ['PayoutApproved', 'PayoutSubmissionStarted']],
    ['approved by one, and rejected', ['PayoutApproved', 'PayoutApprovalRejected']],
    ['expired', ['PayoutApprovalExpired']],
  ])('come to their end when a process dies at any one await: %s', async (_, expected) => {
    const world = await worldWith(expected);
    const failures: string[] = [];
    let crashAt = 1;
    for (let died = true; died && failures.length < 5; crashAt += 1) {
      const disturbed = await simulate({ ...world, crashAt });
      died = disturbed.crashes > 0;
      for (const violation of checkSimulatedWorld(disturbed)) failures.push(`await ${crashAt}: ${violation}`);
    }
    expect(failures).toEqual([]);
    expect(crashAt).toBeGreaterThan(100);
  });
});

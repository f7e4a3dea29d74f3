import type { HoldRefused } from '../../src/domain/account/events';
import { checkSimulatedWorld } from './check-simulated-world';
import { simulate } from './simulate';

/** SEEDS=from-to runs others. */
const [FROM, TO] = (process.env['SEEDS'] ?? '1-6').split('-').map(Number) as [number, number];

describe('people who close accounts, name too much in decisions, and settle fees', () => {
  it('leave every world coherent, and are refused', async () => {
    const failures: string[] = [];
    const seen = new Set<string>();
    for (let seed = FROM; seed <= TO; seed += 1) {
      const world = await simulate({ seed, closings: true, greed: true, fees: true });
      for (const violation of checkSimulatedWorld(world)) failures.push(`seed ${seed}: ${violation}`);
      for (const { body } of world.events)
        seen.add((body.data as HoldRefused).closed ? `${body.type} by a closed account` : body.type);
    }
    expect(failures).toEqual([]);
    expect([...seen]).toEqual(
      expect.arrayContaining([
        'AccountClosed',
        'AccountReopened',
        'DepositReversed',
        'HoldRefused by a closed account',
        'CaseResolved',
        'FeeSettlementProposed',
        'ProviderFeesSettled',
      ]),
    );
  });
});

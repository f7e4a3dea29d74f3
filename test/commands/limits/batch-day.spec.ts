import { Books } from '../../../src/audit/books';
import type { FundsHeld } from '../../../src/domain/account/events';
import type { LimitKind, LimitTerms } from '../../../src/domain/limits/events';
import { LimitedWorld } from '../../support/limited-world';

const BRL = { currency: 'BRL' } as const;
const DAY: LimitTerms = { kind: 'ACCOUNT_DAY', ...BRL, amountMinor: 2_500n };
const BATCH: LimitTerms = { kind: 'BATCH_DAY', ...BRL, amountMinor: 7_000n, date: '2026-11-30' };
const SHOP = 'account-merchant-1';

let world: LimitedWorld;
beforeEach(async () => {
  world = new LimitedWorld();
  await world.open('merchant-1');
  await world.set('all', DAY);
  await world.raise(SHOP, BATCH);
});
afterEach(() => world.stop());

/** Small pages: a process that starts reads a snapshot. */
async function started(): Promise<ReturnType<LimitedWorld['process']>> {
  const process = world.process(undefined, 4);
  await world.known(process);
  return process;
}

/** What was held under a limit of this kind, payout by payout. */
const heldUnder = (kind: LimitKind): bigint =>
  world.store.log
    .flatMap(({ body }) => (body.type === 'FundsHeld' ? [(body.data as FundsHeld).limits!] : []))
    .filter(({ shares }) => shares.some(share => share.kind === kind))
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0n);

const differences = (): string[] => {
  const books = new Books();
  for (const event of world.store.log) books.apply(event);
  return books.differences.first.map(({ invariant, detail }) => `${invariant} ${detail}`);
};

describe('the allowance of a batch day', () => {
  it('is never exceeded by two processes at once, and the ordinary day goes on beside it', async () => {
    const processes = [await started(), await started()];
    const asked = Array.from({ length: 24 }, (_, index) =>
      world.pay(processes[index % 2]!, world.request({ amountMinor: 500n })),
    );
    const answers = await Promise.all(asked);
    expect([heldUnder('BATCH_DAY'), heldUnder('ACCOUNT_DAY')]).toEqual([7_000n, 2_500n]);
    expect(answers.filter(answer => answer === 'open')).toHaveLength(19);
    expect(new Set(answers)).toEqual(new Set(['open', 'all/ACCOUNT_DAY']));
    expect(differences()).toEqual([]);
  });

  it('is known to a process that starts anew, from a snapshot and from the events', async () => {
    const first = await started();
    for (const amountMinor of [3_000n, 3_000n, 500n, 500n])
      expect(await world.pay(first, world.request({ amountMinor }))).toBe('open');
    expect(world.store.log.some(({ body }) => body.type === 'AccountSnapshotTaken')).toBe(true);
    const second = await started();
    const withoutSnapshot = world.process();
    await world.known(withoutSnapshot);
    for (const process of [second, withoutSnapshot]) {
      expect(await world.pay(process, world.request({ amountMinor: 1_250n }))).toBe('open');
      expect(await world.pay(process, world.request({ amountMinor: 2_501n }))).toBe('all/ACCOUNT_DAY');
    }
    expect([heldUnder('BATCH_DAY'), heldUnder('ACCOUNT_DAY')]).toEqual([7_000n, 2_500n]);
    expect(differences()).toEqual([]);
  });

  it('ends with its day', async () => {
    const process = await started();
    expect(await world.pay(process, world.request({ amountMinor: 6_000n }))).toBe('open');
    world.clock.advance(24 * 3_600_000);
    expect(await world.pay(process, world.request({ amountMinor: 2_501n }))).toBe('all/ACCOUNT_DAY');
    expect(await world.pay(process, world.request({ amountMinor: 2_500n }))).toBe('open');
    expect([heldUnder('BATCH_DAY'), heldUnder('ACCOUNT_DAY')]).toEqual([6_000n, 2_500n]);
    expect(differences()).toEqual([]);
  });
});

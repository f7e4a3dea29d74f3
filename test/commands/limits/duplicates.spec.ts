import { duplicateOfHold } from '../../../src/domain/account/holds';
import type { AccountCommand } from '../../../src/domain/account/account';
import type { PayoutRequested } from '../../../src/domain/payout/events';
import { LimitedWorld } from '../../support/limited-world';

const ACCOUNT = 'merchant-1';
const cause = { causationId: 'test', correlationId: 'test', actor: 'saga' };

const captured = ({ payoutId, provider, amountMinor }: PayoutRequested): AccountCommand => ({
  type: 'CaptureHold',
  payoutId,
  provider,
  originalAmountMinor: amountMinor,
  feeAmountMinor: 0n,
  corrects: true,
});
const released = ({ payoutId, provider }: PayoutRequested): AccountCommand => ({
  type: 'ReleaseHold',
  payoutId,
  provider,
  corrects: true,
});

describe('the earlier payout of which a payout is a duplicate', () => {
  let world: LimitedWorld;
  beforeEach(async () => {
    world = new LimitedWorld();
    await world.open(ACCOUNT);
    await world.set('all', { kind: 'DUPLICATE', currency: 'BRL', withinMinutes: 10, effect: 'warn' });
  });
  afterEach(() => world.stop());

  it.each<[string, readonly ((request: PayoutRequested) => AccountCommand)[]]>([
    ['held', []],
    ['captured', [captured]],
    ['released', [released]],
    ['captured, and decided to have failed', [captured, released]],
    ['released, and decided to have been paid', [released, captured]],
  ])('is known of a payout that is %s, also from a snapshot', async (_, commands) => {
    const process = world.process(undefined, 4);
    await world.known(process);
    const [first, second] = [world.request(), world.request()];
    await world.pay(process, first);
    await world.pay(process, second);
    for (const commandFor of commands) await process.accounts.execute(ACCOUNT, commandFor(second), cause);
    for (const amountMinor of [1n, 2n, 3n, 4n, 5n]) await world.pay(process, world.request({ amountMinor }));
    expect(world.store.log.some(({ body }) => body.type === 'AccountSnapshotTaken')).toBe(true);
    for (const later of [process, world.process(undefined, 4), world.process()]) {
      expect(await later.holds.duplicateOf(second)).toEqual({ duplicateOf: first.payoutId });
      expect(await later.holds.duplicateOf(first)).toEqual({});
      expect(duplicateOfHold((await later.accounts.state(ACCOUNT))?.holds.get(second.payoutId))).toBe(
        first.payoutId,
      );
    }
  });
});

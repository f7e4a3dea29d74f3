import { sharedUsage, type UsageCommand } from '../../../src/domain/limits/shared-usage';
import type { UsageEvent } from '../../../src/domain/limits/events';
import { given, outcomeOf } from '../given';

const usage = 'usage-client-shop-2026-11-30';
const limit = {
  limit: 'client-shop/CLIENT_DAY',
  kind: 'CLIENT_DAY',
  figureMinor: 1_500n,
  counter: usage,
} as const;
const take = (payoutId: string, revision = 0): UsageCommand => ({
  type: 'TakeShare',
  usage,
  payoutId,
  accountId: 'merchant-1',
  amountMinor: 1_000n,
  at: '2026-11-30T15:00:00.000Z',
  scopes: ['all', 'client-shop'],
  versions: [{ scope: 'client-shop', revision }],
  limits: [limit],
});
const giveBack = (payoutId: string): UsageCommand => ({ type: 'ReturnShare', usage, payoutId });

function after(...commands: readonly UsageCommand[]): UsageEvent[] {
  const events: UsageEvent[] = [];
  for (const command of commands) {
    const decided = given(sharedUsage, events).when(command);
    if (decided.ok) events.push(...decided.value);
  }
  return events;
}
const outcome = (before: readonly UsageCommand[], command: UsageCommand): string =>
  outcomeOf(given(sharedUsage, after(...before)).when(command));

describe('what spans accounts', () => {
  it('is shared by payouts up to the figure', () => {
    expect(outcome([], take('p-1'))).toBe('LimitShareTaken');
    expect(outcome([take('p-1')], take('p-2'))).toBe('LimitShareRefused');
  });

  it('answers each payout once, whatever came after', () => {
    expect(outcome([take('p-1')], take('p-1'))).toBe('nothing');
    expect(outcome([take('p-1'), take('p-2'), giveBack('p-1')], take('p-2'))).toBe('nothing');
    expect(outcome([take('p-1'), giveBack('p-1')], take('p-1'))).toBe('nothing');
  });

  it('has room again for what was given back, once', () => {
    expect(outcome([take('p-1'), giveBack('p-1')], take('p-3'))).toBe('LimitShareTaken');
    expect(outcome([take('p-1'), giveBack('p-1')], giveBack('p-1'))).toBe('nothing');
    expect(outcome([take('p-1'), take('p-2')], giveBack('p-2'))).toBe('nothing');
  });

  it('is never decided on by older limits than before', () => {
    expect(outcome([take('p-1', 1)], take('p-2', 0))).toBe('LIMITS_OUTDATED');
    const unaware = { ...take('p-2'), versions: [] } as UsageCommand;
    expect(outcome([take('p-1', 1)], unaware)).toBe('LIMITS_OUTDATED');
  });
});

import type { AccountWork } from '../../src/commands/accounts/life/account-work';
import type { PayoutRequested } from '../../src/domain/payout/events';
import type { CaseOpened } from '../../src/domain/case/events';
import type { RecordedEvent } from '../../src/event-store/event-store';

interface WithLog {
  readonly log: readonly RecordedEvent[];
}

const ENDS = new Set([
  'PayoutRejected',
  'PayoutApprovalRejected',
  'PayoutApprovalExpired',
  'PayoutCompleted',
  'PayoutFailed',
]);

/** What is under way about an account, by the events themselves: read models that are always current. */
export const workIn = (store: unknown): AccountWork => ({
  openWorkOf: accountId => Promise.resolve(openWorkOf((store as WithLog).log, accountId)),
});

function openWorkOf(events: WithLog['log'], accountId: string) {
  const payouts = new Set<string>();
  const own = new Set<string>();
  const cases = new Set<string>();
  for (const { streamId, body } of events) {
    const requested = body.data as PayoutRequested;
    if (body.type === 'PayoutRequested' && requested.accountId === accountId) {
      payouts.add(requested.payoutId);
      own.add(requested.payoutId);
    }
    if (ENDS.has(body.type)) payouts.delete(streamId.slice('payout-'.length));
    const { payoutId, cause } = body.data as CaseOpened;
    if (body.type === 'CaseOpened' && (own.has(payoutId ?? '') || cause.streamId === `account-${accountId}`))
      cases.add(streamId);
    if (body.type === 'CaseResolved') cases.delete(streamId);
  }
  return { payoutIds: [...payouts], caseIds: [...cases].map(stream => stream.slice('case-'.length)) };
}

import type { AccountEvent, DepositRequested } from '../../src/domain/account/events';
import type { RecordedEvent } from '../../src/event-store/event-store';
import { DEPOSIT_ENDS } from './depositing-people';

/** I18: a deposit that waits is booked once enough people have approved it, and its recorder is none of them. */
export function bookedUnapproved(events: readonly RecordedEvent[]): string[] {
  const requests = new Map<string, DepositRequested>();
  const people = new Map<string, Set<string>>();
  return events.flatMap(({ streamId, body }) => {
    if (!streamId.startsWith('account-')) return [];
    const event = body as AccountEvent;
    if (event.type === 'DepositRequested') requests.set(event.data.depositId, event.data);
    if (event.type === 'DepositApproved') {
      const { depositId, approvedBy } = event.data;
      people.set(depositId, new Set([...(people.get(depositId) ?? []), approvedBy]));
      const isOwn = requests.get(depositId)?.clientId === approvedBy;
      return isOwn ? [`I18 ${approvedBy} approved its own deposit ${depositId}`] : [];
    }
    if (event.type !== 'FundsDeposited') return [];
    const { depositId } = event.data;
    const needed = requests.get(depositId)?.approval.approvals ?? 0;
    const isShort = (people.get(depositId)?.size ?? 0) < needed;
    return isShort ? [`I18 deposit ${depositId} was booked before enough people had approved it`] : [];
  });
}

/** I6: at the end of a world no deposit waits any more. */
export function waitingForEver(events: readonly RecordedEvent[]): string[] {
  const waiting = new Set<string>();
  for (const { body } of events) {
    const { depositId } = body.data as { depositId?: string };
    if (body.type === 'DepositRequested') waiting.add(depositId!);
    if (DEPOSIT_ENDS.has(body.type)) waiting.delete(depositId!);
  }
  return [...waiting].map(depositId => `I6 deposit ${depositId} waits, and its time is over`);
}

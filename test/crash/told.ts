import type { EventStore } from '../../src/event-store/event-store';
import { TYPES_BY_EVENT } from '../../src/outbound/messages/message-types';
import type { WebhookReceiver } from '../support/webhook-receiver';
import { allEvents } from '../support/world';

export const TOLD = ['payout.accepted', 'payout.submitted', 'payout.completed', 'payout.failed'];

/** Every message that the log asks for came, signed, and those of one payout in the order of the log. */
export async function untold(store: EventStore, receiver: WebhookReceiver): Promise<string[]> {
  const expected = new Map<string, string[]>();
  for (const { body } of await allEvents(store)) {
    const [type] = TYPES_BY_EVENT[body.type] ?? [];
    const { payoutId } = body.data as { payoutId?: string };
    if (!type || payoutId === undefined || !TOLD.includes(type)) continue;
    expected.set(payoutId, [...(expected.get(payoutId) ?? []), type]);
  }
  const taken = new Map<string, string[]>();
  for (const { data, type } of receiver.taken()) {
    const id = String(data['id']);
    taken.set(id, [...(taken.get(id) ?? []), type]);
  }
  const wrong = [...expected].filter(([id, types]) => String(taken.get(id)) !== String(types));
  const told = wrong.map(
    ([id, types]) => `${id}: ${types.join()}, but ${taken.get(id)?.join() ?? 'nothing'}`,
  );
  return [...receiver.refused, ...told];
}

/**
 * Resolves when the next message is at the receiver. It is answered or not, so a kill at this moment comes while the call is
 * under way, or between the answer and its record.
 */
export function nextArrival(receiver: WebhookReceiver, isAnswered: boolean): Promise<void> {
  return new Promise(resolve => {
    receiver.answer = () => {
      receiver.answer = () => 200;
      resolve();
      return isAnswered ? 200 : undefined;
    };
  });
}

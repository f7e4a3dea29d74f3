import { readModelSnapshot } from '../../src/audit/read-model';
import type { ReadModelSnapshot } from '../../src/audit/compare';
import type { ReadableEventStore } from '../../src/audit/readable-event-store';
import type { AccountEvent } from '../../src/domain/account/events';
import type { NotificationEvent } from '../../src/domain/notification/events';
import type { PayoutEvent } from '../../src/domain/payout/events';
import { comparePositions, type RecordedEvent } from '../../src/event-store/event-store';
import { PROJECTED_PREFIXES } from '../../src/projections/projection';
import type { Database } from '../../src/projections/schema';
import type { ConnectPspRecord } from '../../src/sandbox/connectpsp/sandbox';
import { parseAmount } from '../../src/shared/money';
import { casesIn } from './cases-in';
import { violationsOf } from './coherent';
import type { IssuedCommand } from './coherent-commands';
import type { ProviderRecord } from './coherent-provider';
import { eventually } from './eventually';

/** Where everything that is known of a whole service stands. */
export interface Sources {
  readonly store: ReadableEventStore;
  readonly database: Database;
  /** The provider's own memory. */
  readonly records: () => readonly ConnectPspRecord[] | Promise<readonly ConnectPspRecord[]>;
  /** The bodies of the genuine notifications that were answered with 2xx, where they are known. */
  readonly storedNotifications: () => readonly string[];
  readonly commands: readonly IssuedCommand[];
}

/** Waits until nothing is under way any more, then says everything that does not agree; nothing: all is well. */
export async function violationsAtRest(sources: Sources): Promise<string[]> {
  let left: string[] = [];
  const rest = async () => {
    // Deliveries first: one that was answered for is among the events read after it.
    const storedNotifications = sources.storedNotifications();
    const events = await allEvents(sources.store);
    const readModel = await readModelSnapshot(sources.database);
    left = [...underWay(events), ...behind(events, readModel)];
    return left.length === 0 && { storedNotifications, events, readModel };
  };
  const world = await eventually('everything is at rest', rest).catch((error: Error) => {
    throw new Error(`${error.message}; still under way: ${left.slice(0, 20).join(', ')}`);
  });
  const providerRecords = (await sources.records()).map(providerRecord);
  return violationsOf({ ...world, providerRecords, commands: sources.commands, atRest: true });
}

export async function allEvents(store: ReadableEventStore): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const event of store.readAll()) events.push(event);
  return events;
}

/** What has begun and not ended: payouts, holds, and notifications without a verdict. */
function underWay(events: readonly RecordedEvent[]): string[] {
  const open = new Set<string>();
  for (const { id, body } of events) {
    const event = body as PayoutEvent | AccountEvent | NotificationEvent;
    switch (event.type) {
      case 'PayoutRequested':
        open.add(`payout ${event.data.payoutId}`);
        break;
      case 'PayoutRejected':
      case 'PayoutCompleted':
      case 'PayoutFailed':
        open.delete(`payout ${event.data.payoutId}`);
        break;
      case 'FundsHeld':
        open.add(`hold ${event.data.payoutId}`);
        break;
      case 'HoldCaptured':
      case 'HoldReleased':
        open.delete(`hold ${event.data.payoutId}`);
        break;
      case 'ProviderNotificationReceived':
        open.add(`notification ${id}`);
        break;
      case 'NotificationApplied':
      case 'NotificationQuarantined':
        open.delete(`notification ${event.data.receivedEventId}`);
        break;
      default:
    }
  }
  for (const payoutId of casesIn(events)) open.delete(`payout ${payoutId}`);
  return [...open];
}

/** The read models that have not come to the last event they tell of. */
function behind(events: readonly RecordedEvent[], readModel: ReadModelSnapshot): string[] {
  const last = events.findLast(({ streamId }) =>
    PROJECTED_PREFIXES.some(prefix => streamId.startsWith(prefix)),
  );
  return Object.entries(readModel)
    .filter(([, { position }]) => last && (!position || comparePositions(position, last.position) < 0))
    .map(([name]) => `read model ${name}`);
}

/** An order that was accepted is a payment, whatever became of it. */
const providerRecord = ({
  externalReference,
  amount,
  status,
  payments,
}: ConnectPspRecord): ProviderRecord => ({
  externalReference,
  amountMinor: parseAmount(amount, 'BRL') ?? 0n,
  status,
  payments: Math.max(1, payments),
});

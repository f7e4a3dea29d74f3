import { Books } from '../../src/audit/books';
import { readReadModels } from '../../src/audit/comparison/read-model-snapshot';
import { RecordStore } from '../../src/audit/packing/record-store';
import type { ReadModelSnapshot } from '../../src/audit/comparison/compare-read-model';
import { describeDifference } from '../../src/audit/difference';
import { verifyBooks } from '../../src/audit/verify-books';
import type { ReadableEventStore } from '../../src/audit/readable-event-store';
import type { NotificationEvent } from '../../src/domain/notification/events';
import { payoutVerdict } from '../../src/domain/notification/payout-verdict';
import type { PayoutEvent } from '../../src/domain/payout/events';
import { comparePositions, type RecordedEvent } from '../../src/event-store/event-store';
import { PROJECTED_PREFIXES } from '../../src/projections/engine/projection';
import type { Database } from '../../src/projections/schema';
import type { ConnectPspRecord } from 'psp-sandbox';
import type { NtxPayRecord } from 'psp-sandbox';
import { parseAmount } from '../../src/shared/money';
import { openCasesIn, withoutCase } from './events-that-need-a-case';
import { unfinished, violationsOf } from './check-world';
import type { IssuedCommand } from './check-commands';
import type { ProviderRecord } from './check-provider-records';
import { eventually } from './eventually';

/** Where everything that is known of a whole service stands. */
export interface Sources {
  readonly store: ReadableEventStore;
  /** What was read of the log before. */
  readonly log?: LogSoFar;
  readonly database: Database;
  /** ConnectPSP's own memory. */
  readonly records: () => readonly ConnectPspRecord[] | Promise<readonly ConnectPspRecord[]>;
  /** NTX Pay's own memory, where payouts went there too. */
  readonly ntxPayRecords?: () => readonly NtxPayRecord[];
  /** The bodies of the genuine notifications that were answered with 2xx, where they are known. */
  readonly storedNotifications: () => readonly string[];
  readonly commands: readonly IssuedCommand[];
}

/** A provider that a busy machine makes late is held back for up to a minute, and a cut-off order waits for its call's end. */
const REST_MS = 240_000;

interface WorldAtRest {
  readonly storedNotifications: readonly string[];
  readonly events: RecordedEvent[];
  readonly readModel: ReadModelSnapshot;
}

/** Waits until nothing is under way any more. */
export async function worldAtRest(sources: Sources): Promise<WorldAtRest> {
  let left: string[] = [];
  const { log = new LogSoFar() } = sources;
  const rest = async () => {
    // Deliveries first: one that was answered for is among the events read after it.
    const storedNotifications = sources.storedNotifications();
    const events = await log.read(sources.store);
    const { snapshot: readModel } = await readReadModels(sources.database, new RecordStore());
    left = [...underWay(events), ...behind(events, readModel)];
    return left.length === 0 && { storedNotifications, events, readModel };
  };
  return eventually('everything is at rest', rest, REST_MS).catch((error: Error) => {
    throw new Error(`${error.message}; still under way: ${left.slice(0, 20).join(', ')}`);
  });
}

/** Waits until nothing is under way any more, then says everything that does not agree; nothing: all is well. */
export async function violationsAtRest(sources: Sources): Promise<string[]> {
  const world = await worldAtRest(sources);
  const ntxPayRecords = sources.ntxPayRecords?.() ?? [];
  const providerRecords = [...(await sources.records()), ...ntxPayRecords.map(inCommonWords)].map(
    providerRecord,
  );
  const { differences } = await verifyBooks(sources.store, sources.database);
  return [
    ...violationsOf({ ...world, providerRecords, commands: sources.commands, atRest: true }),
    // The journal's entries and postings, which are compared as the streams go by.
    ...differences
      .filter(({ invariant }) => ['I7', 'I10', 'I16'].includes(invariant))
      .map(describeDifference),
  ];
}

export const allEvents = (store: ReadableEventStore): Promise<RecordedEvent[]> => new LogSoFar().read(store);

/** A log as far as it was read: what was read once is not read again. */
export class LogSoFar {
  private readonly events: RecordedEvent[] = [];

  async read(store: ReadableEventStore): Promise<RecordedEvent[]> {
    const after = this.events.at(-1)?.position;
    for await (const event of store.readAll(after)) this.events.push(event);
    return [...this.events];
  }
}

/** What has begun and not ended: payouts, holds, returns, decisions, cases to be opened, notifications without a verdict. */
function underWay(events: readonly RecordedEvent[]): string[] {
  const books = new Books();
  for (const event of events) books.apply(event);
  const left = unfinished(books, new Set(openCasesIn(events)));
  const waiting = withoutCase(events).map(({ event, kind }) => `${kind} of ${event.streamId}`);
  return [...left.map(({ stream, detail }) => `${stream} ${detail}`), ...waiting, ...withoutVerdict(events)];
}

function withoutVerdict(events: readonly RecordedEvent[]): string[] {
  const open = new Set<string>();
  for (const { id, body } of events) {
    const event = body as NotificationEvent;
    if (event.type === 'ProviderNotificationReceived') open.add(`notification ${id}`);
    if (event.type === 'NotificationApplied' || event.type === 'NotificationQuarantined')
      open.delete(`notification ${event.data.receivedEventId}`);
    const verdict = payoutVerdict(body as PayoutEvent);
    if (verdict) open.delete(`notification ${verdict.receivedEventId}`);
  }
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

type CommonRecord = Pick<
  ConnectPspRecord,
  'externalReference' | 'amount' | 'status' | 'payments' | 'returns'
>;

const STATUS_OF = { PENDING: 'PROCESSING', CONFIRMED: 'COMPLETED', ERROR: 'FAILED' } as const;

const inCommonWords = ({ externalId, status, amount, payments, returns }: NtxPayRecord): CommonRecord => ({
  externalReference: externalId,
  status: STATUS_OF[status],
  amount,
  payments,
  returns,
});

/** An order that was accepted is a payment, whatever became of it. */
const providerRecord = ({
  externalReference,
  amount,
  status,
  payments,
  returns,
}: CommonRecord): ProviderRecord => ({
  externalReference,
  amountMinor: parseAmount(amount, 'BRL') ?? 0n,
  status,
  payments: Math.max(1, payments),
  returnedMinor: returns.reduce((sum, back) => sum + (parseAmount(back.amount, 'BRL') ?? 0n), 0n),
});

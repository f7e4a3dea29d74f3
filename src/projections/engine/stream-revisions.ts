import type { Kysely } from 'kysely';
import type { RecordedEvent } from '../../event-store/event-store';
import { Bug } from '../../shared/invariant';
import type { Tables } from '../schema';
import { asJson, run, upsertInto } from './statements';

/** What a projection is about to apply. */
export interface Share {
  readonly projection: string;
  readonly events: readonly RecordedEvent[];
}

interface StreamRow {
  readonly projection: string;
  readonly streamId: string;
  readonly revision: bigint;
}

const LOAD = `select projection, stream_id, revision from projection_stream
  where projection = any($1::text[]) and stream_id = any($2::text[])`;
const SAVE = upsertInto(
  'projection_stream',
  { projection: 'text', streamId: 'text', revision: 'bigint' },
  ['projection', 'streamId'],
  ['revision'],
);

/**
 * Checks that each event is the next one of its stream, and remembers how far each stream is; for several projections at
 * once. @throws {Bug} a revision is missing or comes again: the read model would be wrong from there on
 */
export async function advanceStreams(transaction: Kysely<Tables>, shares: readonly Share[]): Promise<void> {
  const projections = shares.flatMap(({ projection, events }) => (events.length > 0 ? [projection] : []));
  if (projections.length === 0) return;
  const streams = new Set(shares.flatMap(({ events }) => events.map(({ streamId }) => streamId)));
  const rows = await run<StreamRow>(transaction, LOAD, projections, [...streams]);
  const advanced = shares.flatMap(({ projection, events }) =>
    nextRevisions(projection, events, new Map(rowsOf(projection, rows))),
  );
  await run(transaction, SAVE, asJson(advanced));
}

const rowsOf = (name: string, rows: readonly StreamRow[]): [string, bigint][] =>
  rows.flatMap(({ projection, streamId, revision }) => (projection === name ? [[streamId, revision]] : []));

/** `last`: how far each stream was; it moves on with the events. */
function nextRevisions(
  projection: string,
  events: readonly RecordedEvent[],
  last: Map<string, bigint>,
): StreamRow[] {
  const touched = new Set<string>();
  for (const event of events) {
    const { streamId, revision } = event;
    const expected = (last.get(streamId) ?? -1n) + 1n;
    if (revision !== expected) throw new Bug(gap(event, expected));
    last.set(streamId, revision);
    touched.add(streamId);
  }
  return [...touched].map(streamId => ({ projection, streamId, revision: last.get(streamId)! }));
}

/** Written only when it is needed: every event is checked once for each read model. */
const gap = ({ streamId, revision }: RecordedEvent, expected: bigint): string =>
  `Stream ${streamId} goes on with revision ${revision}, expected was ${expected}`;

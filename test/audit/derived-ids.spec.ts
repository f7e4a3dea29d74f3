import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DerivedIds } from '../../src/audit/rules/derived-ids';
import { describeDifference } from '../../src/audit/difference';
import { auditStreams } from '../../src/audit/verify-books';
import { fromJson } from '../../src/event-store/codec/event-codec';
import { eventRegistry, type EventJson } from '../../src/event-store/codec/event-registry';
import type { RecordedEvent } from '../../src/event-store/event-store';
import { newEvents } from '../../src/event-store/new-events';
import { storeOf } from '../support/history';
import { decidedEvents } from './returns-and-decisions-history';

const FIXTURES = join(__dirname, '../event-store/fixtures');
const CAUSE = { causationId: 'cause', correlationId: 'correlation', actor: 'client:test' };
const NOW = new Date('2026-01-02T03:04:05.000Z');

const foundIn = (event: RecordedEvent): string[] => {
  const found: string[] = [];
  new DerivedIds().check(event, (invariant, detail) => found.push(`${invariant} ${detail}`));
  return found;
};

/** Recorded as the third of a decision made on revision 4, by a program of that schema version. */
function recordedThen(type: string, version: number, data: EventJson): RecordedEvent {
  const body = { type, data: fromJson(data) };
  const event = newEvents('payout-1', [body, body, body], CAUSE, NOW, '4')[2]!;
  const read = { type, data: fromJson(eventRegistry.upcast(type, version, data)) };
  return {
    ...event,
    body: read,
    metadata: { ...event.metadata, schemaVersion: version },
    streamId: 'payout-1',
    revision: 7n,
    position: { commit: 1n, prepare: 1n },
    recordedAt: NOW,
  };
}

const fixtures = readdirSync(FIXTURES)
  .map(name => /^(\w+)\.v(\d+)\.json$/.exec(name))
  .flatMap(match => (match ? [[match[1]!, Number(match[2])] as const] : []));

it.each(fixtures)(
  'knows the id of %s as version %i wrote it, and misses it once anything is changed',
  (type, version) => {
    const data = JSON.parse(readFileSync(join(FIXTURES, `${type}.v${version}.json`), 'utf8')) as EventJson;
    const event = recordedThen(type, version, (data['data'] as EventJson | undefined) ?? data);
    expect(foundIn(event)).toEqual([]);
    const other = { ...event.body.data, added: 'x' };
    expect(foundIn({ ...event, body: { type, data: other } })).toHaveLength(1);
    expect(foundIn({ ...event, revision: 2n })).toHaveLength(1);
    expect(foundIn({ ...event, streamId: 'payout-2' })).toHaveLength(1);
    expect(foundIn({ ...event, metadata: { ...event.metadata, $causationId: 'another' } })).toHaveLength(1);
  },
);

it('knows the ids of a long decision, and of the one after it', () => {
  const body = (line: number) => ({ type: 'StatementLinesMatched', data: { line } });
  const made = [
    ...newEvents(
      'reconciliation-1',
      Array.from({ length: 500 }, (_, line) => body(line)),
      CAUSE,
      NOW,
      '0',
    ),
    ...newEvents('reconciliation-1', [body(500), body(501)], CAUSE, NOW, '500'),
  ];
  const ids = new DerivedIds();
  const found: string[] = [];
  made.forEach((event, index) => {
    const revision = BigInt(index + 1);
    const at = { streamId: 'reconciliation-1', revision, position: { commit: revision, prepare: revision } };
    ids.check({ ...event, ...at, recordedAt: NOW }, (_invariant, detail) => found.push(detail));
  });
  expect(found).toEqual([]);
});

/** Every field of every event, one by one, on disk: the id says that it was another. */
it('finds every single field that was edited in a whole history', async () => {
  const events = decidedEvents();
  for (const [place, event] of events.entries()) {
    for (const field of Object.keys(event.body.data)) {
      const store = storeOf([]);
      const data = { ...event.body.data, [field]: 'edited' };
      const edited = { ...event, body: { ...event.body, data } };
      store.log.push(...events.slice(0, place), edited, ...events.slice(place + 1));
      const { differences } = await auditStreams(store);
      expect(differences.map(describeDifference)).toContain(
        `I10 ${event.streamId}@${event.revision}: event id ${event.id} is not the one that its stream, cause, place and content make`,
      );
    }
  }
});

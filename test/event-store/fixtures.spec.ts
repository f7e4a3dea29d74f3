import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromJson, toJson } from '../../src/event-store/codec/event-codec';
import { eventRegistry, type EventJson } from '../../src/event-store/codec/event-registry';

/** Data as it was written to disk in each version. A fixture is never changed and never taken away. */
const FOLDER = join(__dirname, 'fixtures');

const fixture = (type: string, version: number): EventJson =>
  JSON.parse(readFileSync(join(FOLDER, `${type}.v${version}.json`), 'utf8')) as EventJson;

const wanted = [...eventRegistry.versions()].flatMap(([type, latest]) =>
  Array.from({ length: latest }, (_, index): [string, number] => [type, index + 1]),
);

/** The names and kinds of an event's fields, at any depth. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shape);
  if (value === null || typeof value !== 'object') return value === null ? 'null' : typeof value;
  const fields = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(fields.map(([name, field]) => [name, shape(field)]));
}

describe('events as they lie on disk', () => {
  it('are here in every version there ever was', () => {
    const files = wanted.map(([type, version]) => `${type}.v${version}.json`);
    expect(readdirSync(FOLDER).sort()).toEqual(files.sort());
    expect(files.length).toBeGreaterThan(35);
  });

  it.each(wanted)('%s, version %i, is read as today’s schema', (type, version) => {
    const before = fixture(type, version);
    const kept = structuredClone(before);
    const today = eventRegistry.upcast(type, version, before);
    expect(shape(fromJson(today))).toEqual(shape(fromJson(fixture(type, eventRegistry.versionOf(type)))));
    expect(eventRegistry.upcast(type, version, before)).toEqual(today);
    expect(before).toEqual(kept);
  });

  it.each([...eventRegistry.versions()])('%s, version %i, is written as it is read', (type, version) => {
    expect(toJson(fromJson(fixture(type, version)))).toEqual(fixture(type, version));
  });

  it.each([
    ['PROVIDER_KEY_LIFE_ENDED', true],
    ['DECLINED_ON_REPEAT: refused', true],
    ['time-out', false],
  ])('an unknown outcome of version 1 for %s needs a person: %s', (reason, needsPerson) => {
    const data = { ...fixture('PayoutOutcomeUnknown', 1), reason };
    expect(eventRegistry.upcast('PayoutOutcomeUnknown', 1, data)).toMatchObject({ reason, needsPerson });
  });

  it('of a version this program does not know yet are no events it can read', () => {
    expect(() => eventRegistry.upcast('PayoutCompleted', 2, {})).toThrow('knows up to 1');
  });
});

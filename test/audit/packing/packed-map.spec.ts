import fc from 'fast-check';
import { asItIs, byFields } from '../../../src/audit/packing/codecs';
import { PackedMap } from '../../../src/audit/packing/packed-map';
import { RecordStore } from '../../../src/audit/packing/record-store';
import { textOf, valueOf } from '../../../src/audit/packing/value-text';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('\ud800', 'a\udfff', '\0', '__proto__'),
);
const anyScalar = fc.oneof(
  anyText,
  fc.bigInt(),
  fc.double(),
  fc.boolean(),
  fc.constantFrom(null, undefined, -0),
  fc.date({ noInvalidDate: false }),
);
const anyValue = fc.letrec(tie => ({
  value: fc.oneof(
    { depthSize: 'small' },
    anyScalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(tie('value'), { maxLength: 3 }).map(items => new Set(items)),
    fc.array(fc.tuple(anyText, tie('value')), { maxLength: 3 }).map(items => new Map(items)),
    fc.array(fc.tuple(fc.string(), tie('value')), { maxLength: 3 }).map(items => Object.fromEntries(items)),
  ),
})).value;

describe('a value as a text', () => {
  it('is the same value again', () => {
    fc.assert(fc.property(anyValue, value => expect(valueOf(textOf(value))).toStrictEqual(value)));
  });
});

type Step = readonly ['set' | 'change' | 'has', key: string, value: string];

const anySteps = fc.array(
  fc.tuple(
    fc.constantFrom('set' as const, 'change' as const, 'has' as const),
    fc.oneof(fc.nat(40).map(String), anyText),
    anyText,
  ),
  { maxLength: 200 },
);

interface Note {
  text: string;
  readonly amount: bigint;
}

describe('a map whose records go into a file', () => {
  it('says the same as a Map, in the same order, wherever its records are', () => {
    fc.assert(
      fc.property(anySteps, fc.constantFrom(4, 16, 1_000), (steps, liveRecords) => {
        const store = new RecordStore(liveRecords);
        const [packed, plain] = [
          new PackedMap(store, byFields<Note>({ text: true, amount: true })),
          new Map<string, Note>(),
        ];
        for (const step of steps) expect(stepOn(packed, step)).toEqual(stepOn(plain, step));
        expect([...packed]).toStrictEqual([...plain]);
        expect([packed.size, [...packed.keys()]]).toEqual([plain.size, [...plain.keys()]]);
        for (const [key, note] of plain) expect(packed.get(key)).toStrictEqual(note);
        store.close();
      }),
      { numRuns: 200 },
    );
  });

  it('reads what is in the file: more than is gathered before it is written, and one text larger than that', () => {
    const store = new RecordStore(4);
    const map = new PackedMap(store, asItIs<string>());
    const textAt = (number: number) =>
      (number === 700 ? 'ü' : 'x').repeat(number === 700 ? 2_000_000 : 3_000);
    for (let number = 0; number < 1_500; number += 1) map.set(String(number), textAt(number));
    for (let number = 0; number < 1_500; number += 1) expect(map.get(String(number))).toBe(textAt(number));
    expect([...map.keys()]).toEqual(Array.from({ length: 1_500 }, (_, number) => String(number)));
    store.close();
  });
});

const stepOn = (map: PackedMap<Note> | Map<string, Note>, [what, key, text]: Step): unknown => {
  if (what === 'has') return map.has(key);
  if (what === 'set') return map.set(key, { text, amount: 1n }).size;
  const note = map.get(key);
  if (note) note.text = text;
  return note;
};

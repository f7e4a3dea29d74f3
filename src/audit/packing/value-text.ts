/**
 * A value as a text, and the same value again: what event data is made of, and dates, sets and maps. It is JSON, in which a
 * list stands for what JSON has not: its first item says what the others are. `node:v8` does the same; it makes an object of
 * its own for each value, which cost more than all the rest.
 */
export const textOf = (value: unknown): string => JSON.stringify(tagged(value));

/** @throws {SyntaxError} the text is none of `textOf` */
export const valueOf = (text: string): unknown => untagged(JSON.parse(text));

const [AMOUNT, TIME, ABSENT, NUMBER, LIST, SET, MAP, OBJECT] = [0, 1, 2, 3, 4, 5, 6, 7];

/** @throws {TypeError} a function or a symbol, which no event can hold */
function tagged(value: unknown): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'bigint':
      return [AMOUNT, String(value)];
    case 'number':
      return [NUMBER, Object.is(value, -0) ? '-0' : String(value)];
    case 'undefined':
      return [ABSENT];
    case 'object':
      return value === null ? null : taggedObject(value);
    default:
      throw new TypeError(`A ${typeof value} cannot be packed`);
  }
}

function taggedObject(value: object): unknown[] {
  if (Array.isArray(value)) return [LIST, ...value.map(tagged)];
  if (value instanceof Date) return [TIME, tagged(value.getTime())];
  if (value instanceof Set) return [SET, ...[...value].map(tagged)];
  const [tag, entries] = value instanceof Map ? [MAP, value] : [OBJECT, Object.entries(value)];
  const items: unknown[] = [tag];
  for (const [name, item] of entries as Iterable<[unknown, unknown]>) items.push(tagged(name), tagged(item));
  return items;
}

function untagged(packed: unknown): unknown {
  if (!Array.isArray(packed)) return packed;
  const [tag, first] = packed as [number, unknown];
  if (tag === AMOUNT) return BigInt(first as string);
  if (tag === NUMBER) return Number(first);
  if (tag === TIME) return new Date(untagged(first) as number);
  if (tag === ABSENT) return undefined;
  const items = packed.slice(1).map(untagged);
  if (tag === LIST) return items;
  if (tag === SET) return new Set(items);
  const pairs = Array.from(
    { length: items.length / 2 },
    (_, at) => [items[at * 2], items[at * 2 + 1]] as const,
  );
  return tag === MAP ? new Map(pairs) : Object.fromEntries(pairs as [string, unknown][]);
}

/** An element with a text, or the begin or end of an aggregate. */
export interface OfxToken {
  readonly name: string;
  readonly isEnd: boolean;
  /** The text up to the next tag, without white space at its ends; empty for an aggregate. */
  readonly text: string;
  /** Where the tag begins in the file. */
  readonly index: number;
}

/** A tag of OFX 1 (SGML) and of OFX 2 (XML). In OFX 1 an element has no end, and a `<` can stand in a text. */
const TAG = /<(\/?)([A-Z][A-Z0-9._]*)>/g;
const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** The tags of a file in their order. It looks at each character once. */
export function* ofxTokens(text: string): Generator<OfxToken> {
  let open: Omit<OfxToken, 'text'> | undefined;
  let end = 0;
  for (const match of text.matchAll(TAG)) {
    if (open) yield { ...open, text: textOf(text.slice(end, match.index)) };
    open = { name: match[2]!, isEnd: match[1] === '/', index: match.index };
    end = match.index + match[0].length;
  }
  if (open) yield { ...open, text: textOf(text.slice(end)) };
}

const textOf = (raw: string): string =>
  raw.trim().replace(/&(lt|gt|amp|quot|apos|nbsp);/g, (_entity, name: string) => ENTITIES[name]!);

/** One aggregate with its own elements, by their names; the first of two with one name counts. */
export interface OfxAggregate {
  readonly index: number;
  readonly elements: ReadonlyMap<string, OfxToken>;
}

interface Collected {
  readonly aggregates: OfxAggregate[];
  /** Where an aggregate begins that has no end. */
  readonly unclosed: number | undefined;
}

/** Every aggregate of one name, with the elements inside it. */
export function aggregatesOf(tokens: Iterable<OfxToken>, name: string): Collected {
  const aggregates: OfxAggregate[] = [];
  let current: { index: number; elements: Map<string, OfxToken> } | undefined;
  for (const token of tokens) {
    if (token.name === name && token.isEnd) {
      if (current) aggregates.push(current);
      current = undefined;
    } else if (token.name === name) {
      if (current) return { aggregates, unclosed: current.index };
      current = { index: token.index, elements: new Map() };
    } else if (current && !token.isEnd && !current.elements.has(token.name))
      current.elements.set(token.name, token);
  }
  return { aggregates, unclosed: current?.index };
}

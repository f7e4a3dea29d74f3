import type { FieldFault } from '../../problems/problem';

const MAX_FAULTS = 100;

/**
 * Finds names that stand twice in one object of a JSON text. Parsers disagree on which of the two counts, so a program that
 * read the request before us can have seen another amount. It looks at each character once, whatever the text is; what is
 * no JSON is for the parser to refuse.
 */
export function repeatedNames(text: string): FieldFault[] {
  const repeated = new Set<string>();
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '{') open.push(undefined);
    else if (character === '}') open.pop();
    else if (character === '"') {
      const end = endOfString(text, at);
      if (open.length > 0 && isName(text, end)) noteName(open, unquoted(text.slice(at, end)), repeated);
      at = end - 1;
    }
  }
  return [...repeated].slice(0, MAX_FAULTS).map(field => ({ field, message: 'is given more than once' }));
}

function noteName(open: (Set<string> | undefined)[], name: string, repeated: Set<string>): void {
  const names = (open[open.length - 1] ??= new Set());
  if (names.has(name)) repeated.add(name);
  names.add(name);
}

/** The index after the string that begins there; the end of the text where nothing closes it. */
function endOfString(text: string, begin: number): number {
  let at = begin + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return Math.min(at + 1, text.length);
}

/** A colon follows a name, after white space. */
const NEXT = /\S/g;
function isName(text: string, end: number): boolean {
  NEXT.lastIndex = end;
  return NEXT.exec(text)?.[0] === ':';
}

/** Returns the name as a parser reads it: "\u0061" and "a" are one name. The parser refuses a broken escape later. */
function unquoted(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}

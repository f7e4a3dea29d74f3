import { Malformed } from './malformed';
import { parseCount, parseHash } from './scalars';

const HEADER = 'c2sp.org/tlog-proof@v1';
/** A tree of 2^63 leaves needs no more. */
const MAX_PROOF_HASHES = 63;

/** That an entry is in a log, to be verified without the log (c2sp.org/tlog-proof). */
export interface TlogProof {
  readonly index: number;
  /** From the leaf's sibling up. */
  readonly hashes: readonly Buffer[];
  /** As the log gave it. */
  readonly checkpoint: string;
}

export const formatHashLines = (hashes: readonly Buffer[]): string =>
  hashes.map(hash => `${hash.toString('base64')}\n`).join('');

export const formatTlogProof = ({ index, hashes, checkpoint }: TlogProof): string =>
  `${HEADER}\nindex ${index}\n${formatHashLines(hashes)}\n${checkpoint}`;

/** Reads a proof and verifies nothing of it. The line `extra` is passed over. @throws {Malformed} */
export function parseTlogProof(text: string): TlogProof {
  const { lines, rest } = splitAtEmptyLine(text, 'A proof');
  if (lines.shift() !== HEADER) throw new Malformed(`A proof begins with ${HEADER}`);
  if (lines[0]?.startsWith('extra ')) lines.shift();
  const index = parseField('index', lines.shift(), 'A proof');
  return { index, hashes: parseHashLines(lines), checkpoint: rest };
}

/** The lines before the first empty line, and the text after it. @throws {Malformed} there is no empty line */
export function splitAtEmptyLine(text: string, what: string): { lines: string[]; rest: string } {
  const end = text.indexOf('\n\n');
  if (end < 0) throw new Malformed(`${what} has no empty line before its checkpoint`);
  return { lines: text.slice(0, end).split('\n'), rest: text.slice(end + 2) };
}

/** @throws {Malformed} */
export function parseField(name: string, line: string | undefined, what: string): number {
  if (!line?.startsWith(`${name} `)) throw new Malformed(`${what} has no line ${name}`);
  return parseCount(line.slice(name.length + 1), `${what}: ${name}`);
}

/** @throws {Malformed} */
export function parseHashLines(lines: readonly string[]): Buffer[] {
  if (lines.length > MAX_PROOF_HASHES) throw new Malformed(`More than ${MAX_PROOF_HASHES} hashes`);
  return lines.map(line => parseHash(line, 'A hash of a proof'));
}

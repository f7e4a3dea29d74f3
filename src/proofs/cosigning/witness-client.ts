import { formatAddCheckpoint, type AddCheckpoint } from '../formats/add-checkpoint';
import { Malformed } from '../formats/malformed';
import type { VerifierKey } from '../formats/note-keys';
import { parseCount } from '../formats/scalars';
import { parseNote, verifyNote } from '../formats/signed-note';
import { post, type PostParts } from '../post';

/** A witness as the operator names it. */
export interface WitnessAddress {
  readonly key: VerifierKey;
  /** Without a slash at its end. */
  readonly url: string;
}

/** What became of one request. */
export type WitnessOutcome =
  /** `line`: the signature line, verified. */
  | { readonly kind: 'cosigned'; readonly line: string; readonly cosignedAt: Date }
  | { readonly kind: 'conflict'; readonly knownSize: number }
  /** The witness says that the checkpoint does not extend the one that it cosigned. */
  | { readonly kind: 'refused'; readonly status: number; readonly reason: string }
  /** There is no answer, or none that is of use. */
  | { readonly kind: 'failed'; readonly reason: string };

/** What is kept of a text that a witness sent. */
const MAX_REASON = 200;
const OK = 200;
const CONFLICT = 409;
const UNPROCESSABLE = 422;
const MAX_SECONDS = 253_402_300_799n;

/** Asks a witness to cosign a checkpoint (c2sp.org/tlog-witness). Never rejects for what the witness or the network does. */
export async function addCheckpoint(
  { key, url }: WitnessAddress,
  asked: AddCheckpoint,
  parts: PostParts,
  ending: AbortSignal,
): Promise<WitnessOutcome> {
  const message = { contentType: 'text/plain; charset=utf-8', body: formatAddCheckpoint(asked) };
  try {
    const { status, body } = await post(`${url}/add-checkpoint`, message, parts, ending);
    return outcomeOf(key, asked, { status, text: body.toString() });
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

function outcomeOf(
  key: VerifierKey,
  { checkpoint }: AddCheckpoint,
  { status, text }: Answer,
): WitnessOutcome {
  if (status === OK) return cosignatureIn(key, checkpoint, text);
  const reason = printable(text);
  if (status === CONFLICT)
    return { kind: 'conflict', knownSize: parseCount(text.trimEnd(), 'the size that it knows') };
  if (status === UNPROCESSABLE) return { kind: 'refused', status, reason };
  return { kind: 'failed', reason: `it answers ${status}: ${reason}` };
}

/** @throws {Malformed} */
function cosignatureIn(key: VerifierKey, checkpoint: string, text: string): WitnessOutcome {
  const [signature] = verifyNote(parseNote(checkpoint + text), [key]);
  const { line, cosignedSeconds } = signature ?? {};
  if (line === undefined || cosignedSeconds === undefined || cosignedSeconds > MAX_SECONDS)
    throw new Malformed(`its answer has no cosignature of ${key.name}`);
  return { kind: 'cosigned', line, cosignedAt: new Date(Number(cosignedSeconds) * 1_000) };
}

/** The beginning of a text, on one line. */
const printable = (text: string): string =>
  text
    .slice(0, MAX_REASON)
    .replace(/[^\x20-\x7e]+/g, ' ')
    .trim();

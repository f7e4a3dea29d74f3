import { request } from 'undici';
import type { Clock } from '../../shared/clock';
import { formatAddCheckpoint, type AddCheckpoint } from '../formats/add-checkpoint';
import { Malformed } from '../formats/malformed';
import type { VerifierKey } from '../formats/note-keys';
import { parseCount } from '../formats/scalars';
import { parseNote, verifyNote } from '../formats/signed-note';

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

const MAX_ANSWER_BYTES = 16 * 1024;
/** What is kept of a text that a witness sent. */
const MAX_REASON = 200;
const OK = 200;
const CONFLICT = 409;
const UNPROCESSABLE = 422;
const MAX_SECONDS = 253_402_300_799n;

export interface WitnessClientParts {
  readonly clock: Clock;
  /** For the whole call, in milliseconds. */
  readonly timeoutMs: number;
}

/** Asks a witness to cosign a checkpoint (c2sp.org/tlog-witness). Never rejects for what the witness or the network does. */
export async function addCheckpoint(
  { key, url }: WitnessAddress,
  asked: AddCheckpoint,
  { clock, timeoutMs }: WitnessClientParts,
  ending: AbortSignal,
): Promise<WitnessOutcome> {
  const deadline = new AbortController();
  const over = new AbortController();
  void clock.wait(timeoutMs, over.signal).then(() => deadline.abort(new Error('no whole answer in time')));
  try {
    const signal = AbortSignal.any([deadline.signal, ending]);
    const answer = await post(`${url}/add-checkpoint`, formatAddCheckpoint(asked), signal);
    return outcomeOf(key, asked, answer);
  } catch (error) {
    return {
      kind: 'failed',
      reason: deadline.signal.aborted ? 'it does not answer in time' : reasonOf(error),
    };
  } finally {
    over.abort();
  }
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Follows no redirect: the key would be asked elsewhere. */
async function post(url: string, body: string, signal: AbortSignal): Promise<Answer> {
  const headers = { 'content-type': 'text/plain; charset=utf-8' };
  const response = await request(url, { method: 'POST', body, headers, signal });
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response.body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) throw new Malformed(`its answer has more than ${MAX_ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  return { status: response.statusCode, text: Buffer.concat(chunks).toString() };
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

/** A system error's message repeats the address; its code says as much. */
function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (typeof code === 'string') return code;
  return error instanceof Error ? error.message : 'unknown error';
}

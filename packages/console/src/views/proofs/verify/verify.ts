import { answerOf, api, type Schema } from '../../../shared/api/client';
import { ProblemError, toProblem } from '../../../shared/api/problem';
import { bytesOf, type Checkpoint, parseCheckpoint, type Signed, signedBy } from './note';
import { isExtended, isIncluded, leafHash } from './tree';

/** The last checkpoint that this browser has verified, and the key that the person gave. */
const KEPT = 'holdfast.checkpoint';
const KEY = 'holdfast.log-key';

export const keptKey = (): string => localStorage.getItem(KEY) ?? '';
export const keepKey = (key: string): void => localStorage.setItem(KEY, key.trim());

export const keptCheckpoint = (): Checkpoint | undefined => parseCheckpoint(localStorage.getItem(KEPT) ?? '');

export type Extended =
  /** This browser had none. */
  | 'FIRST'
  | 'EXTENDED'
  /** The log has another name. */
  | 'ANOTHER_LOG'
  /** It contradicts the kept one, or is smaller. */
  | 'CONTRADICTED';

export interface Verified {
  readonly checkpoint: Checkpoint;
  readonly before: Checkpoint | undefined;
  readonly extended: Extended;
  readonly signed: Signed;
}

/** A browser has it for pages over HTTPS and of the loopback. @throws {ProblemError} */
function requireCryptography(): void {
  if (globalThis.isSecureContext) return;
  throw new ProblemError(toProblem(0, { code: 'NO_CRYPTOGRAPHY', detail: '' }));
}

const linesOf = (text: string): Uint8Array[] | undefined => {
  const hashes = text
    .split('\n')
    .filter(line => line !== '')
    .map(bytesOf);
  return hashes.every(hash => hash !== undefined) ? hashes : undefined;
};

/**
 * Compares the log of now with the checkpoint that this browser kept, and keeps the new one where nothing contradicts it.
 * The service gives the hashes; this browser computes with them.
 */
export async function verifyLog(key: string): Promise<Verified> {
  requireCryptography();
  const answer = await answerOf(api.GET('/v1/proofs/checkpoint', { parseAs: 'text' }));
  const checkpoint = parseCheckpoint(String(answer.body));
  if (!checkpoint) throw new Error('The answer is no checkpoint');
  const before = keptCheckpoint();
  const signed = key.trim() === '' ? 'NO_KEY' : await signedBy(checkpoint, key);
  const extended = await compare(before, checkpoint);
  const isGood = extended !== 'CONTRADICTED' && extended !== 'ANOTHER_LOG' && signed !== 'NOT_SIGNED';
  if (isGood) localStorage.setItem(KEPT, checkpoint.note);
  return { checkpoint, before, extended, signed };
}

async function compare(before: Checkpoint | undefined, after: Checkpoint): Promise<Extended> {
  if (!before) return 'FIRST';
  if (before.origin !== after.origin) return 'ANOTHER_LOG';
  if (before.size > after.size) return 'CONTRADICTED';
  const query = { from: before.size, to: after.size };
  const answer = await answerOf(api.GET('/v1/proofs/consistency', { params: { query }, parseAs: 'text' }));
  const proof = linesOf(String(answer.body));
  return proof && (await isExtended(before, after, proof)) ? 'EXTENDED' : 'CONTRADICTED';
}

export interface VerifiedPayout {
  readonly checkpoint: Checkpoint;
  readonly signed: Signed;
  /** Events that this browser found under the root. */
  readonly proved: number;
  /** Their streams and revisions, where the proof does not hold. */
  readonly wrong: readonly string[];
  readonly pending: number;
}

/** Verifies each inclusion proof of a payout in this browser. */
export async function verifyPayout(payoutId: string, key: string): Promise<VerifiedPayout> {
  requireCryptography();
  const params = { path: { id: payoutId } };
  const { body } = await answerOf(api.GET('/v1/payouts/{id}/proof', { params }));
  const checkpoint = parseCheckpoint(body.checkpoint);
  if (!checkpoint) throw new Error('The answer has no checkpoint');
  const signed = key.trim() === '' ? 'NO_KEY' : await signedBy(checkpoint, key);
  const shown = body.events.filter(({ status }) => status === 'SIGNED');
  const verdicts = await Promise.all(shown.map(event => isProved(event, checkpoint)));
  const wrong = shown.filter((_, at) => !verdicts[at]).map(({ stream, revision }) => `${stream}@${revision}`);
  return { checkpoint, signed, proved: shown.length - wrong.length, wrong, pending: body.pending };
}

/** The entry is of this event, and stands under the root. */
async function isProved(event: Schema<'EventProof'>, { size, root, note }: Checkpoint): Promise<boolean> {
  const { entry, proof, stream, revision, eventId, type } = event;
  const end = proof?.indexOf('\n\n') ?? -1;
  if (entry === null || proof === null || proof.slice(end + 2) !== note) return false;
  const [, ofStream, ofRevision, ofId, ofType] = entry.split('\n');
  const isOfEvent = ofStream === stream && ofRevision === String(revision) && ofId === eventId;
  const [, place = '', ...lines] = proof.slice(0, end).split('\n');
  const hashes = linesOf(lines.join('\n'));
  if (!isOfEvent || ofType !== type || !hashes) return false;
  const leaf = await leafHash(new TextEncoder().encode(entry));
  return isIncluded({ index: Number(place.replace('index ', '')), size, root, leaf, proof: hashes });
}

import type { EventStore } from '../../event-store/event-store';
import type { ProofCheckpointStamped } from '../../event-store/log/proof-events';
import { parseCheckpoint } from '../formats/checkpoint';
import { Malformed } from '../formats/malformed';
import { readStamps } from './stamp-stream';
import { BadTimeStamp, parseTimeStamp } from './time-stamp';

/** The stamps on record. The authorities' signatures are not verified: that needs their certificates. */
export interface StampReport {
  readonly count: number;
  /** What the last one says; undefined: there is none. */
  readonly last: { readonly size: number; readonly stampedAt: string } | undefined;
  /** The texts that are stamped, each with the number of its event. */
  readonly texts: ReadonlyMap<string, bigint>;
  readonly faults: readonly string[];
}

/** Compares every stamp with the checkpoint beside it. @throws {Fault} */
export async function verifyStamps(store: Pick<EventStore, 'readStream'>): Promise<StampReport> {
  const faults: string[] = [];
  const texts = new Map<string, bigint>();
  let [count, last]: [number, StampReport['last']] = [0, undefined];
  for await (const { revision, body } of readStamps(store)) {
    count += 1;
    const stamped = textOrFault(body.data);
    if ('fault' in stamped) {
      faults.push(`Time stamp ${revision}: ${stamped.fault}`);
      continue;
    }
    texts.set(stamped.text, revision);
    last = { size: stamped.size, stampedAt: body.data.stampedAt };
  }
  return { count, last, texts, faults };
}

function textOrFault({
  checkpoint,
  answer,
  stampedAt,
}: ProofCheckpointStamped['data']): { text: string; size: number } | { fault: string } {
  try {
    const stamp = parseTimeStamp(Buffer.from(answer, 'base64'), Buffer.from(checkpoint));
    if (stamp.stampedAt.toISOString() !== stampedAt) return { fault: 'it is of another time' };
    const { note, size } = parseCheckpoint(checkpoint);
    return { text: note.text, size };
  } catch (error) {
    if (error instanceof BadTimeStamp || error instanceof Malformed) return { fault: error.message };
    throw error;
  }
}

import type { EventStore } from '../../event-store/event-store';
import type { LogBytes } from '../../event-store/log/log-bytes';
import { isSignedByLog, parseCheckpoint, type Checkpoint } from '../formats/checkpoint';
import { formatEntry, isTechnical } from '../formats/entry';
import { Malformed } from '../formats/malformed';
import type { VerifierKey } from '../formats/note-keys';
import { policyFault, type Policy } from '../formats/policy';
import { CompactRange } from '../merkle/compact-range';
import { hashLeaf } from '../merkle/hashing';
import { readCheckpoints } from './checkpoint-stream';
import { verifyStamps, type StampReport } from '../stamping/verify-stamps';
import { verifyCosignatures, type QuorumReport } from './verify-cosignatures';

/** What the streams prove about the checkpoints. */
export interface ProofReport {
  readonly ok: boolean;
  /** Events that have an entry. */
  readonly entries: number;
  /** The root that the streams have today, in base64. */
  readonly root: string;
  /** Checkpoints that were compared. */
  readonly checkpoints: number;
  /** Entries that stand in no checkpoint on record yet. */
  readonly unsigned: number;
  /** Undefined without a policy, and where no checkpoint is one to trust by it. */
  readonly quorum: QuorumReport | undefined;
  readonly stamps: Pick<StampReport, 'count' | 'last'>;
  /** False where no key was given: then the signatures on record prove nothing. */
  readonly signaturesChecked: boolean;
  readonly faults: readonly string[];
}

export interface VerifyLogOptions {
  /** A checkpoint that was kept elsewhere. */
  readonly kept?: Checkpoint | undefined;
  /** Whom the auditor trusts. */
  readonly policy?: Policy | undefined;
  /** The log's own key, where it is known here and there is no policy. */
  readonly key?: VerifierKey | undefined;
}

interface Claim extends Checkpoint {
  readonly which: string;
}

const MAX_FAULTS = 100;

/**
 * Computes the tree from the streams alone. Compares its root with every checkpoint on record, and with the kept one.
 * @throws {Fault} the event store is away
 */
export async function verifyLog(
  store: Pick<EventStore, 'readStream'> & LogBytes,
  options: VerifyLogOptions,
): Promise<ProofReport> {
  const faults: string[] = [];
  const { policy } = options;
  // These are read first: a checkpoint is on record before it is cosigned or stamped.
  const cosignatures = await verifyCosignatures(store, { policy, kept: options.kept });
  const stamps = await verifyStamps(store);
  const recorded = await checkpointsOnRecord(store, options, faults);
  faults.push(...cosignatures.faults, ...missingCheckpoints('cosignature', cosignatures.texts, recorded));
  faults.push(...stamps.faults, ...missingCheckpoints('time stamp', stamps.texts, recorded));
  const kept = cosignatures.kept ? [{ ...cosignatures.kept, which: 'that was kept' }] : [];
  const keptFault = cosignatures.kept && policy && policyFault(policy, cosignatures.kept);
  if (keptFault !== undefined) faults.push(`The checkpoint that was kept: ${keptFault}`);
  const claims = [...recorded, ...kept];
  const tree = await compareRoots(store, claims, faults);
  return {
    ok: faults.length === 0,
    entries: tree.size,
    root: tree.root().toString('base64'),
    checkpoints: claims.length,
    unsigned: Math.max(0, tree.size - (recorded.at(-1)?.size ?? 0)),
    quorum: cosignatures.quorum,
    stamps: { count: stamps.count, last: stamps.last },
    signaturesChecked: keysOf(options) !== undefined,
    faults: faults.slice(0, MAX_FAULTS),
  };
}

const keysOf = ({ policy, key }: VerifyLogOptions): readonly VerifierKey[] | undefined =>
  policy?.logs ?? (key && [key]);

/** Those that can be read; the faults name the others, and what is missing between them. */
async function checkpointsOnRecord(
  store: Pick<EventStore, 'readStream'>,
  options: VerifyLogOptions,
  faults: string[],
): Promise<Claim[]> {
  const claims: Claim[] = [];
  const keys = keysOf(options);
  let next = 0n;
  for await (const { revision, body } of readCheckpoints(store)) {
    const which = `number ${revision} on record`;
    if (revision !== next) faults.push(`The checkpoints before ${which} are missing`);
    next = revision + 1n;
    try {
      const claim = { ...parseCheckpoint(body.data.checkpoint), which };
      if (keys && !isSignedByLog(claim, keys))
        faults.push(`The checkpoint ${which} is signed by another key`);
      if (claim.size <= (claims.at(-1)?.size ?? 0))
        faults.push(`The checkpoint ${which} is not larger than the one before`);
      claims.push(claim);
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      faults.push(`The checkpoint ${which}: ${error.message}`);
    }
  }
  return claims;
}

/** A checkpoint that was cosigned or stamped and is on record no more was taken away. */
function missingCheckpoints(
  by: string,
  attested: ReadonlyMap<string, bigint>,
  recorded: readonly Claim[],
): string[] {
  const texts = new Set(recorded.map(({ note }) => note.text));
  return [...attested].flatMap(([text, revision]) =>
    texts.has(text) ? [] : [`The checkpoint of ${by} ${revision} is not on record`],
  );
}

/** The tree over all events. What a checkpoint says of another tree is a fault. */
async function compareRoots(
  store: LogBytes,
  claims: readonly Claim[],
  faults: string[],
): Promise<CompactRange> {
  const waiting = [...claims].sort((left, right) => left.size - right.size);
  const tree = new CompactRange();
  const compare = () => {
    for (let claim = waiting[0]; claim?.size === tree.size; claim = waiting[0]) {
      waiting.shift();
      if (!claim.root.equals(tree.root()))
        faults.push(
          `The checkpoint ${claim.which} is of another history: one of its first ${claim.size} events was changed`,
        );
    }
  };
  compare();
  for await (const event of store.readAllBytes()) {
    if (isTechnical(event)) continue;
    tree.append(hashLeaf(formatEntry(event)));
    compare();
  }
  for (const { which, size } of waiting)
    faults.push(`The checkpoint ${which} has ${size} entries; the streams have ${tree.size}`);
  return tree;
}

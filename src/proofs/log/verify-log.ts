import type { EventStore } from '../../event-store/event-store';
import type { LogBytes } from '../../event-store/log/log-bytes';
import { parseCheckpoint, type Checkpoint } from '../formats/checkpoint';
import { hashEntry, isTechnical } from '../formats/entry';
import { Malformed } from '../formats/malformed';
import type { VerifierKey } from '../formats/note-keys';
import { policyFault, type Policy } from '../formats/policy';
import { CompactRange } from '../merkle/compact-range';
import { KeyHistory, type RecordedCheckpoint } from '../keys/key-history';
import { verifyStamps, type StampReport } from '../stamping/verify-stamps';
import { isCheckpoint, readLogEvents } from './checkpoint-stream';
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
  /** Logs that were contradicted, and the log that was begun in place of each. They are no faults: they are on record. */
  readonly contradictions: readonly string[];
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
  /** Of a log that was contradicted: what it says of another history is known. */
  readonly isOfOldLog: boolean;
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
  const history = new KeyHistory(options);
  const recorded = await checkpointsOnRecord(store, history, faults);
  faults.push(...history.faults, ...history.signatureFaults(recorded));
  faults.push(...cosignatures.faults, ...missingCheckpoints('cosignature', cosignatures.texts, recorded));
  faults.push(...stamps.faults, ...missingCheckpoints('time stamp', stamps.texts, recorded));
  const kept = cosignatures.kept ? [{ ...cosignatures.kept, which: 'that was kept', isOfOldLog: false }] : [];
  faults.push(...kept.flatMap(({ origin }) => oldLogFaults(origin, history)));
  const keptFault = cosignatures.kept && policy && policyFault(policy, cosignatures.kept);
  if (keptFault !== undefined) faults.push(`The checkpoint that was kept: ${keptFault}`);
  const ofRecord = recorded.map(each => ({ ...each, isOfOldLog: history.isOfOldLog(each.revision) }));
  const claims = [...ofRecord, ...kept];
  const tree = await compareRoots(store, claims, faults);
  const last = ofRecord.findLast(each => !each.isOfOldLog);
  return {
    ok: faults.length === 0,
    entries: tree.size,
    root: tree.root().toString('base64'),
    checkpoints: claims.length,
    unsigned: Math.max(0, tree.size - (last?.size ?? 0)),
    quorum: cosignatures.quorum,
    stamps: { count: stamps.count, last: stamps.last },
    signaturesChecked: (options.policy ?? options.key) !== undefined,
    contradictions: history.contradictions.map(contradictionText),
    faults: faults.slice(0, MAX_FAULTS),
  };
}

type Contradiction = KeyHistory['contradictions'][number];

const contradictionText = ({ revision, from, to, size, reason }: Contradiction): string =>
  `The log ${to.name} was begun in place of ${from.name}, whose checkpoint of ${size} entries is contradicted ` +
  `(number ${revision} on record): ${reason}`;

/** A checkpoint of a log that was contradicted proves nothing of the log that was begun in its place. */
const oldLogFaults = (origin: string, { contradictions }: KeyHistory): string[] =>
  contradictions
    .filter(({ from }) => from.name === origin)
    .map(
      each => `The checkpoint that was kept is of a log that was contradicted. ${contradictionText(each)}`,
    );

/** Those that can be read; the faults name the others, and what is missing between them. */
async function checkpointsOnRecord(
  store: Pick<EventStore, 'readStream'>,
  history: KeyHistory,
  faults: string[],
): Promise<RecordedCheckpoint[]> {
  const claims: RecordedCheckpoint[] = [];
  let [next, before] = [0n, 0];
  for await (const event of readLogEvents(store)) {
    const { revision } = event;
    const which = `number ${revision} on record`;
    if (revision !== next) faults.push(`The checkpoints before ${which} are missing`);
    next = revision + 1n;
    if (!isCheckpoint(event)) {
      history.add(event);
      // A new log begins with nothing.
      if (event.body.type === 'ProofLogBegunAgain') before = 0;
      continue;
    }
    try {
      const claim = { ...parseCheckpoint(event.body.data.checkpoint), which, revision };
      if (claim.size <= before) faults.push(`The checkpoint ${which} is not larger than the one before`);
      before = claim.size;
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
  recorded: readonly Checkpoint[],
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
      if (!claim.isOfOldLog && !claim.root.equals(tree.root()))
        faults.push(
          `The checkpoint ${claim.which} is of another history: one of its first ${claim.size} events was changed`,
        );
    }
  };
  compare();
  for await (const event of store.readAllBytes()) {
    if (isTechnical(event)) continue;
    tree.append(hashEntry(event));
    compare();
  }
  for (const { which, size } of waiting.filter(({ isOfOldLog }) => !isOfOldLog))
    faults.push(`The checkpoint ${which} has ${size} entries; the streams have ${tree.size}`);
  return tree;
}

import type { RecordedEvent } from '../../event-store/event-store';
import type { ProofLogEvent } from '../../event-store/log/proof-events';
import { isSignedByLog, parseCheckpoint, type Checkpoint } from '../formats/checkpoint';
import { Malformed } from '../formats/malformed';
import { formatVerifierKey, type VerifierKey } from '../formats/note-keys';
import type { Policy } from '../formats/policy';
import { parseKeyChange, type KeyChange, type NewLog } from './key-change';

/** Whom the verifier trusts. */
export interface Trust {
  readonly policy?: Policy | undefined;
  /** A key of the log, where one is known and there is no policy. */
  readonly key?: VerifierKey | undefined;
}

/** A checkpoint that stands in the stream of the log. */
export interface RecordedCheckpoint extends Checkpoint {
  readonly revision: bigint;
  readonly which: string;
}

type RecordedChange = KeyChange & { readonly revision: bigint };

/** Which key signed when, by what is on record. Each change was signed by the key before it. */
export class KeyHistory {
  readonly faults: string[] = [];
  private readonly changes: RecordedChange[] = [];

  constructor(private readonly trust: Trust) {}

  /** Takes the events in the order of the stream; checkpoints are left out. */
  add({ revision, body }: RecordedEvent<ProofLogEvent>): void {
    if (body.type === 'ProofCheckpointSigned') return;
    try {
      const change = parseKeyChange(body.data.statement);
      const before = this.changes.at(-1)?.to;
      if (before && !isSameKey(before, change.from))
        this.faults.push(`The change of keys number ${revision} is not signed by the key of the log`);
      if (body.type === 'ProofLogBegunAgain') requireContradicted(change, body.data.contradicted);
      else if (change.kind !== 'key-rotation') throw new Malformed('it is no rotation of a key');
      this.changes.push({ ...change, revision });
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      this.faults.push(`The change of keys number ${revision}: ${error.message}`);
    }
  }

  /** The logs that were contradicted, and the log that was begun in place of each. */
  get contradictions(): readonly (NewLog & { readonly revision: bigint })[] {
    return this.changes.filter(change => change.kind === 'new-log');
  }

  /** Whether the event at this revision is of a log that was contradicted later. */
  isOfOldLog(revision: bigint): boolean {
    const last = this.contradictions.at(-1);
    return last !== undefined && revision < last.revision;
  }

  /** What is wrong with the signatures of checkpoints, given all changes. */
  signatureFaults(checkpoints: readonly RecordedCheckpoint[]): string[] {
    const { policy } = this.trust;
    if (policy) return checkpoints.flatMap(each => this.faultByPolicy(each, policy));
    return [...this.foreignKey(), ...checkpoints.flatMap(each => this.faultByKey(each))];
  }

  /** The key of the verifier is one of those that signed. */
  private foreignKey(): string[] {
    const { key } = this.trust;
    const [first] = this.changes;
    if (!key || !first) return [];
    const isKnown = [first.from, ...this.changes.map(({ to }) => to)].some(each => isSameKey(each, key));
    return isKnown ? [] : [`The key of ${key.name} that is known here never signed for this log`];
  }

  private faultByKey(checkpoint: RecordedCheckpoint): string[] {
    const before = this.changes.findLast(({ revision }) => revision < checkpoint.revision);
    const key = before?.to ?? this.changes[0]?.from ?? this.trust.key;
    return !key || isSigned(checkpoint, [key]) ? [] : [byAnotherKey(checkpoint)];
  }

  /** A policy has to name every key. Of a log that was contradicted it may say nothing. */
  private faultByPolicy(checkpoint: RecordedCheckpoint, { logs }: Policy): string[] {
    const isNamed = logs.some(({ name }) => name === checkpoint.origin);
    if (this.isOfOldLog(checkpoint.revision) && !isNamed) return [];
    if (isSigned(checkpoint, logs)) return [];
    const announced = this.changes.findLast(({ revision }) => revision < checkpoint.revision);
    const hint = announced
      ? `; number ${announced.revision} on record announces a key that the policy lacks: log ${formatVerifierKey(announced.to)}`
      : '';
    return [`${byAnotherKey(checkpoint)}${hint}`];
  }
}

/** A damaged signature is no signature here: it is a fault either way. */
function isSigned(checkpoint: Checkpoint, keys: readonly VerifierKey[]): boolean {
  try {
    return isSignedByLog(checkpoint, keys);
  } catch (error) {
    if (error instanceof Malformed) return false;
    throw error;
  }
}

const byAnotherKey = ({ which }: RecordedCheckpoint): string =>
  `The checkpoint ${which} is signed by another key`;

const isSameKey = (left: VerifierKey, right: VerifierKey): boolean =>
  left.name === right.name && left.publicKey.equals(right.publicKey);

/** @throws {Malformed} the statement is about another checkpoint, or its log has not signed that one */
function requireContradicted(change: KeyChange, text: string): void {
  if (change.kind !== 'new-log') throw new Malformed('it begins no new log');
  const checkpoint = parseCheckpoint(text);
  const isTheOne = checkpoint.size === change.size && checkpoint.root.equals(change.root);
  if (!isTheOne || checkpoint.origin !== change.from.name)
    throw new Malformed('it names another checkpoint than the one that it has');
}

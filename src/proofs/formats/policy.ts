import { isSignedByLog, type Checkpoint } from './checkpoint';
import { Malformed } from './malformed';
import { COSIGNATURE, parseVerifierKey, SIGNATURE, type VerifierKey } from './note-keys';
import { verifyNote } from './signed-note';

/** Which logs and witnesses a verifier trusts (c2sp.org/tlog-policy). */
export interface Policy {
  readonly logs: readonly VerifierKey[];
  readonly witnesses: readonly VerifierKey[];
  /** undefined: no cosignature is needed. */
  readonly quorum: Quorum | undefined;
}

type Quorum = VerifierKey | { readonly needed: number; readonly members: readonly Quorum[] };

/** @throws {Malformed} with every fault of the file, a line each */
export function parsePolicy(text: string): Policy {
  const reader = new PolicyReader();
  text.split('\n').forEach((line, index) => reader.read(line, index + 1));
  return reader.finish();
}

/**
 * Why a checkpoint is not one to trust; undefined: it is.
 * A signature in the name of a known key that is not its signature is a reason too.
 */
export function policyFault(policy: Policy, checkpoint: Checkpoint): string | undefined {
  try {
    if (!isSignedByLog(checkpoint, policy.logs))
      return `no log of the policy has signed as ${checkpoint.origin}`;
    const signers = new Set(verifyNote(checkpoint.note, policy.witnesses).map(({ key }) => key));
    return policy.quorum && !isReached(policy.quorum, signers)
      ? 'the quorum of witnesses is not reached'
      : undefined;
  } catch (error) {
    if (error instanceof Malformed) return error.message;
    throw error;
  }
}

function isReached(quorum: Quorum, signers: ReadonlySet<VerifierKey>): boolean {
  if (!('members' in quorum)) return signers.has(quorum);
  return quorum.members.filter(member => isReached(member, signers)).length >= quorum.needed;
}

class PolicyReader {
  private readonly logs: VerifierKey[] = [];
  private readonly witnesses: VerifierKey[] = [];
  private readonly named = new Map<string, Quorum>();
  private readonly grouped = new Set<string>();
  private readonly quorums: (Quorum | undefined)[] = [];
  private readonly faults: string[] = [];

  read(line: string, number: number): void {
    // eslint-disable-next-line no-control-regex
    if (/[\x00-\x08\x0b-\x1f\x7f]/.test(line))
      return void this.faults.push(`line ${number}: a control character`);
    const [keyword = '', ...items] = line.split(/[ \t]+/).filter(item => item !== '');
    if (keyword === '' || keyword.startsWith('#')) return;
    try {
      this.readItems(keyword, items);
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      this.faults.push(`line ${number}: ${error.message}`);
    }
  }

  finish(): Policy {
    if (this.quorums.length !== 1) this.faults.push('there is not exactly one line quorum');
    if (this.faults.length > 0) throw new Malformed(this.faults.join('\n'));
    return { logs: this.logs, witnesses: this.witnesses, quorum: this.quorums[0] };
  }

  private readItems(keyword: string, items: readonly string[]): void {
    if (keyword === 'log') this.readLog(items);
    else if (keyword === 'witness') this.readWitness(items);
    else if (keyword === 'group') this.readGroup(items);
    else if (keyword === 'quorum') this.readQuorum(items);
    else throw new Malformed(`unknown word ${keyword}`);
  }

  private readLog([vkey, url, ...more]: readonly string[]): void {
    if (vkey === undefined || more.length > 0) throw new Malformed(`log <key> [<url>], not ${url ?? ''}`);
    this.logs.push(this.newKey(vkey, SIGNATURE, this.logs));
  }

  private readWitness([name, vkey, , ...more]: readonly string[]): void {
    if (name === undefined || vkey === undefined || more.length > 0)
      throw new Malformed('witness <name> <key> [<url>]');
    const key = this.newKey(vkey, COSIGNATURE, this.witnesses);
    this.define(name, key);
    this.witnesses.push(key);
  }

  private newKey(vkey: string, type: number, known: readonly VerifierKey[]): VerifierKey {
    const key = parseVerifierKey(vkey);
    if (key.type !== type) throw new Malformed(`the key of ${key.name} is of the wrong type`);
    if (known.some(({ publicKey }) => publicKey.equals(key.publicKey)))
      throw new Malformed(`the key of ${key.name} is there twice`);
    return key;
  }

  private define(name: string, quorum: Quorum): void {
    if (name === 'none' || this.named.has(name)) throw new Malformed(`the name ${name} is taken`);
    this.named.set(name, quorum);
  }

  private readGroup([name, threshold, ...names]: readonly string[]): void {
    if (name === undefined || names.length === 0) throw new Malformed('group <name> all|any|<k> <name>...');
    const needed = threshold === 'any' ? 1 : threshold === 'all' ? names.length : Number(threshold);
    if (!/^(all|any|[1-9]\d*)$/.test(threshold ?? '') || needed > names.length)
      throw new Malformed(`a group of ${names.length} cannot need ${threshold ?? ''}`);
    this.define(name, { needed, members: names.map(member => this.memberOf(member)) });
  }

  private memberOf(name: string): Quorum {
    const member = this.quorumOf(name);
    if (this.grouped.has(name)) throw new Malformed(`${name} is in a group already`);
    this.grouped.add(name);
    return member;
  }

  private readQuorum([name = '', ...more]: readonly string[]): void {
    if (more.length > 0) throw new Malformed('quorum <name>');
    this.quorums.push(name === 'none' ? undefined : this.quorumOf(name));
  }

  private quorumOf(name: string): Quorum {
    const quorum = this.named.get(name);
    if (!quorum) throw new Malformed(`${name} is not defined on a line before`);
    return quorum;
  }
}

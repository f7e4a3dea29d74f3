import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordedEvent } from '../../../src/event-store/event-store';
import type { LogBytes, RecordedBytes } from '../../../src/event-store/log/log-bytes';
import { AccountChooser } from '../../../src/proofs/bundle/account-chooser';
import type { EventChooser } from '../../../src/proofs/bundle/event-chooser';
import { makeBundle, type BundleOrder, type BundleReport } from '../../../src/proofs/bundle/make-bundle';
import { PayoutChooser } from '../../../src/proofs/bundle/payout-chooser';
import { formatTreeHead, signCheckpoint } from '../../../src/proofs/formats/checkpoint';
import { formatEntry, isTechnical } from '../../../src/proofs/formats/entry';
import { COSIGNATURE, formatVerifierKey, SIGNATURE, signingKey } from '../../../src/proofs/formats/note-keys';
import { cosignText } from '../../../src/proofs/formats/signed-note';
import { CompactRange } from '../../../src/proofs/merkle/compact-range';
import { hashLeaf } from '../../../src/proofs/merkle/hashing';

const seed = (text: string): Buffer => createHash('sha256').update(text).digest();

export const logKey = signingKey('log.example/bundles', seed('log'), SIGNATURE);
export const otherKey = signingKey('log.example/bundles', seed('another log'), SIGNATURE);
export const witnessKey = signingKey('witness.example/one', seed('witness'), COSIGNATURE);

export const POLICY = [
  `log ${formatVerifierKey(logKey)}`,
  `witness one ${formatVerifierKey(witnessKey)}`,
  'quorum one',
  '',
].join('\n');

export const VERIFIER = join(__dirname, '../../../src/proofs/verifier/verify.mjs');

/** What the verifier says of a zip. */
export interface Verdict {
  readonly faults: readonly string[];
  readonly lines: readonly string[];
}

/** The log with these events, as an event store would hold their bytes. */
export class BytesLog implements Pick<LogBytes, 'readAllBytes'> {
  readonly events: readonly RecordedBytes[];

  constructor(events: readonly (RecordedEvent | RecordedBytes)[]) {
    this.events = events.map(event => ('body' in event ? bytesOf(event) : event));
  }

  async *readAllBytes(): AsyncIterable<RecordedBytes> {
    yield* this.events;
  }

  /** A checkpoint of the first entries, signed and cosigned. */
  checkpoint(size = Infinity, key = logKey): string {
    const tree = new CompactRange();
    const entries = this.events.filter(event => !isTechnical(event)).slice(0, size);
    for (const event of entries) tree.append(hashLeaf(formatEntry(event)));
    const head = { origin: key.name, size: tree.size, root: tree.root() };
    const line = cosignText(witnessKey, formatTreeHead(head), 1_767_323_045n);
    return `${signCheckpoint(key, head)}${line}\n`;
  }
}

/** Amounts are numbers in JSON. */
const asStored = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? Number(value) : value;

export const bytesOf = ({ id, body, metadata, ...place }: RecordedEvent): RecordedBytes => ({
  ...place,
  id,
  type: body.type,
  data: Buffer.from(JSON.stringify(body.data, asStored)),
  metadata: Buffer.from(JSON.stringify(metadata)),
});

/** A folder for bundles that are made and verified. */
export class BundleFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'holdfast-bundle-'));
  private count = 0;

  constructor() {
    writeFileSync(join(this.path, 'policy'), POLICY);
  }

  newPath(): string {
    this.count += 1;
    return join(this.path, `${this.count}.zip`);
  }

  write(zip: Buffer): string {
    const path = this.newPath();
    writeFileSync(path, zip);
    return path;
  }

  async make(
    log: BytesLog,
    chooser: EventChooser,
    over: Partial<BundleOrder> = {},
  ): Promise<BundleReport & { readonly path: string }> {
    const path = this.newPath();
    const report = await makeBundle({
      path,
      bytes: log,
      chooser,
      checkpoint: log.checkpoint(),
      stamps: [],
      policy: POLICY,
      madeAt: new Date('2026-02-01T00:00:00Z'),
      allowsPending: false,
      isShort: false,
      onProgress: () => undefined,
      ...over,
    });
    return { ...report, path };
  }

  /** The zip of a bundle of one payout. */
  async payout(log: BytesLog, payoutId: string, over: Partial<BundleOrder> = {}): Promise<Buffer> {
    return readFileSync((await this.make(log, new PayoutChooser(payoutId), over)).path);
  }

  async account(log: BytesLog, from: string, to: string, over: Partial<BundleOrder> = {}): Promise<Buffer> {
    const chooser = new AccountChooser('merchant-1', { from: new Date(from), to: new Date(to) });
    return readFileSync((await this.make(log, chooser, over)).path);
  }

  /** What the verifier says of each, all in one process of its own. */
  verify(zips: readonly Buffer[], policy = POLICY): Verdict[] {
    const policyPath = join(this.path, 'policy-of-the-auditor');
    writeFileSync(policyPath, policy);
    const paths = zips.map(zip => this.write(zip));
    const args = [join(__dirname, 'verify-many.mjs'), policyPath, ...paths];
    const { stdout, stderr } = spawnSync(process.execPath, args, {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    if (stderr !== '') throw new Error(stderr);
    return stdout
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as Verdict);
  }

  verdictOn(zip: Buffer, policy = POLICY): Verdict {
    return this.verify([zip], policy)[0]!;
  }

  /** The verifier as an auditor runs it. */
  run(...args: readonly string[]) {
    const { stdout, stderr, status } = spawnSync(process.execPath, [VERIFIER, ...args], { encoding: 'utf8' });
    return { stdout, stderr, status };
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}

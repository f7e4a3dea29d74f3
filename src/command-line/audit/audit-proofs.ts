import { access, readFile, writeFile } from 'node:fs/promises';
import { parseCheckpoint, type Checkpoint } from '../../proofs/formats/checkpoint';
import { readOwnKey } from '../../proofs/key-file';
import { parsePolicy, type Policy } from '../../proofs/formats/policy';
import type { ProofReport, VerifyLogOptions } from '../../proofs/log/verify-log';

export interface ProofFiles {
  /** A checkpoint that was kept elsewhere. */
  readonly checkpoint?: string;
  /** A trust policy (docs/proofs.md). */
  readonly policy?: string;
}

/** What the files hold, or every fault of them, a line each. */
export async function readProofFiles(
  { checkpoint, policy }: ProofFiles,
  keyFile: string,
): Promise<VerifyLogOptions | { readonly faults: string[] }> {
  const faults: string[] = [];
  const kept = await readAs<Checkpoint>(checkpoint, parseCheckpoint, faults);
  const trusted = await readAs<Policy>(policy, parsePolicy, faults);
  return faults.length > 0 ? { faults } : { kept, policy: trusted, key: await readOwnKey(keyFile) };
}

async function readAs<Value>(
  path: string | undefined,
  parse: (text: string) => Value,
  faults: string[],
): Promise<Value | undefined> {
  if (path === undefined) return undefined;
  try {
    return parse(await readFile(path, 'utf8'));
  } catch (error) {
    const lines = (error as Error).message.split('\n');
    faults.push(...lines.map(line => `${path}: ${line}`));
    return undefined;
  }
}

export const proofText = (report: ProofReport): string =>
  [
    `proof log: ${report.entries} entries, ${report.checkpoints} checkpoints, ${report.unsigned} entries in none yet, root ${report.root}`,
    ...(report.stamps.last ? [stampText(report.stamps.last)] : []),
    ...(report.quorum ? [quorumText(report.quorum)] : []),
    ...(report.signaturesChecked ? [] : ['the signatures on record were not checked: no key was given']),
    ...report.contradictions,
    ...report.faults,
  ].join('\n');

const quorumText = ({ size, cosignedAt }: NonNullable<ProofReport['quorum']>): string =>
  `the policy trusts the first ${size} entries` +
  (cosignedAt === undefined ? '' : `; the last cosignature of them is of ${cosignedAt}`);

const stampText = ({ size, stampedAt }: NonNullable<ProofReport['stamps']['last']>): string =>
  `the first ${size} entries have a time stamp of ${stampedAt} (audit stamp writes it out, for openssl ts -verify)`;

export const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

interface NewFile {
  readonly path: string;
  readonly content: string | Buffer;
}

/** Writes all of them, or none where one is there already. Returns the faults. @throws when the disk fails */
export async function writeNewFiles(files: readonly NewFile[]): Promise<string[]> {
  const found = await Promise.all(
    files.map(({ path }) =>
      access(path).then(
        () => true,
        () => false,
      ),
    ),
  );
  const faults = files.flatMap(({ path }, index) => (found[index] ? [`${path} is there already`] : []));
  if (faults.length > 0) return faults;
  for (const { path, content } of files) await writeFile(path, content, { flag: 'wx' });
  return [];
}

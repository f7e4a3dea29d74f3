import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { parseTime } from '../../api/fields/times';
import { AccountChooser } from '../../proofs/bundle/account-chooser';
import type { EventChooser } from '../../proofs/bundle/event-chooser';
import { makeBundle, type BundleReport } from '../../proofs/bundle/make-bundle';
import { PayoutChooser } from '../../proofs/bundle/payout-chooser';
import { policyTemplate, readKnownKeys } from '../../proofs/bundle/policy-template';
import { BundleRefused } from '../../proofs/bundle/survey-log';
import { parseCheckpoint } from '../../proofs/formats/checkpoint';
import { readLatestToProve } from '../../proofs/log/cosigned-checkpoints';
import { readStampTexts } from '../../proofs/stamping/stamp-stream';
import type { EventStoreDbStore } from '../../event-store/eventstoredb/eventstoredb-store';
import { systemClock } from '../../shared/clock';
import { fail, withStreams } from './audit';
import { settingsOrExit, showProgress } from '../settings';

const NOT_SIGNED = 'No checkpoint is on record: the service signs the first one while it runs';

interface BundleOptions {
  readonly payout?: string;
  readonly account?: string;
  /** RFC 3339. */
  readonly from?: string;
  /** RFC 3339, exclusive. */
  readonly to?: string;
  /** A file with the signed note to prove against. */
  readonly checkpoint?: string;
  readonly allowPending?: boolean;
  readonly short?: boolean;
  readonly json?: boolean;
}

export function addBundle(audit: Command): void {
  audit
    .command('bundle <file>')
    .description('a zip that proves one payout, or one account and period, to an auditor (docs/proofs.md)')
    .option('--payout <id>', 'of this payout')
    .option('--account <id>', 'of this account, with --from and --to')
    .option('--from <time>', 'the period begins at this time, RFC 3339')
    .option('--to <time>', 'the period ends before this time, RFC 3339')
    .option('--checkpoint <note>', 'prove against this checkpoint; default: the latest on record')
    .option('--allow-pending', 'leave out what is not under the checkpoint yet')
    .option('--short', 'end with the last event of what was asked, and prove nothing about later ones')
    .option('--json', 'for a program')
    .action(auditBundle);
}

/** Exit code 1, and no file, where no bundle can be made. */
async function auditBundle(path: string, options: BundleOptions): Promise<void> {
  const asked = await readQuestion(path, options);
  if (Array.isArray(asked)) return fail(asked.join('\n'));
  await withStreams(async ({ store }) => {
    try {
      const report = await writeBundle(path, options, asked, store);
      console.log(options.json ? JSON.stringify({ path, ...report }) : reportText(path, report));
    } catch (error) {
      if (!(error instanceof BundleRefused)) throw error;
      fail(error.message);
    } finally {
      showProgress('');
    }
  });
}

async function writeBundle(
  path: string,
  { checkpoint: file, allowPending = false, short = false }: BundleOptions,
  chooser: EventChooser,
  store: EventStoreDbStore,
): Promise<BundleReport> {
  const checkpoint = file === undefined ? await readLatestToProve(store) : await readFile(file, 'utf8');
  if (checkpoint === undefined) throw new BundleRefused('NOT_SIGNED', NOT_SIGNED);
  const { proofKeyFile, proofWitnesses } = settingsOrExit();
  const policy = policyTemplate(await readKnownKeys(proofKeyFile, proofWitnesses));
  return makeBundle({
    path,
    bytes: store,
    chooser,
    checkpoint,
    stamps: readStampTexts(store),
    policy,
    madeAt: systemClock.now(),
    allowsPending: allowPending,
    isShort: short,
    onProgress: entries => showProgress(`${entries} entries read`),
  });
}

/** What was asked, or every fault of the question, a line each. */
async function readQuestion(path: string, options: BundleOptions): Promise<EventChooser | string[]> {
  const { payout, account, from, to } = options;
  const period = { from: readTime(from), to: readTime(to) };
  const isPeriod = from !== undefined || to !== undefined;
  const faults = [
    ...((payout === undefined) === (account === undefined) ? ['give either --payout or --account'] : []),
    ...(payout !== undefined && isPeriod ? ['--from and --to are for an account'] : []),
    ...(account !== undefined ? periodFaults(period) : []),
    ...(await fileFaults(path, options.checkpoint)),
  ];
  if (faults.length > 0) return faults;
  return payout !== undefined
    ? new PayoutChooser(payout)
    : new AccountChooser(account!, { from: period.from!, to: period.to! });
}

const readTime = (text: string | undefined): Date | undefined =>
  text === undefined ? undefined : parseTime(text);

function periodFaults({ from, to }: { from: Date | undefined; to: Date | undefined }): string[] {
  const faults = Object.entries({ from, to }).flatMap(([name, time]) =>
    time ? [] : [`--${name} must be an RFC 3339 time, like 2026-03-01T12:00:00Z`],
  );
  if (from && to && from >= to) faults.push('--from must be before --to');
  if (to && to > systemClock.now()) faults.push('--to must not be in the future: the period can still grow');
  return faults;
}

async function fileFaults(path: string, checkpoint: string | undefined): Promise<string[]> {
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  const faults = exists ? [`${path} is there already`] : [];
  if (checkpoint === undefined) return faults;
  try {
    parseCheckpoint(await readFile(checkpoint));
  } catch (error) {
    faults.push(`${checkpoint}: ${(error as Error).message}`);
  }
  return faults;
}

function reportText(path: string, report: BundleReport): string {
  const { events, streams, start, end, size, pending, stamp } = report;
  return [
    `${path}: ${events} events of ${streams} streams, among the entries ${start} to ${end - 1} of ${size}`,
    ...(stamp ? [`time stamp of ${stamp.stampedAt}, over the first ${stamp.size} entries`] : []),
    ...(pending.length > 0 ? ['left out, because it is not under the checkpoint yet:'] : []),
    ...pending.map(place => `  ${place}`),
    `Verify it: node verify.mjs ${basename(path)} --policy FILE`,
  ].join('\n');
}

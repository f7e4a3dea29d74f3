import { payoutHistory } from '../../audit/payout-history';
import {
  auditStreams,
  verifyBooks,
  type AuditOptions,
  type StreamAuditResult,
} from '../../audit/verify-books';
import { readAsOf } from '../../api/fields/periods/period';
import { TIME_ZONES, type TimeZone } from '../../queries/reading/time-zones';
import { readStampOf } from '../../proofs/stamping/stamp-stream';
import { verifyLog, type ProofReport } from '../../proofs/log/verify-log';
import { attachBacking } from '../../backing/backing';
import { ShutdownList } from '../../backing/shutdown-list';
import { explainPayout } from '../../domain/explain/explain-payout';
import { EventStoreDbStore } from '../../event-store/eventstoredb/eventstoredb-store';
import { openDatabase } from '../../projections/engine/database';
import { systemClock } from '../../shared/clock';
import { isDate, proofText, readProofFiles, writeNewFiles, type ProofFiles } from './audit-proofs';
import { explanationText, plain, reportText } from './audit-text';
import { quietLogger, settingsOrExit, showProgress } from '../settings';

export interface AuditCommandOptions {
  readonly json?: boolean;
  /** A day up to its end, an RFC 3339 time or a position. */
  readonly asOf?: string;
  /** In which the day of `asOf` ends. */
  readonly timeZone: TimeZone;
  readonly account?: string;
}

/** Rebuilds the books from the streams alone. Exit code 1 on any difference. */
export const auditReplay = (options: AuditCommandOptions): Promise<void> =>
  reported(options, ({ store }, asked) => auditStreams(store, asked));

/**
 * The same, and compares them with the read models, and the tree over the streams with every checkpoint. Exit code 1 on any
 * difference.
 */
export async function auditVerify(options: AuditCommandOptions & ProofFiles): Promise<void> {
  const proofs = await readProofFiles(options, settingsOrExit().proofKeyFile);
  if ('faults' in proofs) return fail(proofs.faults.join('\n'));
  await reported(options, async ({ store, databaseUrl, stops }, asked) => {
    const database = openDatabase({ url: databaseUrl });
    stops.add(() => database.destroy());
    return withProofs(await verifyBooks(store, database, asked), await verifyLog(store, proofs));
  });
}

type Report = StreamAuditResult & { readonly proofs?: ProofReport };

const withProofs = (books: StreamAuditResult, proofs: ProofReport): Report => ({
  ...books,
  ok: books.ok && proofs.ok,
  differenceCount: books.differenceCount + proofs.faults.length,
  proofs,
});

/** Every centavo of a payout, from its request to the postings. Exit code 1 where there is no such payout. */
export const auditExplain = (payoutId: string, { json }: { readonly json?: boolean }): Promise<void> =>
  withStreams(async ({ store }) => {
    showProgress(`looking for payout ${payoutId}`);
    const explanation = explainPayout(await payoutHistory(store, payoutId));
    showProgress('');
    if (!explanation) return fail(`There is no payout ${payoutId}`);
    console.log(json ? JSON.stringify(explanation, plain) : explanationText(explanation));
    if (!explanation.sums.agrees) process.exitCode = 1;
  });

/** Writes the stamp of a day, and beside it what is stamped. Exit code 1 where the day has none, or a file is there already. */
export async function auditStamp(date: string, file: string): Promise<void> {
  if (!isDate(date)) return fail('The date must be like 2026-03-01');
  await withStreams(async ({ store }) => {
    const stamp = await readStampOf(store, date);
    if (!stamp) return fail(`No checkpoint was stamped on ${date}`);
    const faults = await writeNewFiles([
      { path: file, content: Buffer.from(stamp.answer, 'base64') },
      { path: `${file}.txt`, content: stamp.checkpoint },
    ]);
    if (faults.length > 0) return fail(faults.join('\n'));
    console.log(`${file} is the time stamp of ${stamp.stampedAt} over ${file}.txt`);
  });
}

interface Parts {
  readonly store: EventStoreDbStore;
  readonly databaseUrl: string;
  readonly stops: ShutdownList;
}

const AS_OF_FORMS =
  'a day, an RFC 3339 time or a position, like 2026-03-01, 2026-03-01T12:00:00Z or 4711/4711';

/** Each zone in which the day of `--as-of` can end. */
export const AUDIT_TIME_ZONES = TIME_ZONES;

async function reported(
  { json, asOf, timeZone, account }: AuditCommandOptions,
  run: (parts: Parts, asked: AuditOptions) => Promise<Report>,
): Promise<void> {
  const moment = asOf === undefined ? undefined : readAsOf({ asOf, timeZone });
  if (asOf !== undefined && !moment) return fail(`--as-of must be ${AS_OF_FORMS}`);
  const asked: AuditOptions = {
    onProgress: events => showProgress(`${events} events replayed`),
    signingKeys: signingKeysOf(settingsOrExit()),
    ...(moment ? { asOf: moment } : {}),
    ...(account === undefined ? {} : { accountId: account }),
  };
  await withStreams(async parts => {
    const report = await run(parts, asked);
    showProgress('');
    const { proofs } = report;
    console.log(json ? JSON.stringify(report, plain) : reportText(report, agreementOf(proofs)));
    if (proofs && !json) console.log(proofText(proofs));
    if (report.account === null) return fail(`There is no account ${account ?? ''}`);
    if (!report.ok) process.exitCode = 1;
  });
}

const agreementOf = (proofs: ProofReport | undefined): string | undefined =>
  proofs && proofs.contradictions.length > 0
    ? 'Everything agrees since the proof log was begun again. What was signed before is contradicted (below).'
    : undefined;

/** None of a provider that is not configured: its sandbox draws new keys at each start. */
const signingKeysOf = ({ providers }: ReturnType<typeof settingsOrExit>): string[] =>
  [...providers.values()].flatMap(({ configured }) =>
    (configured?.signingKeys ?? []).map(key => key.reveal()),
  );

/** Beside a running service it reads the service's own stores; where none runs it starts them for the while. */
export async function withStreams(run: (parts: Parts) => Promise<void>): Promise<void> {
  const stops = new ShutdownList();
  try {
    const backing = await attachBacking(settingsOrExit(), quietLogger());
    stops.add(() => backing.stop());
    const store = new EventStoreDbStore(backing.eventStoreUrl, {}, systemClock);
    stops.add(() => store.dispose());
    await run({ store, databaseUrl: backing.databaseUrl, stops });
  } finally {
    await stops.stop();
  }
}

export function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

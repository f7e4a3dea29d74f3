import { payoutHistory } from '../audit/payout-history';
import { replayReport, verifyBooks, type AuditOptions, type ReplayReport } from '../audit/verify-books';
import { parseMoment } from '../api/fields/times';
import { joinBacking } from '../backing/backing';
import { Stops } from '../backing/shutdown-list';
import { explainPayout } from '../domain/explain/explain-payout';
import { EventStoreDbStore } from '../event-store/eventstoredb/eventstoredb-store';
import { openDatabase } from '../projections/engine/database';
import { systemClock } from '../shared/clock';
import { explanationText, plain, reportText } from './audit-text';
import { quietLogger, settingsOrExit, showProgress } from './settings';

export interface AuditCommandOptions {
  readonly json?: boolean;
  /** An RFC 3339 time or a position. */
  readonly asOf?: string;
  readonly account?: string;
}

/** Rebuilds the books from the streams alone. Exit code 1 on any difference. */
export const auditReplay = (options: AuditCommandOptions): Promise<void> =>
  reported(options, ({ store }, asked) => replayReport(store, asked));

/** The same, and compares them with the read models. Exit code 1 on any difference. */
export const auditVerify = (options: AuditCommandOptions): Promise<void> =>
  reported(options, ({ store, databaseUrl, stops }, asked) => {
    const database = openDatabase({ url: databaseUrl });
    stops.add(() => database.destroy());
    return verifyBooks(store, database, asked);
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

interface Parts {
  readonly store: EventStoreDbStore;
  readonly databaseUrl: string;
  readonly stops: Stops;
}

async function reported(
  { json, asOf, account }: AuditCommandOptions,
  run: (parts: Parts, asked: AuditOptions) => Promise<ReplayReport>,
): Promise<void> {
  const moment = asOf === undefined ? undefined : parseMoment(asOf);
  if (asOf !== undefined && !moment)
    return fail('--as-of must be an RFC 3339 time or a position, like 2026-03-01T12:00:00Z or 4711/4711');
  const asked: AuditOptions = {
    onProgress: events => showProgress(`${events} events replayed`),
    signingKeys: signingKeysOf(settingsOrExit()),
    ...(moment ? { asOf: moment } : {}),
    ...(account === undefined ? {} : { accountId: account }),
  };
  await withStreams(async parts => {
    const report = await run(parts, asked);
    showProgress('');
    console.log(json ? JSON.stringify(report, plain) : reportText(report));
    if (report.account === null) return fail(`There is no account ${account ?? ''}`);
    if (!report.ok) process.exitCode = 1;
  });
}

/** None where ConnectPSP is the sandbox. */
const signingKeysOf = ({ connectpsp }: ReturnType<typeof settingsOrExit>): string[] =>
  connectpsp
    ? [connectpsp.cryptoToken, ...(connectpsp.formerCryptoToken ? [connectpsp.formerCryptoToken] : [])].map(
        token => token.reveal(),
      )
    : [];

/** Beside a running service it reads the service's own stores; where none runs it starts them for the while. */
async function withStreams(run: (parts: Parts) => Promise<void>): Promise<void> {
  const stops = new Stops();
  try {
    const backing = await joinBacking(settingsOrExit(), quietLogger());
    stops.add(() => backing.stop());
    const store = new EventStoreDbStore(backing.eventStoreUrl, {}, systemClock);
    stops.add(() => store.dispose());
    await run({ store, databaseUrl: backing.databaseUrl, stops });
  } finally {
    await stops.run();
  }
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

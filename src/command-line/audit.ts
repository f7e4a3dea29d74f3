import { describeDifference } from '../audit/difference';
import { replayReport, verifyBooks, type ReplayReport } from '../audit/verify';
import { joinBacking } from '../composition/backing';
import { Stops } from '../composition/stops';
import { EventStoreDbStore } from '../event-store/eventstoredb-store';
import { formatPosition } from '../event-store/event-store';
import { openDatabase } from '../projections/database';
import { systemClock } from '../shared/clock';
import { quietLogger, settingsOrExit, showProgress } from './settings';

export interface AuditOptions {
  readonly json?: boolean;
}

/** Rebuilds the books from the streams alone. Exit code 1 on any difference. */
export const auditReplay = (options: AuditOptions): Promise<void> =>
  audited(options, ({ store }) => replayReport(store, { onProgress }));

/** The same, and compares them with the read models. Exit code 1 on any difference. */
export const auditVerify = (options: AuditOptions): Promise<void> =>
  audited(options, ({ store, databaseUrl, stops }) => {
    const database = openDatabase({ url: databaseUrl });
    stops.add(() => database.destroy());
    return verifyBooks(store, database, { onProgress });
  });

interface Parts {
  readonly store: EventStoreDbStore;
  readonly databaseUrl: string;
  readonly stops: Stops;
}

/** Beside a running service it reads the service's own stores; where none runs it starts them for the while. */
async function audited({ json }: AuditOptions, run: (parts: Parts) => Promise<ReplayReport>): Promise<void> {
  const stops = new Stops();
  try {
    const backing = await joinBacking(settingsOrExit(), quietLogger());
    stops.add(() => backing.stop());
    const store = new EventStoreDbStore(backing.eventStoreUrl, {}, systemClock);
    stops.add(() => store.dispose());
    const report = await run({ store, databaseUrl: backing.databaseUrl, stops });
    showProgress('');
    console.log(json ? JSON.stringify(report, plain) : readable(report));
    if (!report.ok) process.exitCode = 1;
  } finally {
    await stops.run();
  }
}

const onProgress = (events: number): void => showProgress(`${events} events replayed`);

const plain = (_key: string, value: unknown) => (typeof value === 'bigint' ? `${value}` : value);

function readable({ ok, counts, position, fingerprint, differences, differenceCount }: ReplayReport): string {
  const { events, streams, accounts, payouts, payoutsUnderWay, ledgerAccounts } = counts;
  return [
    `${events} events in ${streams} streams, up to position ${position ? formatPosition(position) : 'none'}`,
    `${accounts} accounts, ${payouts} payouts (${payoutsUnderWay} under way), ${ledgerAccounts} ledger accounts`,
    `fingerprint ${fingerprint}`,
    ok ? 'Everything agrees.' : `${differenceCount} differences:`,
    ...differences.map(describeDifference),
  ].join('\n');
}

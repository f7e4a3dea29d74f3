import type { Command } from 'commander';
import { attachBacking } from '../backing/backing';
import { ShutdownList } from '../backing/shutdown-list';
import { EventStoreDbStore } from '../event-store/eventstoredb/eventstoredb-store';
import { formatPosition } from '../event-store/event-store';
import { openDatabase } from '../projections/engine/database';
import { migrate } from '../projections/migrations/migrate';
import type { TableDifference } from '../projections/rebuild/compare';
import { dropOld, rebuild, type RebuildRefusal } from '../projections/rebuild/rebuild';
import type { SwapOutcome } from '../projections/rebuild/swap';
import { PROJECTION_NAMES, type Database, type ProjectionName } from '../projections/schema';
import { systemClock } from '../shared/clock';
import { quietLogger, settingsOrExit, showProgress } from './settings';

interface RebuildOptions {
  readonly json?: boolean;
  readonly acceptDifferences?: boolean;
}

export function addProjections(holdfast: Command): void {
  const projections = holdfast.command('projections').description('the read models, built again from events');
  projections
    .command('rebuild [name]')
    .description('build it beside the live one, compare, swap; exit 1 on any difference. All without a name')
    .option('--accept-differences', 'swap even where the two differ: for a live one known to be wrong')
    .option('--json', 'for a program')
    .action(projectionsRebuild);
  projections
    .command('drop-old [name]')
    .description('drop what the last rebuild replaced')
    .action(projectionsDropOld);
}

const REFUSALS: Readonly<Record<RebuildRefusal, string>> = {
  NOTHING_YET: 'has not been built yet: there is nothing to compare with',
  OLD_KEPT: 'still has the tables from before its last rebuild: `projections drop-old` first',
  BUSY: 'is being rebuilt already',
  FOREIGN_LOG:
    'was built from another log than the event store holds: the service begins it again when it starts',
};

/** Beside a running service, which goes on meanwhile; where none runs, over the same folder. */
const projectionsRebuild = (name: string | undefined, options: RebuildOptions): Promise<void> =>
  withStores(async ({ store, databaseUrl, database }) => {
    await migrate(database);
    let events = 0;
    const onProgress = (more: number) => showProgress(`${(events += more)} events applied`);
    for (const each of named(name)) {
      const { acceptDifferences = false } = options;
      const parts = { eventStore: store, databaseUrl, clock: systemClock, onProgress, acceptDifferences };
      const done = await rebuild(each, parts);
      showProgress('');
      if (!done.ok) fail(`${each} ${REFUSALS[done.refusal]}`);
      else report(each, done.value, options);
    }
  });

const projectionsDropOld = (name: string | undefined): Promise<void> =>
  withStores(async ({ database }) => {
    for (const each of named(name)) {
      const dropped = await dropOld(database, each);
      console.log(dropped ? `${each}: the old tables are gone` : `${each}: there are no old tables`);
    }
  });

function named(name: string | undefined): readonly ProjectionName[] {
  if (name === undefined) return PROJECTION_NAMES;
  const known = PROJECTION_NAMES.filter(each => each === name);
  if (known.length === 0) fail(`No such projection: ${name}. There are ${PROJECTION_NAMES.join(', ')}.`);
  return known;
}

function report(name: ProjectionName, outcome: SwapOutcome, { json = false }: RebuildOptions): void {
  const { position, differences, swapped } = outcome;
  if (differences.length > 0) process.exitCode = 1;
  if (json) {
    const plain = { projection: name, position: formatPosition(position), swapped, differences };
    console.log(
      JSON.stringify(plain, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)),
    );
    return;
  }
  const compared = `compared at position ${formatPosition(position)}`;
  if (differences.length === 0) return console.log(`${name}: ${compared}, the same to the centavo, swapped`);
  console.log(`${name}: ${compared}, different, ${swapped ? 'swapped all the same' : 'not swapped'}`);
  for (const difference of differences) console.log(readable(difference));
}

const readable = ({ table, onlyLive, onlyRebuilt, exampleLive, exampleRebuilt }: TableDifference): string =>
  [
    `  ${table}: ${onlyLive} rows only in the live one, ${onlyRebuilt} only in the rebuilt one`,
    ...(exampleLive === null ? [] : [`    live:    ${exampleLive}`]),
    ...(exampleRebuilt === null ? [] : [`    rebuilt: ${exampleRebuilt}`]),
  ].join('\n');

interface Stores {
  readonly store: EventStoreDbStore;
  readonly databaseUrl: string;
  readonly database: Database;
}

async function withStores(run: (stores: Stores) => Promise<void>): Promise<void> {
  const stops = new ShutdownList();
  try {
    const backing = await attachBacking(settingsOrExit(), quietLogger());
    stops.add(() => backing.stop());
    const store = new EventStoreDbStore(backing.eventStoreUrl, {}, systemClock);
    stops.add(() => store.dispose());
    const database = openDatabase({ url: backing.databaseUrl, patient: true });
    stops.add(() => database.destroy());
    await run({ store, databaseUrl: backing.databaseUrl, database });
  } finally {
    await stops.stop();
  }
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

import { join } from 'node:path';
import { verifyBooks } from '../../src/audit/verify-books';
import { announcedAddresses } from '../../src/backing/data-folder';
import { EventStoreDbStore } from '../../src/event-store/eventstoredb/eventstoredb-store';
import { openDatabase } from '../../src/projections/engine/database';
import { verifyLog } from '../../src/proofs/log/verify-log';
import { systemClock } from '../../src/shared/clock';
import { median } from '../measure/statistics';
import type { Summary } from '../measure/slice';
import { WITHOUT_PROOF_LOG } from '../sides/holdfast-side';
import type { Sandbox } from '../sides/sandbox';
import { rowsOf, type Aim, type Context, type Figure } from './figure';
import { settleSides, startHoldfast } from './settle';

const WITH = 'with the proof log';
const WITHOUT = 'without it';

const cpuOf = ({ cpuMs }: Summary): number =>
  Object.entries(cpuMs)
    .filter(([part]) => part !== 'load generator')
    .reduce((sum, [, ms]) => sum + ms, 0);

/** The CPU of everything that a settled payout keeps busy, with the log against without it. */
function costOfSettled(summaries: ReadonlyMap<string, Summary>): Aim {
  const [one, other] = [summaries.get(WITH), summaries.get(WITHOUT)];
  const measured = one && other ? `${(100 * (cpuOf(one) / cpuOf(other) - 1)).toFixed(1)} %` : 'not measured';
  return { what: 'CPU of a settled payout, more', aim: '≤ 5 %', measured };
}

/** Seconds of CPU of this process. */
async function cpuSeconds(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** The audit of what was settled, with its proofs and without, in turns. */
async function costOfAudit(folder: string, rounds: number): Promise<Aim> {
  const { eventStoreUrl, databaseUrl } = (await announcedAddresses(folder))!;
  const store = new EventStoreDbStore(eventStoreUrl, {}, systemClock);
  const database = openDatabase({ url: databaseUrl });
  const ratios: number[] = [];
  let events = 0;
  try {
    for (let round = 0; round <= rounds; round += 1) {
      const books = await cpuSeconds(
        async () => (events = (await verifyBooks(store, database)).counts.events),
      );
      const proofs = await cpuSeconds(() => verifyLog(store, {}));
      if (round > 0) ratios.push((books + proofs) / books);
    }
  } finally {
    await database.destroy();
    await store.dispose();
  }
  const what = `CPU of audit verify over ${events} events, with proofs : without`;
  return { what, aim: '≤ 1.3', measured: median(ratios).toFixed(2) };
}

async function measure(context: Context) {
  const folderOf = (side: string) => join(context.folder, side);
  const starts = [
    (sandbox: Sandbox) => startHoldfast(folderOf('with'), WITH, sandbox),
    (sandbox: Sandbox) => startHoldfast(folderOf('without'), WITHOUT, sandbox, WITHOUT_PROOF_LOG),
  ];
  const work = { lanes: 16, payouts: context.scale(400), since: 'request' } as const;
  const aims: Aim[] = [];
  const summaries = await settleSides(context, starts, work, async () => {
    aims.push(await costOfAudit(folderOf('with'), context.rounds));
  });
  return { summaries, aims };
}

export const PROOFS: Figure = {
  name: 'proofs',
  run: async context => {
    const { summaries, aims } = await measure(context);
    return {
      title: 'The proof log',
      text: 'Payouts are settled with the proof log and without it. Then the first of them is audited.',
      rows: rowsOf(summaries),
      plotted: 'perSecond',
      aims: [costOfSettled(summaries), ...aims],
    };
  },
};

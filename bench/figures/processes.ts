import { join } from 'node:path';
import { takeTurns } from '../measure/slice';
import { ProcessesSide } from '../sides/processes-side';
import { acceptOneTurn, accountName, CONNECTIONS, warmUp } from './accept';
import { ratio, rowsOf, type Context, type Figure } from './figure';

const ONE = 'one process';
const TWO = 'two processes';
const SHAPE = { accounts: 1, connections: CONNECTIONS, batch: 1, withClassic: false };

/** Both sides have an event store and a PostgreSQL of their own. */
async function acceptByProcesses(context: Context) {
  const sides: ProcessesSide[] = [];
  const folderOf = (name: string) => join(context.folder, name);
  try {
    sides.push(await ProcessesSide.start(ONE, folderOf('one'), ['api,saga,projections']));
    sides.push(await ProcessesSide.start(TWO, folderOf('two'), ['api', 'saga,projections']));
    const account = accountName(undefined, 0);
    for (const side of sides) await side.fund(account);
    for (const side of sides) await warmUp(side, [account], context);
    return await takeTurns(sides, context.rounds, side => acceptOneTurn(side, [account], SHAPE, context));
  } finally {
    for (const side of sides.reverse()) await side.stop();
  }
}

export const PROCESSES: Figure = {
  name: 'processes',
  run: async context => {
    const summaries = await acceptByProcesses(context);
    return {
      title: 'Accept on one account, with one process and with two',
      text: 'Two processes: one has the role api, the other the roles saga and projections.',
      rows: rowsOf(summaries),
      plotted: 'perSecond',
      aims: [{ what: `${TWO} : ${ONE}`, aim: '≥ 1.6', measured: ratio(summaries, [TWO, ONE], 'perSecond') }],
    };
  },
};

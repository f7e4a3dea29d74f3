import { join } from 'node:path';
import { Client, inLanes } from '../measure/client';
import { measureSlice, summaryOf, type Slice } from '../measure/slice';
import { HoldfastSide } from '../sides/holdfast-side';
import { Sandbox } from '../sides/sandbox';
import type { Context, Figure } from './figure';
import { newRequest } from './requests';

const PAYOUTS = 20_000;
const ACCOUNTS = 1_000;
const CONNECTIONS = 64;

/** One side alone: what is asked is that nothing is refused, with everything running. */
async function payMany(context: Context): Promise<{ slice: Slice; statuses: ReadonlyMap<number, number> }> {
  const sandbox = await Sandbox.start();
  const side = await HoldfastSide.start(join(context.folder, 'holdfast'), sandbox.settings);
  const client = new Client(side.url, side.apiKey, CONNECTIONS);
  const statuses = new Map<number, number>();
  try {
    const accounts = context.scale(ACCOUNTS);
    await inLanes(8, { count: accounts }, index => side.fund(`account-${index}`));
    const slice = await measureSlice(side, async () => {
      const latenciesMs: number[] = [];
      const done = await inLanes(CONNECTIONS, { count: context.scale(PAYOUTS) }, async index => {
        const request = newRequest(`account-${index % accounts}`);
        const { status, ms } = await client.post('/v1/payouts', request, request.externalReference);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        latenciesMs.push(ms);
      });
      return { done, latenciesMs };
    });
    return { slice, statuses };
  } finally {
    await client.close();
    await side.stop();
    await sandbox.stop();
  }
}

export const SUSTAINED: Figure = {
  name: 'sustained',
  run: async context => {
    const { slice, statuses } = await payMany(context);
    const refused = [...statuses].filter(([status]) => status !== 202);
    return {
      title: '20,000 payouts, 64 connections, everything running',
      text: 'Payouts of 1,000 accounts are accepted while those before are sent, notified and booked. One run.',
      rows: [{ side: 'Holdfast', summary: summaryOf([slice]) }],
      plotted: 'perSecond',
      aims: [
        {
          what: `answers that are not 202, of ${slice.done}`,
          aim: '0',
          measured: refused.map(([status, count]) => `${count} × ${status}`).join(', ') || '0',
        },
      ],
    };
  },
};

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmbeddedEventStore } from 'embedded-eventstore';
import { announcedAddresses } from '../../src/backing/data-folder';
import { EventStoreDbStore } from '../../src/event-store/eventstoredb/eventstoredb-store';
import { verifyLog } from '../../src/proofs/log/verify-log';
import { systemClock } from '../../src/shared/clock';
import { generateHistory } from '../history/generate';
import { Client } from '../measure/client';
import { mostMemoryOf } from '../measure/cpu';
import { HoldfastSide } from '../sides/holdfast-side';
import { CLI } from '../sides/paths';
import { WITHOUT_PROVIDER } from '../sides/without-provider';
import type { Aim, Context, Figure } from './figure';
import { newRequest } from './requests';

const EVENTS = 1_000_000;
/** Of one account: half of them holds, half of them captures. */
const OF_HOT_ACCOUNT = 100_000;
const LOOK_EVERY_MS = 50;

const seconds = (since: number): number => (performance.now() - since) / 1000;
const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
const countText = (count: number): string => Math.round(count).toLocaleString('en');

/** Writes the events into a data folder that no service has used yet. */
async function generate(folder: string, context: Context): Promise<number> {
  const dataDir = join(folder, 'eventstore');
  await mkdir(dataDir, { recursive: true });
  const server = await startEmbeddedEventStore({ dataDir });
  const store = new EventStoreDbStore(server.url, {}, systemClock);
  try {
    return await generateHistory(store, context.scale(EVENTS), context.scale(OF_HOT_ACCOUNT));
  } finally {
    await store.dispose();
    await server.stop();
  }
}

/** The first start reads everything into the read models; it listens when they have caught up. */
async function catchUp(folder: string, events: number): Promise<Aim> {
  const begun = performance.now();
  const side = await HoldfastSide.start(folder, WITHOUT_PROVIDER);
  const perSecond = events / seconds(begun);
  await side.stop();
  return {
    what: 'catch-up of the read models, start included',
    aim: '≥ 10,000 events/s',
    measured: `${countText(perSecond)} events/s`,
  };
}

async function grown(folder: string, events: number): Promise<Aim[]> {
  const begun = performance.now();
  const side = await HoldfastSide.start(folder, WITHOUT_PROVIDER);
  const startS = seconds(begun);
  try {
    const client = new Client(side.url, side.apiKey, 1);
    const request = newRequest('account-0');
    const first = await client.post('/v1/payouts', request, request.externalReference);
    await client.close();
    const memory = Object.entries(side.memory()).map(([part, bytes]) => `${part} ${megabytes(bytes)}`);
    const audited = await audit(folder);
    const proofsS = await secondsOfProofs(folder);
    return [
      { what: `start with ${countText(events)} events`, aim: '≤ 3 s', measured: `${startS.toFixed(1)} s` },
      {
        what: `first request to the large account (answer ${first.status})`,
        aim: '≤ 100 ms',
        measured: `${first.ms.toFixed(0)} ms`,
      },
      { what: 'memory then', aim: '–', measured: memory.join(', ') },
      {
        what: `audit verify (exit code ${audited.code})`,
        aim: '≥ 25,000 events/s',
        measured: `${countText(events / audited.seconds)} events/s`,
      },
      {
        what: 'time of audit verify, with proofs : without',
        aim: '≤ 1.3',
        measured: (audited.seconds / (audited.seconds - proofsS)).toFixed(2),
      },
      { what: 'most memory of audit verify', aim: '≤ 400 MB', measured: megabytes(audited.bytes) },
    ];
  } finally {
    await side.stop();
  }
}

/** `holdfast audit verify` beside the running service, as an operator runs it. */
async function audit(folder: string): Promise<{ code: number; seconds: number; bytes: number }> {
  const begun = performance.now();
  const env = { PATH: process.env['PATH'], DATA_DIR: folder, NODE_ENV: 'production' };
  const child = spawn(process.execPath, [CLI, 'audit', 'verify'], { env, stdio: 'ignore' });
  let bytes = 0;
  const timer = setInterval(() => (bytes = Math.max(bytes, mostMemoryOf(child.pid ?? 0))), LOOK_EVERY_MS);
  const [code] = (await once(child, 'close')) as [number];
  clearInterval(timer);
  return { code, seconds: seconds(begun), bytes };
}

/** How long the proofs are verified that the audit verifies too. */
async function secondsOfProofs(folder: string): Promise<number> {
  const { eventStoreUrl } = (await announcedAddresses(folder))!;
  const store = new EventStoreDbStore(eventStoreUrl, {}, systemClock);
  try {
    const begun = performance.now();
    await verifyLog(store, {});
    return seconds(begun);
  } finally {
    await store.dispose();
  }
}

export const HISTORY: Figure = {
  name: 'history',
  run: async context => {
    const folder = join(context.folder, 'holdfast');
    const events = await generate(folder, context);
    return {
      title: `A history of ${countText(events)} events`,
      text: 'Completed payouts as the deciders make them. One account has a tenth of the events. One run, not in turns.',
      rows: [],
      plotted: 'perSecond',
      aims: [await catchUp(folder, events), ...(await grown(folder, events))],
    };
  },
};

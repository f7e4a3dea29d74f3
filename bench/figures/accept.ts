import { join } from 'node:path';
import { Client, inLanes } from '../measure/client';
import { takeTurns, type Work } from '../measure/slice';
import { ComparisonSide } from '../sides/comparison-side';
import { HoldfastSide } from '../sides/holdfast-side';
import type { Side } from '../sides/side';
import { WITHOUT_PROVIDER } from '../sides/without-provider';
import { ratio, rowsOf, type Aim, type Context, type Figure, type FigureResult } from './figure';
import { newRequest } from './requests';

export const CONNECTIONS = 64;
const BATCH = 100;
const WARM_UP = { connections: CONNECTIONS, batch: 1 };

export interface Shape {
  readonly accounts: number;
  readonly connections: number;
  /** Payouts in one request; 1 without a batch. */
  readonly batch: number;
  readonly withClassic: boolean;
}

/** Starts the sides, gives them money, lets them take turns, and stops them again. */
async function acceptInTurns(context: Context, shape: Shape) {
  const sides: Side[] = [];
  try {
    const folderOf = (name: string) => join(context.folder, name);
    const { seeded } = context;
    sides.push(await HoldfastSide.start(folderOf('holdfast'), WITHOUT_PROVIDER));
    for (const mode of shape.withClassic ? (['function', 'classic'] as const) : (['function'] as const))
      sides.push(await ComparisonSide.start({ mode, folder: folderOf(mode), seeded }));
    const accounts = Array.from(
      { length: Math.min(shape.accounts, context.scale(shape.accounts)) },
      accountName,
    );
    for (const side of sides) await fundAll(side, accounts);
    for (const side of sides) await warmUp(side, accounts, context);
    return await takeTurns(sides, context.rounds, side => acceptOneTurn(side, accounts, shape, context));
  } finally {
    for (const side of sides.reverse()) await side.stop();
  }
}

export const accountName = (_: unknown, index: number): string => `account-${index}`;

const fundAll = (side: Side, accounts: readonly string[]): Promise<number> =>
  inLanes(8, { count: accounts.length }, index => side.fund(accounts[index]!));

/** Single requests over all connections, whatever the figure asks for later: the same for every side. */
export const warmUp = (side: Side, accounts: readonly string[], context: Context): Promise<Work> =>
  acceptOneTurn(side, accounts, WARM_UP, { turnMs: context.warmUpMs });

export async function acceptOneTurn(
  { name, url, apiKey }: Side,
  accounts: readonly string[],
  { connections, batch }: Pick<Shape, 'connections' | 'batch'>,
  { turnMs }: Pick<Context, 'turnMs'>,
): Promise<Work> {
  const client = new Client(url, apiKey, connections);
  const latenciesMs: number[] = [];
  const requests = await inLanes(connections, { ms: turnMs }, async index => {
    const account = accounts[index % accounts.length]!;
    const { status, ms } = await (batch === 1
      ? acceptOne(client, account)
      : acceptBatch(client, account, batch));
    if (status !== (batch === 1 ? 202 : 207)) throw new Error(`${name} answered ${status}`);
    latenciesMs.push(ms);
  });
  await client.close();
  return { done: requests * batch, latenciesMs };
}

function acceptOne(client: Client, account: string) {
  const request = newRequest(account);
  return client.post('/v1/payouts', request, request.externalReference);
}

function acceptBatch(client: Client, account: string, count: number) {
  const items = Array.from({ length: count }, () => {
    const request = newRequest(account);
    return { ...request, idempotencyKey: request.externalReference };
  });
  return client.post('/v1/payouts/batch', { items });
}

type Aims = (times: (other: string, value: 'perSecond' | 'p50Ms') => string) => readonly Aim[];

const figure = (name: string, title: string, text: string, shape: Shape, aims: Aims): Figure => ({
  name,
  run: async (context): Promise<FigureResult> => {
    const summaries = await acceptInTurns(context, shape);
    const times = (other: string, value: 'perSecond' | 'p50Ms') =>
      ratio(summaries, ['Holdfast', other], value);
    const plotted = shape.connections === 1 ? 'p50Ms' : 'perSecond';
    return { title, text, rows: rowsOf(summaries), plotted, aims: aims(times) };
  },
});

export const ACCEPT: readonly Figure[] = [
  figure(
    'accept-hot',
    'Accept on one account, 64 connections',
    'Every request is a payout of one account. The provider is not there, so nothing is sent.',
    { accounts: 1, connections: CONNECTIONS, batch: 1, withClassic: true },
    times => [
      { what: 'Holdfast : function', aim: '≥ 1, at least 0.5', measured: times('function', 'perSecond') },
      { what: 'Holdfast : classic', aim: '≥ 2', measured: times('classic', 'perSecond') },
    ],
  ),
  figure(
    'accept-spread',
    'Accept over 1,000 accounts, 64 connections',
    'The same with the accounts in turn.',
    { accounts: 1_000, connections: CONNECTIONS, batch: 1, withClassic: true },
    times => [{ what: 'Holdfast : function', aim: '≥ 0.5', measured: times('function', 'perSecond') }],
  ),
  figure(
    'accept-one',
    'Accept over one connection',
    'One request after the other: how long one takes.',
    { accounts: 1, connections: 1, batch: 1, withClassic: true },
    times => [{ what: 'p50 of Holdfast : function', aim: '≤ 3', measured: times('function', 'p50Ms') }],
  ),
  figure(
    'batch',
    'Batches of 100 payouts, 8 connections',
    'Every request has 100 payouts of one account. The comparison accepts them in one transaction.',
    { accounts: 8, connections: 8, batch: BATCH, withClassic: false },
    times => [{ what: 'Holdfast : function', aim: '≥ 0.5', measured: times('function', 'perSecond') }],
  ),
];

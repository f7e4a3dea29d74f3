import { join } from 'node:path';
import { AskedBalances } from '../measure/asked-balances';
import { Client, inLanes } from '../measure/client';
import { takeTurns, type Work } from '../measure/slice';
import { TableBalances } from '../measure/table-balances';
import { ComparisonSide } from '../sides/comparison-side';
import { HoldfastSide } from '../sides/holdfast-side';
import { Relay } from '../sides/relay';
import { Sandbox } from '../sides/sandbox';
import type { Side } from '../sides/side';
import { ratio, rowsOf, type Context, type Figure } from './figure';
import { newRequest } from './requests';

const HOLDFAST = 'Holdfast';
const PIPELINE = 'pipeline';
const WARM_UP_PAYOUTS = 1_200;

interface Settling {
  readonly side: HoldfastSide | ComparisonSide;
  readonly relay: Relay;
}

/** How the end of a payout is seen. */
type Balances = TableBalances | AskedBalances;
type Watched = Settling & { readonly balances: Balances };

/** What is timed: from the request, or from the arrival of the provider's notification. */
type Since = 'request' | 'notification';

interface Settlement {
  readonly lanes: number;
  /** In each turn. */
  readonly payouts: number;
  /** Before the turns; none unless given. */
  readonly warmUpPayouts?: number;
  readonly since: Since;
}

type StartSide = (sandbox: Sandbox) => Promise<Settling>;

/** Lets the sides settle in turns, over one simulated provider. `afterwards` runs while they still do. */
export async function settleSides(
  { rounds }: Context,
  starts: readonly StartSide[],
  { lanes, payouts, since, warmUpPayouts = 0 }: Settlement,
  afterwards: () => Promise<void> = () => Promise.resolve(),
) {
  const sandbox = await Sandbox.start();
  const both: Settling[] = [];
  const watched = new Map<Side, Watched>();
  try {
    for (const start of starts) both.push(await start(sandbox));
    for (const each of both) watched.set(each.side, await watch(each, lanes, since));
    for (const each of watched.values()) await settleOneTurn(each, lanes, warmUpPayouts, since);
    const turn = (side: Side) => settleOneTurn(watched.get(side)!, lanes, payouts, since);
    const summaries = await takeTurns([...watched.keys()], rounds, turn);
    await afterwards();
    return summaries;
  } finally {
    for (const { balances } of watched.values()) await balances.stop();
    for (const { side, relay } of both) {
      await side.stop();
      await relay.stop();
    }
    await sandbox.stop();
  }
}

async function watch({ side, relay }: Settling, lanes: number, since: Since): Promise<Watched> {
  const accounts = Array.from({ length: lanes }, (_, lane) => accountOf(lane));
  for (const account of accounts) await side.fund(account);
  if (since === 'notification')
    return { side, relay, balances: new AskedBalances(new Client(side.url, side.apiKey, lanes)) };
  const { url, table } = await side.balances();
  return { side, relay, balances: await TableBalances.watch(url, table, accounts) };
}

const settleBoth = (context: Context, settlement: Settlement) =>
  settleSides(
    context,
    [
      sandbox => startHoldfast(join(context.folder, 'holdfast'), HOLDFAST, sandbox),
      sandbox => startPipeline(context, sandbox),
    ],
    settlement,
  );

/** `args`: what runs as the service. */
export async function startHoldfast(
  folder: string,
  name: string,
  { settings }: Sandbox,
  args?: readonly string[],
): Promise<Settling> {
  const relay = await Relay.start();
  const env = { ...settings, PUBLIC_URL: relay.url };
  const side = await HoldfastSide.start(folder, env, name, args);
  relay.target = side.url;
  return { side, relay };
}

async function startPipeline({ folder, seeded }: Context, { settings }: Sandbox): Promise<Settling> {
  const relay = await Relay.start();
  const pipeline = { settings, publicUrl: relay.url };
  const options = { mode: 'function', folder: join(folder, 'pipeline'), seeded, pipeline } as const;
  const side = await ComparisonSide.start(options, PIPELINE);
  relay.target = side.url;
  return { side, relay };
}

const accountOf = (lane: number): string => `account-${lane}`;

/**
 * Each lane has an account of its own and one payout under way: it asks for it, waits for the notification, and then
 * until the payout has left the account's balance.
 */
async function settleOneTurn(
  { side, relay, balances }: Watched,
  lanes: number,
  payouts: number,
  since: Since,
): Promise<Work> {
  const client = new Client(side.url, side.apiKey, lanes);
  const latenciesMs: number[] = [];
  const free = Array.from({ length: lanes }, (_, lane) => accountOf(lane));
  await inLanes(lanes, { count: payouts }, async () => {
    const account = free.pop()!;
    latenciesMs.push(await settleOne({ client, relay, balances }, account, since));
    free.push(account);
  });
  await client.close();
  return { done: payouts, latenciesMs };
}

async function settleOne(
  { client, relay, balances }: Pick<Watched, 'relay' | 'balances'> & { client: Client },
  account: string,
  since: Since,
): Promise<number> {
  const before = await balances.total(account);
  const request = newRequest(account);
  const begunMs = performance.now();
  await client.send('/v1/payouts', request, request.externalReference);
  const arrivedMs = await relay.arrivalOf(request.externalReference);
  await balances.fallsBelow(account, before);
  return performance.now() - (since === 'request' ? begunMs : arrivedMs);
}

export const SETTLE: readonly Figure[] = [
  {
    name: 'settle',
    run: async context => {
      const summaries = await settleBoth(context, {
        lanes: 16,
        payouts: context.scale(400),
        warmUpPayouts: context.scale(WARM_UP_PAYOUTS),
        since: 'request',
      });
      return {
        title: 'Settle, 16 payouts under way',
        text: 'From the request to the balance without the payout, over the provider and its signed notification.',
        rows: rowsOf(summaries),
        plotted: 'perSecond',
        aims: [
          {
            what: 'Holdfast : pipeline',
            aim: '≥ 0.5',
            measured: ratio(summaries, [HOLDFAST, PIPELINE], 'perSecond'),
          },
        ],
      };
    },
  },
  {
    name: 'notification',
    run: async context => {
      const summaries = await settleBoth(context, {
        lanes: 4,
        payouts: context.scale(200),
        warmUpPayouts: context.scale(WARM_UP_PAYOUTS),
        since: 'notification',
      });
      return {
        title: 'From the notification to the balance',
        text: 'From the arrival of the notification to the balance without the payout, with 4 payouts under way.',
        rows: rowsOf(summaries),
        plotted: 'p99Ms',
        aims: [
          {
            what: 'p99 of Holdfast : pipeline',
            aim: '≤ 3',
            measured: ratio(summaries, [HOLDFAST, PIPELINE], 'p99Ms'),
          },
        ],
      };
    },
  },
];

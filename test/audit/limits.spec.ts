import { Books } from '../../src/audit/books';
import type { RecordedEvent } from '../../src/event-store/event-store';
import type { LimitChanged, LimitsApplied, LimitTerms } from '../../src/domain/limits/events';
import { derivedId } from '../../src/shared/ids';
import { LimitedWorld } from '../support/limited-world';
import { altered, saying, type Change } from './plant-violation';

const BRL = { currency: 'BRL' } as const;
const DAY: LimitTerms = { kind: 'ACCOUNT_DAY', ...BRL, amountMinor: 2_500n };

/** A history in which every kind of limit let payouts through, and refused others. */
async function history(): Promise<readonly RecordedEvent[]> {
  const world = new LimitedWorld();
  await world.open('merchant-1');
  await world.open('merchant-2');
  await world.set('all', DAY);
  await world.set('all', { kind: 'NIGHT', ...BRL, amountMinor: 9_000n, fromHour: 11, toHour: 13 });
  await world.set('all', { kind: 'FIRST_PAYMENT', ...BRL, amountMinor: 1_500n });
  await world.set('all', { kind: 'DUPLICATE', ...BRL, withinMinutes: 10, effect: 'block' });
  await world.set('client-shop', { kind: 'CLIENT_DAY', ...BRL, amountMinor: 3_500n });
  await world.set('provider-connectpsp', { kind: 'PER_PAYOUT', ...BRL, amountMinor: 1_450n });
  const process = world.process();
  await world.known(process);
  const said: string[] = [];
  const ask = async (over: object, document?: string) =>
    said.push(await world.pay(process, world.request(over, document)));
  await ask({ payoutId: 'p-1' });
  await ask({ payoutId: 'p-2' });
  await ask({ payoutId: 'p-3', amountMinor: 1_001n });
  await ask({ payoutId: 'p-4', accountId: 'merchant-2', amountMinor: 1_451n }, '52998224725');
  await ask({ payoutId: 'p-5', amountMinor: 1_400n }, '52998224725');
  await ask({ payoutId: 'p-6', amountMinor: 200n }, '11144477735');
  await ask({ payoutId: 'p-7', accountId: 'merchant-2', amountMinor: 1_000n });
  await ask({ payoutId: 'p-8', accountId: 'merchant-2', amountMinor: 901n }, '11144477735');
  expect(said).toEqual([
    'open',
    'all/DUPLICATE',
    'all/FIRST_PAYMENT',
    'provider-connectpsp/PER_PAYOUT',
    'open',
    'all/ACCOUNT_DAY',
    'open',
    'client-shop/CLIENT_DAY',
  ]);
  world.stop();
  return world.store.log;
}

const differences = (events: readonly RecordedEvent[]): string[] => {
  const books = new Books();
  for (const event of events) books.apply(event);
  return books.differences.first.map(({ invariant, detail }) => `${invariant} ${detail}`);
};

let events: readonly RecordedEvent[];
beforeAll(async () => void (events = await history()));

const decided =
  (key: string, change: Partial<LimitTerms>): Change =>
  event => {
    const data = event.body.data as LimitChanged;
    return event.body.type === 'LimitChanged' && data.key === key
      ? [saying(event, { terms: { ...data.terms!, ...change } })]
      : [event];
  };
const held =
  (payoutId: string, change: (limits: LimitsApplied) => Partial<LimitsApplied>): Change =>
  event => {
    const data = event.body.data as { payoutId?: string; limits?: LimitsApplied };
    return event.body.type === 'FundsHeld' && data.payoutId === payoutId
      ? [saying(event, { limits: { ...data.limits!, ...change(data.limits!) } })]
      : [event];
  };
const withoutShare =
  (payoutId: string): Change =>
  event =>
    event.body.type === 'LimitShareTaken' && (event.body.data as { payoutId: string }).payoutId === payoutId
      ? []
      : [event];

describe('the audit of limits', () => {
  it('finds nothing in what the service recorded', () => {
    expect(differences(events)).toEqual([]);
  });

  it.each<[string, Change]>([
    [
      'exceeds the limit all/ACCOUNT_DAY: 1000 + 1400 is above 2399',
      decided('ACCOUNT_DAY', { amountMinor: 2_399n }),
    ],
    ['is refused by all/ACCOUNT_DAY, which has room for it', decided('ACCOUNT_DAY', { amountMinor: 2_600n })],
    ['exceeds the limit all/NIGHT: 1000 + 1400 is above 2000', decided('NIGHT', { amountMinor: 2_000n })],
    ['counts for all/NIGHT, which does not apply', decided('NIGHT', { fromHour: 20, toHour: 6 })],
    [
      'exceeds the limit all/FIRST_PAYMENT: 0 + 1400 is above 1399',
      decided('FIRST_PAYMENT', { amountMinor: 1_399n }),
    ],
    [
      'is refused by all/FIRST_PAYMENT, which has room for it',
      decided('FIRST_PAYMENT', { amountMinor: 9_000n }),
    ],
    ['is refused by all/DUPLICATE, which has room for it', decided('DUPLICATE', { effect: 'warn' })],
    [
      'is refused by provider-connectpsp/PER_PAYOUT, which has room',
      decided('PER_PAYOUT', { amountMinor: 9_000n }),
    ],
    [
      'exceeds the limit provider-connectpsp/PER_PAYOUT: 0 + 1000 is above 999',
      decided('PER_PAYOUT', { amountMinor: 999n }),
    ],
    [
      'passes the limit all/ACCOUNT_DAY',
      held('p-1', ({ shares }) => ({ shares: shares.filter(({ kind }) => kind !== 'ACCOUNT_DAY') })),
    ],
    [
      'uses limits of all up to 2, after 3 was used',
      held('p-5', ({ versions }) => ({
        versions: versions.map(each => ({ ...each, revision: Math.min(each.revision, 2) })),
      })),
    ],
    [
      'uses limits of all that did not exist yet',
      held('p-1', ({ versions }) => ({ versions: versions.map(each => ({ ...each, revision: 9 })) })),
    ],
    [
      'exceeds the limit client-shop/CLIENT_DAY: no share of usage-client-shop-2026-11-30',
      withoutShare('p-7'),
    ],
    ['counts 999 of a payout of another amount', held('p-1', () => ({ amountMinor: 999n }))],
  ])('names it: %s', (words, change) => {
    const found = differences(
      altered({ events, providerRecords: [], commands: [], atRest: false }, change).events,
    );
    expect(found).toEqual(expect.arrayContaining([expect.stringContaining(`I17 ${words}`)]));
  });

  it('names a limit that one person raised', async () => {
    const world = new LimitedWorld();
    await world.set('all', DAY);
    await world.set('all', { ...DAY, amountMinor: 2_000n });
    const raised = world.store.log.map(event =>
      (event.body.data as LimitChanged).terms?.amountMinor === 2_000n
        ? saying(event, { terms: { ...DAY, amountMinor: 9_000n } })
        : event,
    );
    expect(differences(world.store.log)).toEqual([]);
    expect(differences(raised)).toEqual(['I17 all/ACCOUNT_DAY was raised by alice alone']);
  });

  it('names a share that is given back while its hold stands', async () => {
    const last = events.findLast(({ body }) => body.type === 'LimitShareTaken')!;
    const data = last.body.data as { usage: string; payoutId: string; amountMinor: bigint };
    const { usage, payoutId, amountMinor } = data;
    const body = { type: 'LimitShareReturned', data: { usage, payoutId, amountMinor } };
    const next = events.filter(({ streamId }) => streamId === usage).length;
    const given = { ...last, id: derivedId('given'), body, revision: BigInt(next) };
    const late = { ...given, position: { commit: 9_999n, prepare: 9_999n } };
    expect(differences([...events, late])).toEqual([
      `I17 payout ${payoutId} gives its share back and keeps its hold`,
    ]);
  });
});

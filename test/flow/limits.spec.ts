import { createApiKey } from '../../src/api/auth/keys/manage-keys';
import { systemClock } from '../../src/shared/clock';
import { systemRandom } from '../../src/shared/random';
import { payoutBody } from '../support/api-client';
import { eventually } from '../support/eventually';
import { serviceOfThisFile } from '../support/service';

const holdfast = serviceOfThisFile();

interface Said {
  readonly status: number;
  readonly body: {
    readonly status?: string;
    readonly code?: string;
    readonly changeId?: string;
    readonly limit?: object;
    readonly warnings?: readonly object[];
    readonly detail?: string;
    readonly errors?: readonly { field: string; message: string }[];
  };
}
type Send = (method: string, path: string, body?: object) => Promise<Said>;

async function person(name: string, kind: 'person' | 'service' = 'person'): Promise<Send> {
  const { store, url } = holdfast().service;
  const scopes = kind === 'person' ? (['limits'] as const) : (['payouts:request'] as const);
  const made = await createApiKey({ store, clock: systemClock, random: systemRandom }, name, scopes, {
    kind,
  });
  if (!made.ok) throw new Error(made.refusal);
  const headers = { Authorization: `Bearer ${made.value.key}`, 'Content-Type': 'application/json' };
  const send: Send = async (method, path, body) => {
    const response = await fetch(url + path, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Said['body'] };
  };
  await eventually(
    `the key of ${name} is known`,
    async () => (await send('GET', '/v1/limits')).status !== 401,
  );
  return send;
}

let alice: Send;
let bob: Send;
beforeAll(async () => {
  [alice, bob] = [await person('alice'), await person('bob')];
});

let requests = 0;
async function pay(accountId: string, amount: string, over: object = {}) {
  requests += 1;
  const body = { ...payoutBody(accountId, `${accountId} ${requests}`, amount), ...over };
  const answer = await holdfast().api.requestPayout<Said['body'] & { id: string }>(body);
  return { ...answer, sent: body };
}

async function funded(accountId: string) {
  await holdfast().api.openAccount(accountId);
  await holdfast().api.deposit(accountId, '10000.00', `funds of ${accountId}`, accountId);
}

const set = (send: Send, body: object) => send('PUT', '/v1/limits', { reason: 'a test', ...body });
/** The payout's own process has to have heard of the limit. */
const refusedBy = (accountId: string, amount: string, limit: string) =>
  eventually(`${limit} refuses`, async () => {
    const { status, body } = await pay(accountId, amount);
    return status === 422 && body.code === 'LIMIT_EXCEEDED' && body;
  });

describe('a limit on duplicates that warns', () => {
  it('lets the second payout through and names the first, also in a repeat after the end', async () => {
    await funded('double');
    const limit = { scope: 'account-double', kind: 'DUPLICATE', withinMinutes: 10, effect: 'warn' };
    expect(await set(alice, limit)).toMatchObject({ status: 200, body: { status: 'CONFIRMED' } });
    const warned = await eventually('the limit is known', async () => {
      const first = await pay('double', '3.00');
      const second = await pay('double', '3.00');
      return second.body.warnings && { first, second };
    });
    const { first, second } = warned;
    const warning = { code: 'DUPLICATE', message: expect.any(String) as string, payoutId: first.body.id };
    expect([second.status, second.body.warnings]).toEqual([202, [warning]]);
    const shown = await holdfast().api.get<Said['body']>(`/v1/payouts/${second.body.id}`);
    expect(shown.body.warnings).toEqual([warning]);
    await holdfast().ended(second as never);
    type Listed = {
      readonly items: readonly { readonly id: string; readonly warnings: readonly object[] }[];
    };
    const { items } = (await holdfast().api.get<Listed>('/v1/payouts?accountId=double')).body;
    expect(items.find(({ id }) => id === second.body.id)?.warnings).toEqual([warning]);
    expect(items.find(({ id }) => id === first.body.id)?.warnings).toEqual([]);
    const repeat = await holdfast().api.requestPayout(second.sent);
    expect(repeat.body).toEqual(second.body);
    expect((await pay('double', '3.01')).body.warnings).toBeUndefined();
    expect(await holdfast().violations()).toEqual([]);
  });
});

describe('a limit per account and day', () => {
  const LIMIT = { scope: 'account-limited', kind: 'ACCOUNT_DAY', amount: '100.00' };

  it('is set by one person at once, and refuses by its name, its figure and what is left', async () => {
    await funded('limited');
    expect(await set(alice, LIMIT)).toMatchObject({ status: 200, body: { status: 'CONFIRMED' } });
    const refused = await refusedBy('limited', '100.01', 'ACCOUNT_DAY');
    expect(refused).toMatchObject({
      limit: { name: 'account-limited/ACCOUNT_DAY', kind: 'ACCOUNT_DAY', figure: '100.00', left: '100.00' },
      detail:
        'The limit account-limited/ACCOUNT_DAY is 100.00 BRL for the account and this day; 100.00 BRL of it is left',
    });
    const held = await pay('limited', '60.00');
    expect(held.status).toBe(202);
    await holdfast().ended(held as never);
    expect(await pay('limited', '40.01')).toMatchObject({ status: 422, body: { limit: { left: '40.00' } } });
  });

  it('answers a repeat as the first request, also when there is room again', async () => {
    await funded('repeats');
    await set(alice, { ...LIMIT, scope: 'account-repeats' });
    const failing = await eventually('held', async () => {
      const answer = await pay('repeats', '100.00', { description: 'sandbox:fail' });
      return answer.status === 202 && answer;
    });
    const ended = await holdfast().ended(failing as never);
    expect(ended.status).toBe('FAILED');
    const again = await pay('repeats', '100.00');
    expect(again.status).toBe(202);
    const refused = await pay('repeats', '1.00');
    expect(refused.body).toMatchObject({ code: 'LIMIT_EXCEEDED', limit: { left: '0.00' } });
  });

  it('lets more through only when another person confirms it, and not before its time', async () => {
    const inThreeDays = new Date(Date.now() + 3 * 86_400_000).toISOString();
    const proposed = await set(alice, { ...LIMIT, amount: '200.00', from: inThreeDays });
    expect(proposed.body.status).toBe('PROPOSED');
    const path = `/v1/limits/account-limited/changes/${proposed.body.changeId}`;
    expect(await alice('POST', `${path}/confirm`)).toMatchObject({
      status: 409,
      body: { code: 'SECOND_PERSON_REQUIRED' },
    });
    expect(await bob('POST', `${path}/confirm`)).toMatchObject({
      status: 200,
      body: { status: 'CONFIRMED' },
    });
    expect(await bob('POST', `${path}/confirm`)).toMatchObject({ status: 200 });
    expect(await bob('POST', `${path}/withdraw`)).toMatchObject({
      status: 404,
      body: { code: 'LIMIT_CHANGE_NOT_FOUND' },
    });
    const listed = await alice('GET', '/v1/limits?scope=account-limited');
    expect(listed.body).toMatchObject({
      inForce: [
        {
          limit: 'account-limited/ACCOUNT_DAY',
          terms: { amount: '100.00' },
          used: '60.00',
          confirmedBy: null,
        },
      ],
      toCome: [
        { terms: { amount: '200.00' }, proposedBy: 'alice', confirmedBy: 'bob', effectiveFrom: inThreeDays },
      ],
      proposals: [],
    });
    expect((await pay('limited', '40.01')).status).toBe(422);
  });
});

describe('a limit that spans accounts', () => {
  it('per payee and day, whichever key and account the payee is paid by', async () => {
    await funded('one');
    await funded('other');
    const named = { name: 'Ana', document: '52998224725' };
    const to = (pixKey: string, pixKeyType: string) => ({
      payee: { ...named, destination: { type: 'PIX', pixKey, pixKeyType } },
    });
    await set(alice, { scope: 'all', kind: 'PAYEE_DAY', amount: '50.00' });
    await eventually(
      'the limit is known',
      async () => (await pay('one', '51.00', to('ana@example.com', 'EMAIL'))).status === 422,
    );
    expect((await pay('one', '30.00', to('ana@example.com', 'EMAIL'))).status).toBe(202);
    const refused = await pay('other', '30.00', to('52998224725', 'CPF'));
    expect(refused.body).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      limit: { name: 'all/PAYEE_DAY', left: '20.00' },
    });
    expect((await pay('other', '20.00', to('52998224725', 'CPF'))).status).toBe(202);
    const streams = new Set<string>();
    for await (const { streamId } of holdfast().service.store.readAll()) streams.add(streamId);
    const usage = [...streams].filter(stream => stream.startsWith('usage-'));
    expect(usage.length).toBeGreaterThan(0);
    expect(usage.join()).not.toContain('52998224725');
    await set(bob, { scope: 'all', kind: 'PAYEE_DAY', remove: true });
  });
});

describe('who may, and what is understood', () => {
  it('a service sets no limit', async () => {
    const service = await person('robot', 'service');
    expect((await set(service, { scope: 'all', kind: 'PER_PAYOUT', amount: '1.00' })).status).toBe(403);
  });

  it('every fault of a wrong request is named together', async () => {
    const wrong = { scope: 'provider-nobody', kind: 'NIGHT', fromHour: 24, effect: 'warn', until: 'soon' };
    const { status, body } = await set(alice, wrong);
    expect(status).toBe(400);
    expect(body.errors?.map(({ field }) => field).sort()).toEqual([
      'amount',
      'effect',
      'fromHour',
      'scope',
      'toHour',
      'until',
    ]);
    const elsewhere = await set(alice, {
      scope: 'client-shop',
      kind: 'NIGHT',
      amount: '1.00',
      fromHour: 1,
      toHour: 2,
    });
    expect(elsewhere.body.errors?.map(({ field }) => field)).toEqual(['kind']);
  });
});

describe('after a restart', () => {
  it('the counters and the limits are as before', async () => {
    await funded('restarted');
    await set(alice, { scope: 'account-restarted', kind: 'ACCOUNT_DAY', amount: '10.00' });
    await refusedBy('restarted', '10.01', 'ACCOUNT_DAY');
    expect((await pay('restarted', '7.00')).status).toBe(202);
    await holdfast().restart();
    expect((await pay('restarted', '3.01')).body).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      limit: { left: '3.00' },
    });
    expect((await pay('restarted', '3.00')).status).toBe(202);
    expect(await holdfast().violations()).toEqual([]);
  });
});

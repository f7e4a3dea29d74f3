import { RequestPayout } from '../../src/commands/payouts/request-payout';
import { Fault } from '../../src/shared/fault';
import { faultyFields, PAYOUT, post, startApi, type TestApi } from './support';

let api: TestApi;
beforeAll(async () => void (api = await startApi()));
afterAll(() => api.close());
beforeEach(() => api.dispatched.clear());

interface BatchBody {
  items: {
    idempotencyKey: string | null;
    status: number;
    body: { code?: string; errors?: { field: string }[] };
  }[];
}
const item = (index: number) => ({
  ...PAYOUT,
  idempotencyKey: `key-${index}`,
  externalReference: `reference-${index}`,
});
const send = async (items: unknown) =>
  (await post(api, '/v1/payouts/batch', { items }).expect(207)).body as BatchBody;

describe('POST /v1/payouts/batch', () => {
  it('answers each item as it would be answered alone, in their order', async () => {
    api.dispatched.command = command => {
      const { idempotencyKey } = command as RequestPayout;
      if (idempotencyKey === 'key-2') return { code: 'INSUFFICIENT_FUNDS', message: 'too little' };
      if (idempotencyKey === 'key-3') throw new Fault('event store', 'away');
      if (idempotencyKey === 'key-4') throw new TypeError('inside');
      return undefined;
    };
    const { items } = await send([
      item(0),
      { ...item(1), amount: 1, extra: 1 },
      item(2),
      item(3),
      item(4),
      'text',
      null,
      [],
      item(8),
    ]);
    expect(items.map(({ status }) => status)).toEqual([202, 400, 422, 503, 500, 400, 400, 400, 202]);
    expect(items.map(({ idempotencyKey }) => idempotencyKey)).toEqual([
      'key-0',
      'key-1',
      'key-2',
      'key-3',
      'key-4',
      null,
      null,
      null,
      'key-8',
    ]);
    expect(items[1]!.body.errors?.map(({ field }) => field).sort()).toEqual(['amount', 'extra']);
    expect(items[2]!.body.code).toBe('INSUFFICIENT_FUNDS');
    expect(JSON.stringify(items)).not.toContain('inside');
    const alone = await post(api, '/v1/payouts', { ...PAYOUT, externalReference: 'reference-8' }).expect(202);
    expect(items[8]!.body).toEqual(alone.body);
  });

  it('dispatches each valid item once, and no other item', async () => {
    const count = 500;
    const { items } = await send(Array.from({ length: count }, (_, index) => item(index)));
    expect(items.every(({ status }) => status === 202)).toBe(true);
    const keys = (api.dispatched.commands as RequestPayout[]).map(({ idempotencyKey }) => idempotencyKey);
    expect(new Set(keys).size).toBe(count);
    expect(keys).toHaveLength(count);
  });

  it('limits the items that run at one time', async () => {
    let under = 0;
    let most = 0;
    const answer = api.dispatched.answer.bind(api.dispatched);
    const watched = jest.spyOn(api.dispatched, 'answer').mockImplementation(async (command, body) => {
      most = Math.max(most, ++under);
      await new Promise(resolve => setImmediate(resolve));
      under -= 1;
      return answer(command, body) as never;
    });
    await send(Array.from({ length: 200 }, (_, index) => item(index)));
    watched.mockRestore();
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(32);
  });

  it('carries the last position of its items, and none when nothing was written', async () => {
    const written = await post(api, '/v1/payouts/batch', { items: [item(1), {}] }).expect(207);
    expect(written.headers['ledger-position']).toBe('4711/4711');
    const nothing = await post(api, '/v1/payouts/batch', { items: [{}] }).expect(207);
    expect(nothing.headers['ledger-position']).toBeUndefined();
  });

  it.each([
    ['items', []],
    ['items', {}],
    ['items', null],
    ['items', 'x'],
    ['items', Array.from({ length: 501 }, () => ({}))],
    ['items', undefined],
  ])('refuses %s = %p as a whole', async (field, items) => {
    expect(faultyFields(await post(api, '/v1/payouts/batch', { items }).expect(400))).toEqual([field]);
    expect(api.dispatched.commands).toEqual([]);
  });

  it('refuses another field beside the items', async () => {
    expect(
      faultyFields(await post(api, '/v1/payouts/batch', { items: [item(1)], mode: 'all' }).expect(400)),
    ).toEqual(['mode']);
    expect(api.dispatched.commands).toEqual([]);
  });

  it.each([undefined, '', 7, 'é', 'x'.repeat(256)])(
    'names an item’s idempotencyKey %p',
    async idempotencyKey => {
      const { items } = await send([{ ...item(1), idempotencyKey }]);
      expect(items[0]).toMatchObject({
        idempotencyKey: null,
        status: 400,
        body: { errors: [{ field: 'idempotencyKey' }] },
      });
      expect(api.dispatched.commands).toEqual([]);
    },
  );
});

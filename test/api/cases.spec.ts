import { ResolveCase } from '../../src/commands/cases/resolve-case';
import { newEvents } from '../../src/event-store/new-events';
import { ListCases } from '../../src/queries/cases/list-cases';
import { createApiKey } from '../../src/api/auth/keys/manage-keys';
import { systemClock } from '../../src/shared/clock';
import { systemRandom } from '../../src/shared/random';
import { until } from '../projections/postgres';
import { faultyFields, ORIGIN, get, post, startApi, type TestApi } from './support';

let api: TestApi;
const ID = '0d8f7c1e-5b5e-5f5f-8a53-d1f1a7c8e210';
const PAYOUT_ID = '6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d';
const DECIDING = '{"name":"Maria Silva","status":"taken"}';
const RAW = { encoding: 'utf8', rawBody: '{"name":"Maria Silva"}' };

const append = (stream: string, ...bodies: { type: string; data: object }[]) =>
  api.store.append(
    stream,
    'no_stream',
    newEvents(
      stream,
      bodies,
      { causationId: ID, correlationId: ID, actor: 'test' },
      new Date('2026-03-01T12:00:00Z'),
    ),
  );

beforeAll(async () => {
  api = await startApi();
  await append(`case-${ID}`, { type: 'CaseOpened', data: { caseId: ID } });
  const answered = {
    type: 'ProviderExchanged',
    data: { personal: { requestBody: 'r', answerBody: DECIDING } },
  };
  await append(
    `payout-${PAYOUT_ID}`,
    { type: 'PayoutRequested', data: { payoutId: PAYOUT_ID, personal: { payee: 'Maria Silva' } } },
    answered,
    { type: 'PayoutSubmitted', data: { payoutId: PAYOUT_ID } },
  );
  const exchange = { type: 'ProviderExchanged', data: { personal: { requestBody: 'r', answerBody: 'a' } } };
  await append(`exchange-${PAYOUT_ID}`, ...Array.from({ length: 101 }, () => exchange));
  await append('notification-connectpsp-abc', {
    type: 'ProviderNotificationReceived',
    data: { personal: RAW },
  });
  await append('notification-connectpsp-def', {
    type: 'ProviderNotificationReceived',
    data: { personal: RAW },
  });
});
afterAll(() => api.close());
beforeEach(() => api.dispatched.clear());

const keyWith = async (...scopes: ('commands' | 'accounting' | 'audit' | 'admin')[]): Promise<string> => {
  const tools = { store: api.store, clock: systemClock, random: systemRandom };
  const made = await createApiKey(tools, `client-${scopes.join('-')}`, scopes);
  if (!made.ok) throw new Error(made.refusal);
  await until(async () => (await get(api, '/v1/cases', made.value.key)).status !== 401);
  return made.value.key;
};

interface Evidence {
  readonly [part: string]: readonly { type: string; stream: string; data: { personal?: unknown } }[];
}
const evidenceFor = async (key: string): Promise<Evidence> =>
  ((await get(api, `/v1/cases/${ID}`, key).expect(200)).body as { evidence: Evidence }).evidence;

describe('a case', () => {
  it('comes with all evidence as recorded, and names the streams that have more', async () => {
    const evidence = await evidenceFor(await keyWith('audit'));
    expect(evidence).toMatchObject({
      case: [{ type: 'CaseOpened', stream: `case-${ID}`, revision: 0 }],
      payout: [
        { type: 'PayoutRequested', data: { personal: { payee: 'Maria Silva' } } },
        { type: 'PayoutSubmitted' },
      ],
      notifications: [
        { stream: 'notification-connectpsp-abc', data: { personal: RAW } },
        { stream: 'notification-connectpsp-def', data: { personal: RAW } },
      ],
      more: [`exchange-${PAYOUT_ID}`],
    });
    // The one that the acceptance rests on stands in the payout's stream and is the oldest.
    expect(evidence.exchanges).toHaveLength(101);
    expect(evidence.exchanges!.slice(0, 2)).toMatchObject([
      { stream: `payout-${PAYOUT_ID}`, data: { personal: { answerBody: DECIDING } } },
      { stream: `exchange-${PAYOUT_ID}`, data: { personal: { answerBody: 'a' } } },
    ]);
  });

  it.each(['commands', 'accounting'] as const)('shows %s no raw text of the provider', async scope => {
    const evidence = await evidenceFor(await keyWith(scope));
    expect(evidence.payout![0]).toMatchObject({ data: { personal: { payee: 'Maria Silva' } } });
    const raw = [...evidence.exchanges!, ...evidence.notifications!];
    expect(raw.map(({ data }) => data.personal)).toEqual(Array.from({ length: 103 }, () => null));
    expect(JSON.stringify([evidence.exchanges, evidence.notifications])).not.toContain('Maria');
  });

  it.each(['commands', 'accounting', 'audit'] as const)(
    'has a payout whose history shows %s its exchanges without their texts',
    async scope => {
      const key = await keyWith(scope);
      const { body } = await get(api, `/v1/payouts/${PAYOUT_ID}/events`, key).expect(200);
      const { items } = body as { items: { type: string; data: { personal?: unknown } }[] };
      expect(items.map(({ type, data }) => [type, data.personal])).toEqual([
        ['PayoutRequested', { payee: 'Maria Silva' }],
        ['ProviderExchanged', null],
        ['PayoutSubmitted', undefined],
      ]);
    },
  );

  it('has a payout whose stream shows the texts to an auditor, and nothing to others', async () => {
    const path = `/v1/audit/streams/payout-${PAYOUT_ID}`;
    const { body } = await get(api, path, await keyWith('audit')).expect(200);
    const { items } = body as { items: { data: { personal?: unknown } }[] };
    expect(items[1]!.data.personal).toEqual({ requestBody: 'r', answerBody: DECIDING });
    for (const scope of ['commands', 'accounting'] as const)
      await get(api, path, await keyWith(scope)).expect(403);
  });

  it('is 404 when it does not exist', async () => {
    api.dispatched.query = () => ({ code: 'CASE_NOT_FOUND', message: 'none' });
    for (const id of [ID, 'no-uuid']) {
      expect((await get(api, `/v1/cases/${id}`).expect(404)).body).toMatchObject({ code: 'CASE_NOT_FOUND' });
    }
  });
});

describe('the list of cases', () => {
  it('has the cases that are not resolved, unless the status asks for others', async () => {
    await get(api, '/v1/cases').expect(200);
    await get(api, `/v1/cases?status=RESOLVED&kind=FEE_ABOVE_HOLD&payoutId=${PAYOUT_ID}&limit=3`).expect(200);
    expect(api.dispatched.queries).toEqual([
      new ListCases('*', { status: 'UNRESOLVED', kind: undefined, payoutId: undefined }, 50),
      new ListCases('*', { status: 'RESOLVED', kind: 'FEE_ABOVE_HOLD', payoutId: PAYOUT_ID }, 3),
    ]);
    expect(faultyFields(await get(api, '/v1/cases?status=LOST&kind=ODD').expect(400))).toEqual([
      'kind',
      'status',
    ]);
  });
});

describe('a decision', () => {
  const reason = 'ticket 4711';
  it.each<[object, ResolveCase['decision']]>([
    [{ decision: 'SEND_AGAIN' }, { type: 'SEND_AGAIN' }],
    [{ decision: 'DISMISS' }, { type: 'DISMISS' }],
    [{ decision: 'MARK_FAILED' }, { type: 'MARK_FAILED' }],
    [{ decision: 'MARK_PAID' }, { type: 'MARK_PAID', feeAmountMinor: null, endToEndId: null }],
    [
      { decision: 'MARK_PAID', feeAmount: '0.50', endToEndId: 'E1' },
      { type: 'MARK_PAID', feeAmountMinor: 50n, endToEndId: 'E1' },
    ],
    [{ decision: 'ACCEPT_EVIDENCE' }, { type: 'ACCEPT_EVIDENCE', payoutId: null }],
    [
      { decision: 'ACCEPT_EVIDENCE', payoutId: PAYOUT_ID },
      { type: 'ACCEPT_EVIDENCE', payoutId: PAYOUT_ID },
    ],
    [
      { decision: 'WRITE_OFF', amount: '50.00', direction: 'LEFT_FLOAT' },
      { type: 'WRITE_OFF', amountMinor: 5_000n, direction: 'LEFT_FLOAT' },
    ],
  ])('%j is told as it is meant', async (body, decision) => {
    const response = await post(api, `/v1/cases/${ID}/resolve`, { ...body, reason }).expect(202);
    expect(response.body).toEqual({ id: ID, status: 'PROPOSED' });
    expect(response.headers['ledger-position']).toBe('4711/4711');
    expect(api.dispatched.commands).toEqual([
      new ResolveCase('admin', 'key-1', ID, decision, reason, null, ORIGIN),
    ]);
  });

  it.each<[object, string[]]>([
    [{}, ['decision']],
    [{ decision: 'GIVE_UP' }, ['decision']],
    [{ decision: 'WRITE_OFF' }, ['amount', 'direction']],
    [{ decision: 'WRITE_OFF', amount: '0.00', direction: 'LEFT_FLOAT' }, ['amount']],
    [{ decision: 'WRITE_OFF', amount: 5, direction: 'UP' }, ['amount', 'direction']],
    [{ decision: 'DISMISS', amount: '50.00' }, ['amount']],
    [{ decision: 'MARK_FAILED', feeAmount: '0.50' }, ['feeAmount']],
    [{ decision: 'MARK_PAID', feeAmount: '0.5' }, ['feeAmount']],
    [{ decision: 'MARK_PAID', payoutId: PAYOUT_ID }, ['payoutId']],
    [{ decision: 'ACCEPT_EVIDENCE', payoutId: 'x' }, ['payoutId']],
  ])('%j is refused', async (body, fields) => {
    const response = await post(api, `/v1/cases/${ID}/resolve`, { ...body, reason }).expect(400);
    expect(faultyFields(response)).toEqual(fields);
    expect(api.dispatched.commands).toEqual([]);
  });

  it('needs a reason, a key, and the scope', async () => {
    expect(
      faultyFields(await post(api, `/v1/cases/${ID}/resolve`, { decision: 'DISMISS' }).expect(400)),
    ).toEqual(['reason']);
    const body = { decision: 'DISMISS', reason };
    expect(
      faultyFields(await post(api, `/v1/cases/${ID}/resolve`, body).unset('Idempotency-Key').expect(400)),
    ).toEqual(['Idempotency-Key']);
    await post(api, `/v1/cases/${ID}/resolve`, body, await keyWith('accounting', 'audit')).expect(403);
    expect(api.dispatched.commands).toEqual([]);
  });

  it.each([
    ['CASE_NOT_FOUND', 404],
    ['CASE_RESOLVED', 409],
    ['CASE_DECIDED', 409],
    ['SECOND_PERSON_REQUIRED', 409],
    ['DECISION_NOT_POSSIBLE', 422],
  ] as const)('that meets %s is answered with %i', async (code, status) => {
    api.dispatched.command = () => ({ code, message: 'no' });
    const body = { decision: 'DISMISS', reason };
    expect((await post(api, `/v1/cases/${ID}/resolve`, body).expect(status)).body).toMatchObject({ code });
  });
});

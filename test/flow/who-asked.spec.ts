import { createApiKey, type NewKey } from '../../src/api/auth/keys/manage-keys';
import type { Scope } from '../../src/api/auth/keys/scopes';
import type { RecordedEvent } from '../../src/event-store/event-store';
import { systemClock } from '../../src/shared/clock';
import { systemRandom } from '../../src/shared/random';
import { payoutBody } from '../support/api-client';
import { eventually } from '../support/eventually';
import { serviceOfThisFile } from '../support/service';
import { allEvents } from '../support/world';

const holdfast = serviceOfThisFile(() => ({ env: { LIMIT_RAISE_HOURS: '0' } }));

const PERSON: readonly Scope[] = [
  ...(['accounts:open', 'deposits:record', 'payouts:request', 'payouts:read'] as const),
  ...(['cases:read', 'cases:decide', 'limits', 'audit', 'keys', 'reconciliation', 'ledger:read'] as const),
];

async function keyOf(name: string): Promise<NewKey> {
  const { store } = holdfast().service;
  const tools = { store, clock: systemClock, random: systemRandom };
  const made = await createApiKey(tools, name, PERSON, { kind: 'person', accounts: '*' });
  if (!made.ok) throw new Error(made.refusal);
  await eventually('the key is known', async () => (await get(made.value, '/v1/cases')).status === 200);
  return made.value;
}

interface Told {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

async function send(
  { key }: NewKey,
  method: string,
  path: string,
  requestId: string,
  body?: object | string,
): Promise<Told> {
  const response = await fetch(holdfast().service.url + path, {
    method,
    headers: {
      Authorization: `Bearer ${key}`,
      'Content-Type': typeof body === 'string' ? 'text/csv' : 'application/json',
      'Idempotency-Key': requestId,
      'X-Request-Id': requestId,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  expect(response.headers.get('x-request-id')).toBe(requestId);
  const told = { status: response.status, body: (await response.json()) as Told['body'] };
  if (method !== 'GET') expect([path, told.status < 300 ? 'done' : told]).toEqual([path, 'done']);
  return told;
}

const get = (by: NewKey, path: string): Promise<Told> => send(by, 'GET', path, 'a-request-that-reads');

/** Every command of the API once. Its request id is its name. */
async function askForEverything(ana: NewKey, bia: NewKey): Promise<void> {
  const by = (who: NewKey, method: string, path: string, requestId: string, body: object | string = {}) =>
    send(who, method, path, `request-${requestId}`.padEnd(16, '-'), body);
  await by(ana, 'POST', '/v1/accounts', 'open', { id: 'asked', name: 'Asked' });
  const deposit = { amount: '100.00', reference: 'asked', provider: 'connectpsp' };
  const { body } = await by(ana, 'POST', '/v1/accounts/asked/deposits', 'deposit', deposit);
  await by(ana, 'PUT', '/v1/limits', 'limit', {
    scope: 'all',
    kind: 'CLIENT_DAY',
    amount: '90.00',
    reason: 'first',
  });
  const raised = { scope: 'all', kind: 'CLIENT_DAY', amount: '95.00', reason: 'more' };
  const raise = await by(ana, 'PUT', '/v1/limits', 'raise', raised);
  const changes = `/v1/limits/all/changes/${String(raise.body['changeId'])}`;
  await by(bia, 'POST', `${changes}/confirm`, 'confirm');
  const rule = {
    text: 'two see it',
    approvals: 1,
    conditions: { amountAtLeast: { amount: '20.00' } },
    reason: 'first',
  };
  await by(ana, 'PUT', '/v1/approval-rules/two', 'rule', rule);
  await by(bia, 'PUT', '/v1/approval-rules/two', 'rule-confirmed', rule);
  await by(ana, 'POST', '/v1/payouts', 'payout', payoutBody('asked', 'asked-1', '5.00'));
  const items = [{ idempotencyKey: 'asked-2', ...payoutBody('asked', 'asked-2', '6.00') }];
  await by(ana, 'POST', '/v1/payouts/batch', 'batch', { items });
  const waiting = await by(ana, 'POST', '/v1/payouts', 'waiting-1', payoutBody('asked', 'asked-3', '21.00'));
  await by(bia, 'POST', `/v1/payouts/${String(waiting.body['id'])}/approve`, 'approve');
  const second = await by(ana, 'POST', '/v1/payouts', 'waiting-2', payoutBody('asked', 'asked-4', '22.00'));
  const payoutIds = [second.body['id']];
  await by(bia, 'POST', '/v1/approvals', 'approvals', { payoutIds, count: 1, total: '22.00' });
  const reversal = { amount: '100.00', overdraft: '100.00', reason: 'entered twice' };
  const path = `/v1/accounts/asked/deposits/${String(body['id'])}/reversal`;
  const proposed = await by(ana, 'POST', path, 'reversal', reversal);
  const dismissal = { decision: 'DISMISS', reason: 'it is right' };
  await by(bia, 'POST', `/v1/cases/${String(proposed.body['id'])}/resolve`, 'dismissal', dismissal);
  const header = 'type,status,provider_id,external_reference,end_to_end_id,amount,fee,date\n';
  const statement =
    '/v1/reconciliations?provider=connectpsp&from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z';
  await by(
    ana,
    'POST',
    statement,
    'statement',
    `${header}PAYOUT,COMPLETED,x,y,,1.00,0.00,2020-01-01T10:00:00Z\n`,
  );
  const wish = { clientName: 'till', kind: 'service', scopes: ['payouts:read'] };
  const { id } = (await by(ana, 'POST', '/v1/keys', 'key-made', wish)).body;
  await by(ana, 'POST', `/v1/keys/${String(id)}/revoke`, 'key-revoked');
}

const isClients = ({ metadata }: RecordedEvent): boolean => metadata.actor.startsWith('client:');

describe('who asked', () => {
  let ana: NewKey;
  let bia: NewKey;
  let events: RecordedEvent[];
  beforeAll(async () => {
    [ana, bia] = [await keyOf('ana'), await keyOf('bia')];
    await askForEverything(ana, bia);
    events = await allEvents(holdfast().service.store);
  });

  it('stands in every event that a command writes: the client, its key and the request', () => {
    const nameless = events.filter(event => {
      const { actor, keyId, requestId } = event.metadata;
      const key = actor === 'client:ana' ? ana.keyId : bia.keyId;
      return isClients(event) && (keyId !== key || !requestId?.startsWith('request-'));
    });
    expect(nameless.map(({ streamId, body, metadata }) => ({ streamId, type: body.type, metadata }))).toEqual(
      [],
    );
    const requests = new Set(events.filter(isClients).map(({ metadata }) => metadata.requestId));
    expect([...requests].sort()).toEqual(
      [
        ...['open', 'deposit', 'limit', 'raise', 'confirm', 'rule', 'rule-confirmed', 'payout', 'batch'],
        ...['waiting-1', 'waiting-2', 'approve', 'approvals', 'reversal', 'dismissal', 'statement'],
        ...['key-made', 'key-revoked'],
      ]
        .map(name => `request-${name}`.padEnd(16, '-'))
        .sort(),
    );
  });

  it('stands in no event that the saga or a provider writes', () => {
    const others = events.filter(event => !isClients(event));
    expect(others.length).toBeGreaterThan(5);
    expect(others.filter(({ metadata }) => metadata.keyId ?? metadata.requestId)).toEqual([]);
  });

  it('is shown by the events of a payout, by the streams of the audit and by the explanation', async () => {
    const requested = events.find(({ body }) => body.type === 'PayoutRequested')!;
    const id = requested.streamId.slice('payout-'.length);
    const asked = { actor: 'client:ana', keyId: ana.keyId, requestId: 'request-payout--' };
    const item = { type: 'PayoutRequested', metadata: expect.objectContaining(asked) as object };
    for (const path of [`/v1/payouts/${id}/events`, `/v1/audit/streams/payout-${id}`]) {
      const { body } = await get(ana, path);
      expect(body['items']).toEqual(expect.arrayContaining([expect.objectContaining(item)]));
    }
    const explained = await eventually('the payout is explained', async () => {
      const { status, body } = await get(ana, `/v1/payouts/${id}/explain`);
      return status === 200 && (body['steps'] as object[]);
    });
    expect(explained[0]).toMatchObject({ event: 'PayoutRequested', ...asked });
    expect(explained).toContainEqual(
      expect.objectContaining({
        event: 'PayoutSubmissionStarted',
        actor: 'saga',
        keyId: null,
        requestId: null,
      }),
    );
  });
});

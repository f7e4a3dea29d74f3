import { anotherClient, type Post } from '../support/another-client';
import { eventually } from '../support/eventually';
import { serviceOfThisFile } from '../support/service';

const holdfast = serviceOfThisFile();
let alice: Post;
let bob: Post;

beforeAll(async () => {
  alice = await anotherClient(holdfast().service, 'alice');
  bob = await anotherClient(holdfast().service, 'bob');
});

const NOT_OURS = { amount: '100.00', reason: 'it arrived for somebody else' };

/** A funded account, and the way to its deposit's reversal. */
async function funded(accountId: string, reference = accountId) {
  const { api } = holdfast();
  await api.openAccount(accountId);
  const { body } = await api.deposit(accountId, '100.00', `funds of ${accountId}`, reference);
  return { path: `/v1/accounts/${accountId}/deposits/${body['id']}/reversal`, depositId: body['id']! };
}

const statusOf = ({ status, body }: Awaited<ReturnType<Post>>) => [status, body['code'] ?? body['status']];

interface CaseView {
  readonly status: string;
  readonly resolution: string | null;
  readonly decision: { readonly failure: string | null } | null;
}

const resolved = (caseId: string) =>
  eventually(`case ${caseId} is resolved`, async () => {
    const { body } = await holdfast().api.get<CaseView>(`/v1/cases/${caseId}`);
    return body.status === 'RESOLVED' && body;
  });

const emptied = (accountId: string, total = '0.00') =>
  eventually(`${accountId} has ${total}`, async () => (await holdfast().balance(accountId)).total === total);

describe('a deposit that was entered wrongly', () => {
  it('is taken back by two people, and entered again as it should have been', async () => {
    const { api } = holdfast();
    const { path, depositId } = await funded('wrong-account', 'wire-9');
    await api.openAccount('right-account');
    const proposed = await alice(path, NOT_OURS, 'k1');
    expect(statusOf(proposed)).toEqual([202, 'PROPOSED']);
    expect(statusOf(await alice(path, NOT_OURS, 'k2'))).toEqual([409, 'SECOND_PERSON_REQUIRED']);
    expect(await holdfast().balance('wrong-account')).toMatchObject({ total: '100.00' });
    const confirmed = await bob(path, NOT_OURS, 'k1');
    expect(statusOf(confirmed)).toEqual([202, 'CONFIRMED']);
    expect(await resolved(confirmed.body['id']!)).toMatchObject({
      resolution: 'REVERSE_DEPOSIT',
      decision: { depositId, amount: '100.00', overdraft: '0.00', proposedBy: 'alice', confirmedBy: 'bob' },
    });
    await emptied('wrong-account');
    expect((await holdfast().entries('accountId=wrong-account')).map(({ eventType }) => eventType)).toContain(
      'DepositReversed',
    );
    // Both are told the same again, and what is taken back is not taken back twice.
    expect(await alice(path, NOT_OURS, 'k1')).toEqual(proposed);
    expect(statusOf(await alice(path, NOT_OURS, 'k3'))).toEqual([409, 'CASE_RESOLVED']);
    const again = await api.deposit('wrong-account', '10.00', 'the right amount', 'wire-9');
    expect([again.status, again.body['amount']]).toEqual([201, '10.00']);
    expect((await api.deposit('right-account', '100.00', 'the right account', 'wire-9')).status).toBe(201);
    expect(await holdfast().violations()).toEqual([]);
  });

  it('is not taken back below what is available unless both say that they know how far', async () => {
    const { api } = holdfast();
    const { path } = await funded('spent');
    await holdfast().payOut({
      accountId: 'spent',
      provider: 'connectpsp',
      amount: '30.00',
      externalReference: 'spent-1',
      description: null,
      payee: {
        name: 'Maria Silva',
        document: '12345678909',
        destination: { type: 'PIX', pixKeyType: 'CPF', pixKey: '12345678909' },
      },
    });
    const before = await holdfast().recorded();
    const refused = await alice(path, NOT_OURS, 'known');
    expect(statusOf(refused)).toEqual([422, 'WOULD_OVERDRAW']);
    expect(refused.body['detail']).toContain('"overdraft": "30.00"');
    expect(statusOf(await alice(path, { ...NOT_OURS, overdraft: '29.99' }, 'known'))).toEqual([
      422,
      'WOULD_OVERDRAW',
    ]);
    expect(await holdfast().recorded()).toBe(before);
    const known = { ...NOT_OURS, overdraft: '30.00' };
    expect(statusOf(await alice(path, known, 'known'))).toEqual([202, 'PROPOSED']);
    expect(statusOf(await bob(path, known, 'known'))).toEqual([202, 'CONFIRMED']);
    await emptied('spent', '-30.00');
    await api.deposit('spent', '30.00', 'what was missing');
    expect(await holdfast().violations()).toEqual([]);
  });

  it('can be proposed again after the case was dismissed', async () => {
    const { path } = await funded('dismissed');
    const { body } = await alice(path, NOT_OURS, 'd1');
    const dismissal = { decision: 'DISMISS', reason: 'it is right' };
    expect(statusOf(await bob(`/v1/cases/${body['id']}/resolve`, dismissal, 'd2'))).toEqual([
      202,
      'CONFIRMED',
    ]);
    await resolved(body['id']!);
    const again = await bob(path, NOT_OURS, 'd3');
    expect([again.status, again.body['status'], again.body['id'] === body['id']]).toEqual([
      202,
      'PROPOSED',
      false,
    ]);
    expect((await alice(path, NOT_OURS, 'd1')).body['id']).toBe(body['id']);
    expect(await holdfast().balance('dismissed')).toMatchObject({ total: '100.00' });
  });

  it.each([
    ['another amount', 'strict-1', { ...NOT_OURS, amount: '99.99' }, 400, 'VALIDATION_FAILED'],
    ['no reason', 'strict-2', { amount: '100.00' }, 400, 'VALIDATION_FAILED'],
    ['an overdraft that is none', 'strict-3', { ...NOT_OURS, overdraft: '-1' }, 400, 'VALIDATION_FAILED'],
  ])('is not taken back with %s, and nothing is written', async (_, accountId, body, status, code) => {
    const { path } = await funded(accountId);
    const before = await holdfast().recorded();
    expect(statusOf(await alice(path, body, 'strict'))).toEqual([status, code]);
    expect(await holdfast().recorded()).toBe(before);
  });

  it('opens no case for a key that was used for another deposit', async () => {
    const { path } = await funded('other-key');
    await alice((await funded('first-key')).path, NOT_OURS, 'used');
    const before = await holdfast().recorded();
    expect(statusOf(await alice(path, NOT_OURS, 'used'))).toEqual([409, 'IDEMPOTENCY_KEY_REUSED']);
    expect(await holdfast().recorded()).toBe(before);
  });

  it.each([
    ['an account that was never opened', 'nobody', 404, 'ACCOUNT_NOT_FOUND'],
    ['a deposit that was never made', 'strict-1', 404, 'DEPOSIT_NOT_FOUND'],
  ])('is not found for %s', async (_, accountId, status, code) => {
    const path = `/v1/accounts/${accountId}/deposits/6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d/reversal`;
    expect(statusOf(await alice(path, NOT_OURS, `nobody ${accountId}`))).toEqual([status, code]);
  });
});

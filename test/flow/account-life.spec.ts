import { payoutBody } from '../support/api-client';
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

const OWNER = { name: 'Maria Silva', document: '12345678909' };
const REASON = { reason: 'the customer has left' };
const LATER = { amount: '1.00', reference: 'later', provider: 'connectpsp' };
const codeOf = ({ status, body }: Awaited<ReturnType<Post>>) => [status, body['code'] ?? body['status']];

describe('an account', () => {
  it('names its owner, whom a repeat has to name too', async () => {
    const { api } = holdfast();
    const open = (owner?: object) =>
      alice('/v1/accounts', { id: 'owned', name: 'Owned', ...(owner && { owner }) }, 'open');
    expect([(await open(OWNER)).status, (await open(OWNER)).status]).toEqual([201, 201]);
    expect((await open()).status).toBe(409);
    expect((await open({ ...OWNER, document: '12345678900' })).status).toBe(400);
    expect((await api.get('/v1/accounts/owned')).body).toMatchObject({ owner: OWNER, status: 'OPEN' });
  });

  it('is not closed while money is on it or a case is open, and the answer names each', async () => {
    const { api } = holdfast();
    await api.openAccount('busy');
    const { body: deposit } = await api.deposit('busy', '100.00');
    const proposed = await alice(
      `/v1/accounts/busy/deposits/${deposit['id']}/reversal`,
      { amount: '100.00', reason: 'entered twice' },
      'r1',
    );
    const refused = await alice('/v1/accounts/busy/close', REASON, 'c1');
    expect(codeOf(refused)).toEqual([409, 'ACCOUNT_NOT_CLOSABLE']);
    expect(refused.body['obstacles']).toMatchObject({
      available: '100.00',
      held: '0.00',
      payoutIds: [],
      caseIds: [proposed.body['id']],
    });
    expect(refused.body['detail']).toContain('100.00 BRL are available; open cases: 1');
  });

  it('takes nothing once it is closed, and two people reopen it', async () => {
    const { api } = holdfast();
    await api.openAccount('left');
    const closed = await alice('/v1/accounts/left/close', REASON, 'c2');
    expect(codeOf(closed)).toEqual([200, 'CLOSED']);
    expect(await alice('/v1/accounts/left/close', REASON, 'c2')).toEqual(closed);
    expect(codeOf(await alice('/v1/accounts/left/close', { reason: 'another' }, 'c2'))).toEqual([
      409,
      'IDEMPOTENCY_KEY_REUSED',
    ]);
    const refused = await api.deposit('left', '1.00');
    expect([refused.status, refused.body['code']]).toEqual([422, 'ACCOUNT_CLOSED']);
    const payout = await api.requestPayout<{ code: string }>(payoutBody('left', 'left-1', '5.00'));
    expect([payout.status, payout.body.code]).toEqual([422, 'ACCOUNT_CLOSED']);
    expect((await api.get('/v1/accounts/left')).body).toMatchObject({
      status: 'CLOSED',
      closedAt: closed.body['closedAt'],
    });
    const again = '/v1/accounts/left/reopen';
    expect(codeOf(await alice(again, { reason: 'back' }, 'o1'))).toEqual([202, 'PROPOSED']);
    expect(codeOf(await alice(again, { reason: 'back' }, 'o2'))).toEqual([409, 'SECOND_PERSON_REQUIRED']);
    expect(codeOf(await bob(again, { reason: 'back' }, 'o1'))).toEqual([202, 'CONFIRMED']);
    await eventually(
      'the account is open again',
      async () => (await alice('/v1/accounts/left/deposits', LATER, 'later')).status === 201,
    );
    expect(codeOf(await alice(again, { reason: 'back' }, 'o3'))).toEqual([409, 'ACCOUNT_NOT_CLOSED']);
    expect(await holdfast().violations()).toEqual([]);
  });
});

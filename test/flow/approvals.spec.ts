import { anotherClient, commandsTo, type Post } from '../support/another-client';
import { ADMIN_KEY, payoutBody } from '../support/api-client';
import { eventually } from '../support/eventually';
import { serviceOfThisFile } from '../support/service';
import type { PageView, PayoutView } from '../support/views';

const holdfast = serviceOfThisFile();
let ana: Post;
let bea: Post;
let admin: Post;

interface WaitingView extends PayoutView {
  readonly approval: {
    readonly rules: readonly { readonly ruleId: string; readonly version: number; readonly text: string }[];
    readonly needed: number;
    readonly given: readonly { readonly by: string }[];
    readonly expiresAt: string;
    readonly rejectedBy: string | null;
  } | null;
}

const rule = (over: object) => ({
  text: 'Large payouts',
  conditions: {},
  approvals: 1,
  reason: 'the bank asks for it',
  ...over,
});

beforeAll(async () => {
  ana = await anotherClient(holdfast().service, 'ana');
  bea = await anotherClient(holdfast().service, 'bea');
  admin = commandsTo(holdfast().service.url, ADMIN_KEY);
  const { api } = holdfast();
  for (const account of ['guarded', 'pairs', 'batches', 'payees', 'free']) {
    await api.openAccount(account);
    await api.deposit(account, '1000.00', `funds of ${account}`);
  }
});

/** Both people decide the rule, by their own routes. */
async function decideRule(id: string, over: object) {
  const body = rule(over);
  const decided = [
    await ana(`/v1/approval-rules/${id}`, body, 'x', 'PUT'),
    await bea(`/v1/approval-rules/${id}`, body, 'x', 'PUT'),
  ];
  return decided.map(({ status, body: { status: said } }) => [status, said]);
}

const ask = (accountId: string, reference: string, amount: string) =>
  holdfast().api.requestPayout<WaitingView>(payoutBody(accountId, reference, amount));

const read = async (id: string) => (await holdfast().api.get<WaitingView>(`/v1/payouts/${id}`)).body;
/** So that nothing waits when the test is over. */
const rejected = (id: string) => bea(`/v1/payouts/${id}/reject`, { reason: 'the test ends' }, `end ${id}`);
const statusOf = ({ status, body }: Awaited<ReturnType<Post>>) => [status, body['code'] ?? body['status']];

const waiting = async (filter: string) => {
  const { body } = await holdfast().api.get<PageView<WaitingView> & { nextCursor: string | null }>(
    `/v1/approvals?${filter}`,
  );
  return body;
};

describe('a payout to which a rule applies', () => {
  it('waits with its funds held until another person approves it', async () => {
    const decided = await decideRule('guarded', {
      conditions: { accountId: 'guarded', amountAtLeast: { amount: '100.00' } },
    });
    expect(decided).toEqual([
      [202, 'PROPOSED'],
      [202, 'CONFIRMED'],
    ]);
    await holdfast().payOut(payoutBody('guarded', 'small', '99.99'));
    const asked = await ask('guarded', 'large', '100.00');
    expect([asked.status, asked.body]).toMatchObject([
      202,
      {
        status: 'AWAITING_APPROVAL',
        heldAmount: '100.00',
        approval: {
          rules: [{ ruleId: 'guarded', version: 1, text: 'Large payouts' }],
          needed: 1,
          given: [],
          rejectedBy: null,
        },
      },
    ]);
    const { id } = asked.body;
    expect((await holdfast().balance('guarded')).held).toBe('100.00');
    expect(await read(id)).toMatchObject({ status: 'AWAITING_APPROVAL' });
    expect(statusOf(await admin(`/v1/payouts/${id}/approve`, {}, 'a'))).toEqual([
      409,
      'REQUESTER_CANNOT_APPROVE',
    ]);
    const approved = await ana(`/v1/payouts/${id}/approve`, {}, 'a');
    expect([approved.status, approved.body]).toEqual([
      200,
      { id, status: 'PROCESSING', approvals: 1, needed: 1 },
    ]);
    expect(await holdfast().ended(asked)).toMatchObject({
      status: 'COMPLETED',
      approval: { given: [{ by: 'ana' }] },
    });
    expect(await ana(`/v1/payouts/${id}/approve`, {}, 'a')).toEqual(approved);
    expect(statusOf(await ana(`/v1/payouts/${id}/reject`, { reason: 'x' }, 'a'))).toEqual([
      409,
      'IDEMPOTENCY_KEY_REUSED',
    ]);
    const { body } = await holdfast().api.get<{ steps: { words: string }[] }>(`/v1/payouts/${id}/explain`);
    const story = body.steps.map(({ words }) => words).join(' ');
    expect(story).toContain('It needs 1 approval before');
    expect(story).toContain('Large payouts (rule guarded, version 1)');
    expect(story).toContain('ana approved it at');
    expect((await holdfast().history(id)).slice(0, 3)).toEqual([
      'PayoutRequested',
      'PayoutApproved',
      'PayoutSubmissionStarted',
    ]);
  });

  it('needs as many different people as the rule says, and one of them is enough to reject it', async () => {
    await decideRule('pairs', { conditions: { accountId: 'pairs' }, approvals: 2, expiryHours: 1 });
    const { body } = await ask('pairs', 'two people', '10.00');
    const path = `/v1/payouts/${body.id}`;
    expect((await ana(`${path}/approve`, {}, 'p1')).body).toMatchObject({
      status: 'AWAITING_APPROVAL',
      approvals: 1,
    });
    expect((await ana(`${path}/approve`, {}, 'p2')).body).toMatchObject({
      status: 'AWAITING_APPROVAL',
      approvals: 1,
    });
    expect(await read(body.id)).toMatchObject({ approval: { given: [{ by: 'ana' }], needed: 2 } });
    expect(statusOf(await bea(`${path}/reject`, { reason: 'not ours' }, 'p1'))).toEqual([200, 'REJECTED']);
    await eventually(
      'the hold is back',
      async () => (await holdfast().balance('pairs')).available === '1000.00',
    );
    expect(await read(body.id)).toMatchObject({
      status: 'REJECTED',
      failure: { code: 'APPROVAL_REJECTED', message: 'not ours' },
      approval: { rejectedBy: 'bea' },
    });
    expect(statusOf(await ana(`${path}/approve`, {}, 'p3'))).toEqual([200, 'AWAITING_APPROVAL']);
    expect(holdfast().paid('two people')).toEqual([]);
    // The reference is free again, and the first request still has its first answer.
    expect((await ask('pairs', 'two people', '10.00')).body).toEqual(body);
    const again = await holdfast().api.requestPayout<PayoutView>(
      payoutBody('pairs', 'two people', '10.00'),
      'again',
    );
    expect(again.status).toBe(202);
    await rejected(again.body.id);
  });

  it('is a new payee only until a payout to its destination is completed', async () => {
    await decideRule('payees', { conditions: { accountId: 'payees', newPayee: true } });
    const first = await ask('payees', 'first to maria', '1.00');
    expect(first.body.status).toBe('AWAITING_APPROVAL');
    await ana(`/v1/payouts/${first.body.id}/approve`, {}, 'n1');
    await holdfast().ended(first);
    await holdfast().payOut(payoutBody('payees', 'second to maria', '1.00'));
  });

  it('stands in the queue, the oldest first, and is approved with others by number and total', async () => {
    await decideRule('batches', { conditions: { accountId: 'batches' } });
    const asked = [];
    for (const name of ['one', 'two', 'three']) asked.push(await ask('batches', `batch ${name}`, '20.00'));
    const ids = asked.map(({ body }) => body.id);
    const page = await waiting('accountId=batches&limit=2');
    expect(page.items.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    const rest = await waiting(`accountId=batches&limit=2&cursor=${page.nextCursor}`);
    expect(rest.items.map(({ id }) => id)).toEqual(ids.slice(2));
    expect((await waiting('accountId=free')).items).toEqual([]);

    const wrong = await ana('/v1/approvals', { payoutIds: ids, count: 3, total: '50.00' }, 'b1');
    expect(statusOf(wrong)).toEqual([422, 'TOTALS_DIFFER']);
    expect(wrong.body['detail']).toContain('3 payouts over 60.00 BRL');
    expect(wrong.body['detail']).toContain('3 over 50.00 BRL');
    expect((await waiting('accountId=batches')).items).toHaveLength(3);

    await bea(`/v1/payouts/${ids[2]}/reject`, { reason: 'not this one' }, 'b1');
    const batch = { payoutIds: ids, count: 3, total: '60.00' };
    const done = await ana('/v1/approvals', batch, 'b2');
    expect(done.status).toBe(207);
    expect(done.body['items']).toMatchObject([
      { id: ids[0], status: 200, body: { status: 'PROCESSING' } },
      { id: ids[1], status: 200, body: { status: 'PROCESSING' } },
      { id: ids[2], status: 409, body: { code: 'APPROVAL_REJECTED' } },
    ]);
    expect((await ana('/v1/approvals', batch, 'b2')).body).toEqual(done.body);
    for (const payout of asked) await holdfast().ended(payout);
    expect((await waiting('accountId=batches')).items).toEqual([]);
  });

  it('goes its way at once when two people have ended the rule', async () => {
    await decideRule('free', { conditions: { accountId: 'free' } });
    const guarded = await ask('free', 'still guarded', '1.00');
    expect(guarded.body.status).toBe('AWAITING_APPROVAL');
    for (const person of [ana, bea]) await person('/v1/approval-rules/free/end', { reason: 'no more' }, 'x');
    await holdfast().payOut(payoutBody('free', 'not guarded', '1.00'));
    const { body } =
      await holdfast().api.get<PageView<{ id: string; versions: unknown[] }>>('/v1/approval-rules');
    expect(body.items.find(({ id }) => id === 'free')?.versions).toMatchObject([
      { version: 1, proposedBy: 'ana', confirmedBy: 'bea', rule: { approvals: 1 } },
      { version: 2, rule: null },
    ]);
    // It waits on under the rule that stood at its request.
    expect(await read(guarded.body.id)).toMatchObject({ status: 'AWAITING_APPROVAL' });
    await rejected(guarded.body.id);
  });

  it('is counted by the metrics while it waits', async () => {
    const value = async (name: string) => {
      const metrics = await (await fetch(`${holdfast().service.url}/metrics`)).text();
      return Number(new RegExp(`^${name} (.*)$`, 'm').exec(metrics)?.[1]);
    };
    const { body } = await ask('pairs', 'counted', '1.00');
    await eventually('one waits', async () => (await value('holdfast_approvals_waiting')) === 1);
    expect(await value('holdfast_approval_oldest_seconds')).toBeGreaterThan(0);
    await rejected(body.id);
    await eventually('none waits', async () => (await value('holdfast_approvals_waiting')) === 0);
    expect(await value('holdfast_approval_oldest_seconds')).toBe(0);
  });
});

describe('a deposit to which a rule applies', () => {
  const DEPOSITS = '/v1/accounts/funded/deposits';
  const deposit = (reference: string, amount: string, key = reference) =>
    admin(DEPOSITS, { amount, reference, provider: 'connectpsp' }, key);
  const available = async () => (await holdfast().balance('funded')).available;

  it('is answered 202, and is booked only when another person approves it', async () => {
    await holdfast().api.openAccount('funded');
    const conditions = { accountId: 'funded', amountAtLeast: { amount: '100.00' } };
    await decideRule('arrivals', { for: 'DEPOSIT', conditions });
    expect((await deposit('small', '99.99')).status).toBe(201);
    const asked = await deposit('large', '100.00');
    expect([asked.status, asked.body]).toMatchObject([
      202,
      { status: 'AWAITING_APPROVAL', amount: '100.00', approval: { needed: 1, given: [] } },
    ]);
    expect(await deposit('large', '100.00')).toMatchObject({ status: 202, body: asked.body });
    expect(statusOf(await deposit('large', '100.00', 'other'))).toEqual([409, 'EXTERNAL_REFERENCE_USED']);
    expect(await available()).toBe('99.99');
    const path = `${DEPOSITS}/${asked.body['id']}`;
    expect(await waiting('accountId=funded')).toMatchObject({
      items: [{ kind: 'DEPOSIT', id: asked.body['id'], amount: '100.00', status: 'AWAITING_APPROVAL' }],
      nextCursor: null,
    });
    expect(statusOf(await admin(`${path}/approve`, {}, 'd0'))).toEqual([409, 'REQUESTER_CANNOT_APPROVE']);
    const closing = await admin('/v1/accounts/funded/close', { reason: 'over' }, 'd1');
    expect(closing.body).toMatchObject({ obstacles: { depositIds: [asked.body['id']] } });
    expect(await available()).toBe('99.99');
    const batch = { payoutIds: [asked.body['id']], count: 1, total: '100.00' };
    expect(statusOf(await ana('/v1/approvals', batch, 'd2'))).toEqual([404, 'PAYOUT_NOT_FOUND']);
    const approved = await ana(`${path}/approve`, {}, 'd3');
    expect([approved.status, approved.body]).toMatchObject([200, { status: 'BOOKED', approvals: 1 }]);
    expect(await available()).toBe('199.99');
    const { body } = await holdfast().api.get(path);
    expect(body).toMatchObject({ status: 'BOOKED', approval: { given: [{ by: 'ana' }] }, failure: null });
    expect(statusOf(await bea(`${path}/reject`, { reason: 'late' }, 'd3'))).toEqual([
      409,
      'DEPOSIT_APPROVED',
    ]);
  });

  it('is never booked after a person has rejected it, and stands in the queue between payouts', async () => {
    await decideRule('paid-first', { conditions: { accountId: 'funded' } });
    const payouts = [await ask('funded', 'before', '1.00')];
    const asked = await deposit('not ours', '500.00');
    payouts.push(await ask('funded', 'after', '1.00'));
    const page = await waiting('accountId=funded&limit=2');
    const rest = await waiting(`accountId=funded&limit=2&cursor=${page.nextCursor}`);
    const ids = [...page.items, ...rest.items].map(({ id }) => id);
    expect(ids).toEqual([payouts[0]!.body.id, asked.body['id'], payouts[1]!.body.id]);
    const path = `${DEPOSITS}/${asked.body['id']}`;
    expect(statusOf(await bea(`${path}/reject`, { reason: 'no such transfer' }, 'r1'))).toEqual([
      200,
      'REJECTED',
    ]);
    expect(statusOf(await ana(`${path}/approve`, {}, 'r1'))).toEqual([409, 'APPROVAL_REJECTED']);
    expect((await holdfast().api.get(path)).body).toMatchObject({
      status: 'REJECTED',
      failure: { code: 'APPROVAL_REJECTED', message: 'no such transfer' },
    });
    for (const { body } of payouts) await rejected(body.id);
    await eventually('the holds are back', async () => (await available()) === '199.99');
  });
});

import { createApiKey } from '../../src/api/auth/keys/manage-keys';
import { systemClock } from '../../src/shared/clock';
import { systemRandom } from '../../src/shared/random';
import { payoutBody, type Answer } from '../support/api-client';
import { eventually } from '../support/eventually';
import { serviceOfThisFile } from '../support/service';
import type { PageView, PayoutView, ProblemView } from '../support/views';

const holdfast = serviceOfThisFile();
/** Two people beside the one who asks for payouts. */
const keys = new Map<string, string>();

interface CaseView {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly payoutId: string | null;
}

beforeAll(async () => {
  await holdfast().api.fund('merchant-1', '1000.00');
  for (const person of ['alice', 'bob']) {
    const tools = { store: holdfast().service.store, clock: systemClock, random: systemRandom };
    const made = await createApiKey(tools, person, ['commands', 'admin', 'accounting']);
    if (!made.ok) throw new Error(made.refusal);
    keys.set(person, made.value.key);
  }
});

/** The one case of this kind about the payout. */
const caseOf = (payoutId: string, kind: string): Promise<CaseView> =>
  eventually(`a case ${kind} of ${payoutId}`, async () => {
    const { body } = await holdfast().api.get<PageView<CaseView>>(
      `/v1/cases?status=ALL&payoutId=${payoutId}`,
    );
    return body.items.find(each => each.kind === kind);
  });

async function decide(
  person: string,
  caseId: string,
  decision: object,
): Promise<{ status: number; code: string }> {
  const response = await fetch(`${holdfast().service.url}/v1/cases/${caseId}/resolve`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${keys.get(person)}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': `${person}-${systemRandom.uuid()}`,
    },
    body: JSON.stringify({ reason: 'seen at the provider', ...decision }),
  });
  const body = (await response.json()) as Partial<ProblemView>;
  return { status: response.status, code: body.code ?? (body.status as unknown as string) };
}

const resolved = (caseId: string): Promise<CaseView> =>
  eventually(`case ${caseId} is resolved`, async () => {
    const { body } = await holdfast().api.get<CaseView>(`/v1/cases/${caseId}`);
    return body.status === 'RESOLVED' && body;
  });

const payoutNow = async (id: string) => (await holdfast().api.get<PayoutView>(`/v1/payouts/${id}`)).body;

describe('what contradicts an outcome', () => {
  it('is decided by two people, of whom none is both, and then the books follow', async () => {
    const before = await holdfast().balance('merchant-1');
    const { id, status } = await holdfast().payOut(
      payoutBody('merchant-1', 'twice-told', '50.00', 'confirm-after-fail'),
    );
    expect(status).toBe('FAILED');
    const { id: caseId } = await caseOf(id, 'OUTCOME_CONTRADICTED');
    expect(await holdfast().balance('merchant-1')).toEqual(before);
    expect(await decide('alice', caseId, { decision: 'ACCEPT_EVIDENCE' })).toEqual({
      status: 202,
      code: 'PROPOSED',
    });
    expect(await decide('alice', caseId, { decision: 'ACCEPT_EVIDENCE' })).toEqual({
      status: 409,
      code: 'SECOND_PERSON_REQUIRED',
    });
    expect((await payoutNow(id)).status).toBe('FAILED');
    expect(await decide('bob', caseId, { decision: 'ACCEPT_EVIDENCE' })).toEqual({
      status: 202,
      code: 'CONFIRMED',
    });
    await resolved(caseId);
    const paid = await eventually('the payout is paid', async () => {
      const now = await payoutNow(id);
      return now.status === 'COMPLETED' && now;
    });
    expect(paid).toMatchObject({ finalAmount: '50.00', endToEndId: expect.stringMatching(/^E/) as string });
    const entries = await eventually('the account has followed', async () => {
      const all = await holdfast().entries(`payoutId=${id}`);
      return all.length === 3 && all;
    });
    expect(entries.map(({ eventType }) => eventType)).toEqual([
      'FundsHeld',
      'HoldReleased',
      'ReleaseReversed',
    ]);
  });

  it('is not decided as nobody could carry it out', async () => {
    const { id } = await holdfast().payOut(payoutBody('merchant-1', 'again', '10.00', 'confirm-after-fail'));
    const { id: caseId } = await caseOf(id, 'OUTCOME_CONTRADICTED');
    const impossible = await decide('alice', caseId, {
      decision: 'WRITE_OFF',
      amount: '0.00',
      direction: 'LEFT_FLOAT',
    });
    expect(impossible.status).toBeGreaterThanOrEqual(400);
    const writeOff = { decision: 'WRITE_OFF', amount: '7500000.00', direction: 'LEFT_FLOAT' };
    expect(await decide('alice', caseId, writeOff)).toMatchObject({
      status: 422,
      code: 'AMOUNT_ABOVE_EVIDENCE',
    });
    expect(await decide('alice', caseId, { decision: 'MARK_PAID', feeAmount: null })).toMatchObject({
      status: 202,
    });
    expect(await decide('bob', caseId, { decision: 'MARK_PAID', feeAmount: null })).toMatchObject({
      status: 202,
    });
    await resolved(caseId);
  });
});

describe('money that comes back', () => {
  it.each([
    ['after the payment was told', 'return-full'],
    ['before the payment was told', 'return-before-confirm'],
  ])('is credited once, %s', async (_when, scenario) => {
    const before = await holdfast().balance('merchant-1');
    const asked: Answer<PayoutView> = await holdfast().api.requestPayout<PayoutView>(
      payoutBody('merchant-1', scenario, '20.00', scenario),
    );
    await eventually('it has come back', async () => (await payoutNow(asked.body.id)).status === 'RETURNED');
    const entries = await eventually('the account has it', async () => {
      const all = await holdfast().entries(`payoutId=${asked.body.id}`);
      return all.length === 3 && all;
    });
    expect(entries.map(({ eventType }) => eventType)).toEqual(['FundsHeld', 'HoldCaptured', 'FundsReturned']);
    expect(await holdfast().balance('merchant-1')).toEqual(before);
    expect((await payoutNow(asked.body.id)).endToEndId).toMatch(/^E/);
  });
});

describe('a provider that is away', () => {
  it('has requests accepted and held, and pays them when it is back', async () => {
    const asked: Answer<PayoutView>[] = [];
    asked.push(
      await holdfast().api.requestPayout<PayoutView>(payoutBody('merchant-1', 'away-0', '1.00', 'outage:4s')),
    );
    for (let index = 1; index <= 12; index += 1)
      asked.push(
        await holdfast().api.requestPayout<PayoutView>(payoutBody('merchant-1', `away-${index}`, '1.00')),
      );
    expect(asked.map(({ status }) => status)).toEqual(asked.map(() => 202));
    for (const answer of asked) expect((await holdfast().ended(answer)).status).toBe('COMPLETED');
  });
});

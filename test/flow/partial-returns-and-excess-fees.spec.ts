import { createApiKey } from '../../src/api/auth/keys/manage-keys';
import { systemClock } from '../../src/shared/clock';
import { systemRandom } from '../../src/shared/random';
import { eventually } from '../support/eventually';
import { Evidence, orderAt } from '../support/evidence';
import { serviceOfThisFile } from '../support/service';
import type { EntryView, ProblemView } from '../support/views';

/** Longer than an order that was taken may go without an outcome. */
const PATIENCE_MS = 25 * 3_600_000;

const holdfast = serviceOfThisFile(() => ({
  env: { CONNECTPSP_FEE_SCHEDULE: '0.50', NTXPAY_FEE_SCHEDULE: '0.01' },
}));
const evidence = new Evidence(holdfast);
const keys = new Map<string, string>();

beforeAll(async () => {
  await holdfast().api.fund('merchant-1', '1000.00');
  for (const person of ['alice', 'bob']) {
    const tools = { store: holdfast().service.store, clock: systemClock, random: systemRandom };
    const made = await createApiKey(tools, person, ['commands', 'admin', 'accounting']);
    if (!made.ok) throw new Error(made.refusal);
    keys.set(person, made.value.key);
  }
});
afterAll(() => jest.restoreAllMocks());

/** What a person is told of their decision: the case's status, or why it is refused. */
async function decide(person: string, caseId: string, decision: object): Promise<string> {
  const send = () =>
    fetch(`${holdfast().service.url}/v1/cases/${caseId}/resolve`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${keys.get(person)}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': `${person}-${systemRandom.uuid()}`,
      },
      body: JSON.stringify({ reason: 'seen at the provider', ...decision }),
    });
  // A key that was just made is known to the service a moment later.
  const response = await eventually('the key is known', async () => {
    const answer = await send();
    return answer.status !== 401 && answer;
  });
  const body = (await response.json()) as Partial<ProblemView> & { status: unknown };
  return body.code ?? String(body.status);
}

/** One alone decides nothing; the second one does. */
async function decideByTwo(caseId: string, decision: object): Promise<void> {
  expect([
    await decide('alice', caseId, decision),
    await decide('alice', caseId, decision),
    await decide('bob', caseId, decision),
  ]).toEqual(['PROPOSED', 'SECOND_PERSON_REQUIRED', 'CONFIRMED']);
}

const resolved = (payoutId: string, kind: string) =>
  eventually(`the case ${kind} is resolved`, async () => {
    const found = await evidence.caseOf(payoutId, kind);
    return found.status === 'RESOLVED' && found;
  });

/** Centavos that the entries of a payout moved on each ledger account: debits less credits. */
function moved(entries: readonly EntryView[]): Record<string, number> {
  const centavos = (amount: string) => Number(amount.replace('.', ''));
  const totals: Record<string, number> = {};
  for (const { ledgerAccount, debit, credit } of entries.flatMap(({ postings }) => postings))
    totals[ledgerAccount] = (totals[ledgerAccount] ?? 0) + centavos(debit) - centavos(credit);
  return totals;
}

/** Centavos of a payout's cost by who bears them. */
async function borneBy(id: string): Promise<{ customer: number; house: number }> {
  const totals = moved(await holdfast().entries(`payoutId=${id}`));
  const of = (name: string) => totals[name] ?? 0;
  return {
    customer: of('account:merchant-1:available') + of('account:merchant-1:held'),
    house: of('provider:ntxpay:suspense'),
  };
}

describe('money that comes back in parts', () => {
  it('is credited exactly, with its fees, at NTX Pay', async () => {
    const id = await evidence.ask(orderAt('ntxpay', 'parts', '30.00', 'return-partial:2'));
    await bothPartsOf(id);
    // Of 30.00 and a centavo 20.00 came back, in two parts of which each cost a centavo.
    expect(moved(await holdfast().entries(`payoutId=${id}`))).toEqual({
      'account:merchant-1:available': 30_01 - 2 * 9_99,
      'account:merchant-1:held': 0,
      'provider:ntxpay:float': -10_00,
      'provider:ntxpay:fees': -3,
    });
  });

  it('is credited at ConnectPSP, which documents no such thing, as two people accept each part', async () => {
    const id = await evidence.ask(orderAt('connectpsp', 'undocumented', '30.00', 'return-partial:2'));
    const cases = await eventually('each part has its case', async () => {
      const all = await evidence.cases(id);
      return all.length === 2 && all;
    });
    expect(cases.map(({ kind, detail }) => `${kind} ${detail}`)).toEqual([
      'NOTIFICATION_QUARANTINED AMOUNT_DIFFERS',
      'NOTIFICATION_QUARANTINED AMOUNT_DIFFERS',
    ]);
    expect(await evidence.entries(id)).toEqual(['FundsHeld', 'HoldCaptured']);
    for (const { id: caseId } of cases) await decideByTwo(caseId, { decision: 'ACCEPT_EVIDENCE' });
    await bothPartsOf(id);
    expect(moved(await holdfast().entries(`payoutId=${id}`))).toEqual({
      'account:merchant-1:available': 30_50 - 2 * 10_00,
      'account:merchant-1:held': 0,
      'provider:connectpsp:float': -10_00,
      'provider:connectpsp:fees': -50,
    });
  });
});

async function bothPartsOf(id: string): Promise<void> {
  const payout = await evidence.reaches(id, 'PARTIALLY_RETURNED');
  expect(payout.endToEndId).toMatch(/^E/);
  await eventually('both parts are credited', async () => (await evidence.entries(id)).length === 4);
  expect(await evidence.entries(id)).toEqual(['FundsHeld', 'HoldCaptured', 'FundsReturned', 'FundsReturned']);
}

describe('a fee above the hold', () => {
  it('is booked as it was charged, and stands before two people', async () => {
    const before = await holdfast().balance('merchant-1');
    const id = await evidence.ask(orderAt('ntxpay', 'dear', '30.00', 'wrong-fee'));
    const { id: caseId } = await evidence.caseOf(id, 'FEE_ABOVE_HOLD');
    expect(await evidence.reaches(id, 'COMPLETED')).toMatchObject({
      heldAmount: '30.01',
      feeAmount: '0.06',
      finalAmount: '30.06',
    });
    const after = await holdfast().balance('merchant-1');
    // The customer pays what was held and nothing more.
    expect([Number(before.available) - Number(after.available), after.held]).toEqual([
      expect.closeTo(30.01, 5),
      '0.00',
    ]);
    expect(await decide('alice', caseId, { decision: 'DISMISS' })).toBe('DECISION_NOT_POSSIBLE');
    await decideByTwo(caseId, { decision: 'ACCEPT_EVIDENCE' });
    await resolved(id, 'FEE_ABOVE_HOLD');
    expect(await holdfast().balance('merchant-1')).toEqual(after);
    expect(await evidence.entries(id)).toEqual(['FundsHeld', 'HoldCaptured']);
    expect(await borneBy(id)).toEqual({ customer: 30_01, house: 5 });
  });

  it('is charged to the customer as far as two people decide', async () => {
    const id = await evidence.ask(orderAt('ntxpay', 'dear-again', '30.00', 'wrong-fee'));
    const { id: caseId } = await evidence.caseOf(id, 'FEE_ABOVE_HOLD');
    expect(await decide('alice', caseId, { decision: 'CHARGE_CUSTOMER', amount: '0.06' })).toBe(
      'AMOUNT_ABOVE_EVIDENCE',
    );
    await decideByTwo(caseId, { decision: 'CHARGE_CUSTOMER', amount: '0.04' });
    await resolved(id, 'FEE_ABOVE_HOLD');
    expect(await evidence.entries(id)).toEqual(['FundsHeld', 'HoldCaptured', 'ExcessCharged']);
    expect(await borneBy(id)).toEqual({ customer: 30_05, house: 1 });
    expect(await holdfast().violations()).toEqual([]);
  });
});

describe('an unknown outcome', () => {
  it('is shown while NTX Pay does not find the payment, and ends by what it says at last', async () => {
    const scenario = 'cut-after-accept+404-until-settled+delay:3s';
    const id = await evidence.ask(orderAt('ntxpay', 'not-found-yet', '20.00', scenario));
    await evidence.reaches(id, 'OUTCOME_UNKNOWN');
    expect(await evidence.entries(id)).toEqual(['FundsHeld']);
    expect(await evidence.reaches(id, 'COMPLETED')).toMatchObject({ finalAmount: '20.01' });
    // Nothing was sent a second time: it has no key that would make two orders one.
    const { ntxPaySandbox } = holdfast();
    expect(ntxPaySandbox.records().filter(({ externalId }) => externalId === 'not-found-yet')).toHaveLength(
      1,
    );
    expect(await evidence.cases(id)).toEqual([]);
  });

  it('is decided by two people where no evidence ever comes, and the hold moves only then', async () => {
    const order = orderAt('connectpsp', 'never', '20.00', 'never-ends');
    const id = await evidence.ask(order);
    await eventually('it was taken', async () => (await holdfast().history(id)).includes('PayoutSubmitted'));
    expect(await evidence.cases(id)).toEqual([]);
    jest.spyOn(systemClock, 'now').mockImplementation(() => new Date(Date.now() + PATIENCE_MS));
    const { id: caseId } = await evidence.caseOf(id, 'OUTCOME_UNKNOWN');
    await evidence.reaches(id, 'OUTCOME_UNKNOWN');
    expect(await decide('alice', caseId, { decision: 'MARK_FAILED' })).toBe('PROPOSED');
    expect(await evidence.entries(id)).toEqual(['FundsHeld']);
    expect(await decide('bob', caseId, { decision: 'MARK_FAILED' })).toBe('CONFIRMED');
    await evidence.reaches(id, 'FAILED');
    await resolved(id, 'OUTCOME_UNKNOWN');
    await eventually('the hold is given back', async () => (await evidence.entries(id)).length === 2);
    expect(await evidence.entries(id)).toEqual(['FundsHeld', 'HoldReleased']);
  });
});

import { AccountWriters } from '../../../src/commands/accounts/account-writers';
import { CaseRepository } from '../../../src/commands/cases/case-repository';
import { CasePlanner } from '../../../src/commands/cases/case-planner';
import { PayoutRepository } from '../../../src/commands/payouts/payout-repository';
import { References } from '../../../src/commands/references';
import { ResolveCase, ResolveCaseHandler } from '../../../src/commands/cases/resolve-case';
import type { CaseDecision, CaseKind } from '../../../src/domain/case/events';
import type { MadeKey } from '../../../src/domain/case/involvement';
import type { PayoutEvent } from '../../../src/domain/payout/events';
import { newEvents } from '../../../src/event-store/new-events';
import { systemClock } from '../../../src/shared/clock';
import { derivedId } from '../../../src/shared/ids';
import { request } from '../../domain/payout/payout-examples';
import { InMemoryEventStore } from '../../support/in-memory-event-store';

const PAID: CaseDecision = { type: 'MARK_PAID', feeAmountMinor: 31n, endToEndId: null };
const FAILED: CaseDecision = { type: 'MARK_FAILED' };
const OPENED_AT = '2026-01-01T00:00:00.000Z';
const CAUSE = { causationId: 'test', correlationId: 'test', actor: 'saga' };

let store: InMemoryEventStore;
let cases: CaseRepository;
let handler: ResolveCaseHandler;
beforeEach(() => {
  store = new InMemoryEventStore(systemClock);
  cases = new CaseRepository({ store, clock: systemClock, announce: () => undefined });
  const payouts = new PayoutRepository({ store, clock: systemClock, announce: () => undefined });
  const accounts = new AccountWriters({ store, clock: systemClock, announce: () => undefined });
  const planner = new CasePlanner(store, payouts, accounts, () => null);
  handler = new ResolveCaseHandler(cases, systemClock, new References(store, systemClock), planner);
});

/** A payout that was sent and has no outcome: it can be decided either way. */
function underWay(payoutId: string): void {
  const history: PayoutEvent[] = [
    { type: 'PayoutRequested', data: request({ payoutId }) },
    {
      type: 'PayoutSubmissionStarted',
      data: { payoutId, provider: 'connectpsp', providerKey: 'key', webhookUrl: null },
    },
  ];
  const stream = `payout-${payoutId}`;
  store.appendNow(stream, 'no_stream', newEvents(stream, history, CAUSE, new Date(0)));
}

async function open(
  name: string,
  payoutId: string | null = 'p',
  kind: CaseKind = 'OUTCOME_UNKNOWN',
): Promise<string> {
  const caseId = derivedId('case', name);
  if (payoutId !== null) underWay(payoutId);
  const cause = { eventId: name, streamId: 'payout-p' };
  const opened = { caseId, kind, payoutId, cause, detail: name, openedAt: OPENED_AT } as const;
  await cases.change(caseId, { type: 'OpenCase', opened }, CAUSE);
  return caseId;
}

const resolve = (
  person: string,
  key: string,
  caseId: string,
  decision: CaseDecision,
  reason = 'seen',
  madeKeys: readonly MadeKey[] | null = [],
) => handler.execute(new ResolveCase(person, key, caseId, decision, reason, madeKeys));
const told = (status: string) => ({ ok: true, value: { body: { status } } });
const refused = (code: string) => ({ ok: false, refusal: { code } });
const typesOf = (caseId: string) => store.eventsOf(`case-${caseId}`).map(({ body }) => body.type);

describe('a decision that moves money', () => {
  it('takes two people, and each is told the same again by their own key', async () => {
    const id = await open('a');
    const first = await resolve('alice', 'k1', id, PAID);
    expect(first).toMatchObject(told('PROPOSED'));
    expect(await resolve('alice', 'k1', id, PAID)).toEqual(first);
    expect(await resolve('alice', 'k2', id, PAID)).toMatchObject(refused('SECOND_PERSON_REQUIRED'));
    const second = await resolve('bob', 'k1', id, PAID, 'seen too');
    expect(second).toMatchObject(told('CONFIRMED'));
    expect(await resolve('bob', 'k1', id, PAID, 'seen too')).toEqual(second);
    expect(await resolve('alice', 'k1', id, PAID)).toEqual(first);
    expect(typesOf(id)).toEqual(['CaseOpened', 'CaseDecisionProposed', 'CaseDecisionConfirmed']);
  });

  it('is not proposed again by a repeat, whatever became of the case since', async () => {
    const id = await open('a');
    const first = await resolve('alice', 'k1', id, PAID);
    await resolve('bob', 'k', id, PAID);
    await cases.change(id, { type: 'FailDecision', refusal: 'OUTCOME_STANDS' }, CAUSE);
    const before = typesOf(id);
    expect(await resolve('alice', 'k1', id, PAID)).toEqual(first);
    expect(typesOf(id)).toEqual(before);
    expect(await resolve('alice', 'k3', id, FAILED)).toMatchObject(told('PROPOSED'));
  });

  it('sent twice at once by one person is one proposal', async () => {
    const id = await open('a');
    const [left, right] = await Promise.all([
      resolve('alice', 'k1', id, PAID),
      resolve('alice', 'k1', id, PAID),
    ]);
    expect(left).toMatchObject(told('PROPOSED'));
    expect(right).toEqual(left);
    expect(typesOf(id)).toEqual(['CaseOpened', 'CaseDecisionProposed']);
  });
});

describe('an Idempotency-Key', () => {
  it.each<[string, (id: string, other: string) => ReturnType<typeof resolve>]>([
    ['decision', id => resolve('alice', 'k1', id, FAILED)],
    ['reason', id => resolve('alice', 'k1', id, PAID, 'heard')],
    ['case', (_id, other) => resolve('alice', 'k1', other, PAID)],
  ])('used for another %s is refused, and nothing is written', async (_what, again) => {
    const [id, other] = [await open('a'), await open('b')];
    await resolve('alice', 'k1', id, PAID);
    const before = store.log.length;
    expect(await again(id, other)).toMatchObject(refused('IDEMPOTENCY_KEY_REUSED'));
    expect(store.log).toHaveLength(before);
  });
});

describe('an amount above the evidence of the case', () => {
  const writeOff = (amountMinor: bigint): CaseDecision => ({
    type: 'WRITE_OFF',
    amountMinor,
    direction: 'LEFT_FLOAT',
  });

  it.each<[string, CaseDecision, object]>([
    ['amount', writeOff(750_000_000n), { asked: '7500000.00', bound: '50.31' }],
    ['amount', writeOff(5_032n), { asked: '50.32', bound: '50.31' }],
    ['fee', { ...PAID, feeAmountMinor: 32n }, { asked: '0.32', bound: '0.31' }],
  ])('is refused: the %s of %j', async (_what, decision, facts) => {
    const id = await open('a');
    const before = store.log.length;
    expect(await resolve('alice', 'k', id, decision)).toMatchObject({
      ok: false,
      refusal: {
        code: 'AMOUNT_ABOVE_EVIDENCE',
        message: expect.stringContaining('the fee held for it') as string,
        facts: { ...facts, restsOn: 'PAYOUT_COST', currency: 'BRL' },
      },
    });
    expect(store.log).toHaveLength(before);
  });

  it('is not confirmed either, where it was proposed before there was a bound', async () => {
    const id = await open('a');
    const data = {
      caseId: id,
      decision: writeOff(750_000_000n),
      reason: 'seen',
      proposedBy: 'alice',
      proposedAt: OPENED_AT,
    };
    const stream = `case-${id}`;
    const events = newEvents(stream, [{ type: 'CaseDecisionProposed', data }], CAUSE, new Date(0));
    store.appendNow(stream, 0n, events);
    expect(await resolve('bob', 'k', id, data.decision)).toMatchObject(refused('AMOUNT_ABOVE_EVIDENCE'));
    expect(await resolve('bob', 'k', id, writeOff(5_031n))).toMatchObject(told('PROPOSED'));
    expect(await resolve('alice', 'k', id, writeOff(5_031n))).toMatchObject(told('CONFIRMED'));
    const bound = { amountMinor: 5_031n, currency: 'BRL', restsOn: 'PAYOUT_COST' };
    const judged = store.eventsOf(stream).map(({ body }) => (body.data as { bound?: object }).bound);
    expect(judged).toEqual([undefined, undefined, bound, bound]);
  });

  it('on a case without a payout is refused, and the answer says what to do', async () => {
    const id = await open('a', null);
    expect(await resolve('alice', 'k', id, writeOff(1n))).toMatchObject({
      ok: false,
      refusal: {
        code: 'DECISION_NOT_POSSIBLE',
        message: expect.stringContaining("import the provider's statement") as string,
      },
    });
  });
});

describe('what is refused', () => {
  it.each<[string, CaseDecision]>([
    ['MARK_PAID', PAID],
    ['MARK_FAILED', FAILED],
    ['WRITE_OFF', { type: 'WRITE_OFF', amountMinor: 1n, direction: 'LEFT_FLOAT' }],
    ['ACCEPT_EVIDENCE', { type: 'ACCEPT_EVIDENCE', payoutId: null }],
  ])('%s of no payout, before anything is written', async (_type, decision) => {
    const id = await open('a', null);
    const before = store.log.length;
    expect(await resolve('alice', 'k', id, decision)).toMatchObject(refused('DECISION_NOT_POSSIBLE'));
    expect(store.log).toHaveLength(before);
  });

  it('what cannot be carried out, before anything is written', async () => {
    const id = await open('a');
    const before = store.log.length;
    const accept: CaseDecision = { type: 'ACCEPT_EVIDENCE', payoutId: null };
    expect(await resolve('alice', 'k', id, accept)).toMatchObject(refused('DECISION_NOT_POSSIBLE'));
    const nothing: CaseDecision = { type: 'WRITE_OFF', amountMinor: 0n, direction: 'LEFT_FLOAT' };
    expect(await resolve('alice', 'k', id, nothing)).toMatchObject(refused('DECISION_NOT_POSSIBLE'));
    expect(store.log).toHaveLength(before);
  });

  it('a second time by the same person, before anything is written', async () => {
    const id = await open('a');
    await resolve('alice', 'k1', id, PAID);
    const before = store.log.length;
    expect(await resolve('alice', 'k2', id, PAID)).toMatchObject(refused('SECOND_PERSON_REQUIRED'));
    expect(store.log).toHaveLength(before);
  });

  it('a case nobody knows, and one that is resolved', async () => {
    expect(await resolve('alice', 'k', derivedId('none'), PAID)).toMatchObject(refused('CASE_NOT_FOUND'));
    expect(store.log).toEqual([]);
    const id = await open('a', 'p', 'NOTIFICATION_QUARANTINED');
    expect(await resolve('alice', 'k', id, { type: 'DISMISS' })).toMatchObject(told('CONFIRMED'));
    expect(await resolve('bob', 'k', id, PAID)).toMatchObject(refused('CASE_DECIDED'));
    await cases.change(id, { type: 'ResolveCase', resolution: 'DISMISS', now: '' }, CAUSE);
    expect(await resolve('bob', 'k2', id, PAID)).toMatchObject(refused('CASE_RESOLVED'));
  });
});

describe('who has to do with the payout', () => {
  const requester = request().clientId;

  it('asked for it, and so neither proposes nor confirms', async () => {
    const id = await open('own');
    expect(await resolve(requester, 'k', id, PAID)).toMatchObject(refused('REQUESTER_CANNOT_DECIDE'));
    expect(await resolve('alice', 'k', id, PAID)).toMatchObject(told('PROPOSED'));
    expect(await resolve(requester, 'k', id, PAID)).toMatchObject(refused('REQUESTER_CANNOT_DECIDE'));
    expect(typesOf(id)).toEqual(['CaseOpened', 'CaseDecisionProposed']);
  });

  it('asked for the payout that the decision names', async () => {
    const id = await open('unnamed', null, 'NOTIFICATION_QUARANTINED');
    underWay('p');
    const accepted = { type: 'ACCEPT_EVIDENCE', payoutId: 'p' } as const;
    expect(await resolve(requester, 'k', id, accepted)).toMatchObject(refused('REQUESTER_CANNOT_DECIDE'));
  });

  it.each(['alice', requester])(
    'made a key of %s since the case was opened, and so does not confirm',
    async of => {
      const id = await open('keys');
      await resolve('alice', 'k', id, PAID);
      const before = [{ clientName: of, madeAt: '2025-12-31T23:59:59.999Z' }];
      const since = [{ clientName: of, madeAt: OPENED_AT }];
      expect(await resolve('bob', 'k', id, PAID, 'seen', since)).toMatchObject(
        refused('KEY_MAKER_CANNOT_CONFIRM'),
      );
      expect(await resolve('bob', 'k', id, PAID, 'seen', before)).toMatchObject(told('CONFIRMED'));
    },
  );

  it('made a key of somebody else', async () => {
    const id = await open('others');
    await resolve('alice', 'k', id, PAID);
    const since = [{ clientName: 'carol', madeAt: OPENED_AT }];
    expect(await resolve('bob', 'k', id, PAID, 'seen', since)).toMatchObject(told('CONFIRMED'));
  });

  it('states no kind: its scope means what it meant', async () => {
    const id = await open('former');
    expect(await resolve(requester, 'k', id, PAID, 'seen', null)).toMatchObject(told('PROPOSED'));
  });
});

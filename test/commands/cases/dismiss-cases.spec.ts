import { AccountWriters } from '../../../src/commands/accounts/account-writers';
import { CasePlanner } from '../../../src/commands/cases/case-planner';
import { CaseRepository } from '../../../src/commands/cases/case-repository';
import { DismissCases, DismissCasesHandler } from '../../../src/commands/cases/dismiss-cases';
import { ResolveCaseHandler } from '../../../src/commands/cases/resolve-case';
import { PayoutRepository } from '../../../src/commands/payouts/payout-repository';
import { References } from '../../../src/commands/references';
import type { CaseKind } from '../../../src/domain/case/events';
import { systemClock } from '../../../src/shared/clock';
import { derivedId } from '../../../src/shared/ids';
import { InMemoryEventStore } from '../../support/in-memory-event-store';

const CAUSE = { causationId: 'test', correlationId: 'test', actor: 'saga' };

let store: InMemoryEventStore;
let cases: CaseRepository;
let handler: DismissCasesHandler;
beforeEach(() => {
  store = new InMemoryEventStore(systemClock);
  const parts = { store, clock: systemClock, announce: () => undefined };
  cases = new CaseRepository(parts);
  const planner = new CasePlanner(store, new PayoutRepository(parts), new AccountWriters(parts), () => null);
  const references = new References(store, systemClock);
  const resolution = new ResolveCaseHandler(cases, systemClock, references, planner);
  handler = new DismissCasesHandler(cases, references, resolution);
});

async function open(name: string, kind: CaseKind = 'RECONCILIATION_BREAK'): Promise<string> {
  const caseId = derivedId('case', name);
  const cause = { eventId: name, streamId: 'reconciliation-1' };
  const openedAt = '2026-01-01T00:00:00.000Z';
  const opened = { caseId, kind, payoutId: null, cause, detail: name, openedAt } as const;
  await cases.change(caseId, { type: 'OpenCase', opened }, CAUSE);
  return caseId;
}

const dismiss = (caseIds: readonly string[], count = caseIds.length, reason = 'another month', key = 'k') =>
  handler.execute(new DismissCases('alice', key, { caseIds, count, reason }, []));
const statusOf = async (caseId: string) => (await cases.load(caseId)).state.status;
const untouched = async (caseIds: readonly string[]) => {
  for (const caseId of caseIds) expect(await statusOf(caseId)).toBe('open');
};

describe('breaks that are dismissed together', () => {
  it('are each dismissed with the one reason, and a repeat is answered the same', async () => {
    const ids = [await open('a'), await open('b')];
    const first = await dismiss(ids);
    expect(first).toMatchObject({
      ok: true,
      value: { items: ids.map(caseId => ({ caseId, result: { ok: true } })) },
    });
    for (const id of ids)
      expect(store.eventsOf(`case-${id}`).map(({ body }) => body)).toContainEqual(
        expect.objectContaining({ data: expect.objectContaining({ reason: 'another month' }) as object }),
      );
    expect(await dismiss(ids)).toEqual(first);
    expect(await dismiss(ids, 2, 'another reason')).toMatchObject({
      ok: false,
      refusal: { code: 'IDEMPOTENCY_KEY_REUSED' },
    });
  });

  it('are left as they are when the person has counted another number', async () => {
    const ids = [await open('a'), await open('b')];
    expect(await dismiss(ids, 3)).toMatchObject({ ok: false, refusal: { code: 'TOTALS_DIFFER' } });
    await untouched(ids);
  });

  it.each<CaseKind>(['OUTCOME_UNKNOWN', 'FLOAT_SHORT'])(
    'are left as they are beside a case of the kind %s',
    async kind => {
      const ids = [await open('a'), await open('b', kind)];
      expect(await dismiss(ids)).toMatchObject({ ok: false, refusal: { code: 'DECISION_NOT_POSSIBLE' } });
      await untouched(ids);
    },
  );

  it('are left as they are beside a case that does not exist', async () => {
    const id = await open('a');
    expect(await dismiss([id, derivedId('case', 'none')])).toMatchObject({
      ok: false,
      refusal: { code: 'CASE_NOT_FOUND' },
    });
    await untouched([id]);
  });

  it('do not keep each other back: one that is resolved already is refused alone', async () => {
    const [a, b] = [await open('a'), await open('b')];
    await cases.change(a, { type: 'ResolveCase', resolution: 'EVIDENCE', now: '' }, CAUSE);
    const done = await dismiss([a, b]);
    const [first, second] = done.ok ? done.value.items : [];
    expect(first).toMatchObject({ caseId: a, result: { ok: false, refusal: { code: 'CASE_RESOLVED' } } });
    expect(second).toMatchObject({ caseId: b, result: { ok: true } });
    expect(await statusOf(b)).toBe('confirmed');
  });
});

import type { LimitEvent, LimitTerms } from '../../../src/domain/limits/events';
import {
  limitBook,
  limitKey,
  termsAt,
  versionsToCome,
  type LimitCommand,
} from '../../../src/domain/limits/limit-book';
import { given, outcomeOf } from '../given';

const HOUR_MS = 3_600_000;
const DAY_LIMIT: LimitTerms = { kind: 'ACCOUNT_DAY', currency: 'BRL', amountMinor: 5_000n };
const NIGHT: LimitTerms = { kind: 'NIGHT', currency: 'BRL', amountMinor: 1_000n, fromHour: 20, toHour: 6 };
const BATCH: LimitTerms = { kind: 'BATCH_DAY', currency: 'BRL', amountMinor: 9_000n, date: '2026-12-05' };
const DUPLICATE: LimitTerms = { kind: 'DUPLICATE', currency: 'BRL', withinMinutes: 10, effect: 'approve' };
const at = (hour: number): string =>
  new Date(Date.parse('2026-11-29T00:00:00Z') + hour * HOUR_MS).toISOString();

let changes = 0;
function change(
  terms: LimitTerms | null,
  over: Partial<Extract<LimitCommand, { type: 'ChangeLimit' }>> = {},
): LimitCommand {
  changes += 1;
  return {
    type: 'ChangeLimit',
    scope: 'all',
    changeId: `change-${changes}`,
    key: limitKey(terms ?? DAY_LIMIT),
    terms,
    reason: 'a test',
    proposedBy: 'alice',
    wantedFrom: null,
    now: at(0),
    ...over,
  };
}

function history(...commands: readonly LimitCommand[]): LimitEvent[] {
  const events: LimitEvent[] = [];
  for (const command of commands) {
    const decided = given(limitBook, events).when(command);
    if (!decided.ok) throw new Error(decided.refusal);
    events.push(...decided.value);
  }
  return events;
}

const bookOf = (events: readonly LimitEvent[]) =>
  events.reduce((book, event) => limitBook.evolve(book, event), limitBook.initial);
const lastChangeId = (events: readonly LimitEvent[]): string => events.at(-1)!.data.changeId;
const confirm = (events: readonly LimitEvent[], hour: number, person = 'bob'): LimitCommand => ({
  type: 'ConfirmChange',
  changeId: lastChangeId(events),
  person,
  now: at(hour),
  raiseDelayMs: 24 * HOUR_MS,
});
const figureAt = (events: readonly LimitEvent[], hour: number) =>
  termsAt(bookOf(events), 'ACCOUNT_DAY', at(hour))?.amountMinor;

describe('who decides a change of a limit', () => {
  it.each<[string, LimitTerms, LimitTerms | null, string]>([
    ['a smaller figure', DAY_LIMIT, { ...DAY_LIMIT, amountMinor: 4_999n }, 'LimitChanged'],
    ['a larger figure', DAY_LIMIT, { ...DAY_LIMIT, amountMinor: 5_001n }, 'LimitChangeProposed'],
    ['no limit any more', DAY_LIMIT, null, 'LimitChangeProposed'],
    ['an exception', DAY_LIMIT, { ...DAY_LIMIT, exceptAccounts: ['a'] }, 'LimitChangeProposed'],
    [
      'an exception less',
      { ...DAY_LIMIT, exceptAccounts: ['a', 'b'] },
      { ...DAY_LIMIT, exceptAccounts: ['b'] },
      'LimitChanged',
    ],
    ['an end', DAY_LIMIT, { ...DAY_LIMIT, until: at(9_000) }, 'LimitChangeProposed'],
    ['a later end', { ...DAY_LIMIT, until: at(90) }, { ...DAY_LIMIT, until: at(91) }, 'LimitChanged'],
    [
      'an earlier end',
      { ...DAY_LIMIT, until: at(90) },
      { ...DAY_LIMIT, until: at(89) },
      'LimitChangeProposed',
    ],
    [
      'a smaller figure with an exception',
      DAY_LIMIT,
      { ...DAY_LIMIT, amountMinor: 1n, exceptAccounts: ['a'] },
      'LimitChangeProposed',
    ],
    ['a longer night', NIGHT, { ...NIGHT, fromHour: 19 }, 'LimitChanged'],
    ['a shorter night', NIGHT, { ...NIGHT, fromHour: 21, amountMinor: 1n }, 'LimitChangeProposed'],
    ['another night', NIGHT, { ...NIGHT, fromHour: 6, toHour: 20 }, 'LimitChangeProposed'],
    ['a longer look for duplicates', DUPLICATE, { ...DUPLICATE, withinMinutes: 11 }, 'LimitChanged'],
    ['duplicates blocked', DUPLICATE, { ...DUPLICATE, effect: 'block' }, 'LimitChanged'],
    ['duplicates only warned of', DUPLICATE, { ...DUPLICATE, effect: 'warn' }, 'LimitChangeProposed'],
  ])('%s', (_words, before, after, outcome) => {
    const events = history(change(before));
    const command = change(after, { key: limitKey(before) });
    expect(outcomeOf(given(limitBook, events).when(command))).toBe(outcome);
  });

  it('a first limit is set by one person at once, and an allowance for a day by two', () => {
    expect(outcomeOf(given(limitBook, []).when(change(DAY_LIMIT)))).toBe('LimitChanged');
    expect(outcomeOf(given(limitBook, []).when(change(BATCH)))).toBe('LimitChangeProposed');
  });

  it('the second person is another one', () => {
    const events = history(change(DAY_LIMIT), change(null));
    expect(outcomeOf(given(limitBook, events).when(confirm(events, 1, 'alice')))).toBe(
      'SECOND_PERSON_REQUIRED',
    );
    expect(outcomeOf(given(limitBook, events).when(confirm(events, 1, 'bob')))).toBe('LimitChanged');
    const maker: LimitCommand = { ...confirm(events, 1, 'bob'), madeKeysOf: ['alice'] } as never;
    expect(outcomeOf(given(limitBook, events).when(maker))).toBe('KEY_MAKER_CANNOT_CONFIRM');
    const confirmed = [...events, ...history(...[change(DAY_LIMIT)]).slice(1)];
    expect(confirmed).toHaveLength(2);
  });

  it('a repeat of a confirmation changes nothing, and an unknown change is refused', () => {
    const proposed = history(change(DAY_LIMIT), change(null));
    const command = confirm(proposed, 1);
    const decided = given(limitBook, proposed).when(command);
    const events = [...proposed, ...(decided.ok ? decided.value : [])];
    expect(outcomeOf(given(limitBook, events).when(command))).toBe('nothing');
    expect(outcomeOf(given(limitBook, events).when({ ...command, person: 'carol' } as LimitCommand))).toBe(
      'CHANGE_NOT_FOUND',
    );
  });

  it('the same wish again changes nothing', () => {
    const events = history(change(DAY_LIMIT), change(null));
    expect(outcomeOf(given(limitBook, events).when(change(null)))).toBe('nothing');
    expect(outcomeOf(given(limitBook, history(change(DAY_LIMIT))).when(change({ ...DAY_LIMIT })))).toBe(
      'nothing',
    );
  });

  it('a cut takes the open proposal for the same limit away', () => {
    const events = history(change(DAY_LIMIT), change(null));
    const cut = given(limitBook, events).when(change({ ...DAY_LIMIT, amountMinor: 1n }));
    expect(outcomeOf(cut)).toBe('LimitChangeWithdrawn + LimitChanged');
  });

  it('a proposal that is withdrawn is confirmed by nobody', () => {
    const events = history(change(DAY_LIMIT), change(null));
    const changeId = lastChangeId(events);
    const withdrawn = given(limitBook, events).when({ type: 'WithdrawChange', changeId, person: 'alice' });
    const after = [...events, ...(withdrawn.ok ? withdrawn.value : [])];
    expect(outcomeOf(withdrawn)).toBe('LimitChangeWithdrawn');
    expect(outcomeOf(given(limitBook, after).when({ ...confirm(events, 1) }))).toBe('CHANGE_NOT_FOUND');
  });
});

describe('when a change takes effect', () => {
  const raise = { ...DAY_LIMIT, amountMinor: 8_000n };
  const raised = (hour = 30): LimitEvent[] => {
    const proposed = history(change(DAY_LIMIT), change(raise, { now: at(hour) }));
    const decided = given(limitBook, proposed).when(confirm(proposed, hour));
    return [...proposed, ...(decided.ok ? decided.value : [])];
  };

  it('a cut at once, a raise a day after its confirmation', () => {
    const events = raised();
    expect([figureAt(events, 0), figureAt(events, 53.9), figureAt(events, 54)]).toEqual([
      5_000n,
      5_000n,
      8_000n,
    ]);
    expect(versionsToCome(bookOf(events), 'ACCOUNT_DAY', at(31))).toHaveLength(1);
  });

  it('a cut that comes while a raise is to come replaces it for ever', () => {
    const events = raised();
    const cut = given(limitBook, events).when(change({ ...DAY_LIMIT, amountMinor: 3_000n }, { now: at(40) }));
    const after = [...events, ...(cut.ok ? cut.value : [])];
    expect([figureAt(after, 40), figureAt(after, 54), figureAt(after, 1_000)]).toEqual([
      3_000n,
      3_000n,
      3_000n,
    ]);
    expect(versionsToCome(bookOf(after), 'ACCOUNT_DAY', at(40))).toEqual([]);
  });

  it('what would stand above a planned cut is a raise', () => {
    const planned = change({ ...DAY_LIMIT, amountMinor: 2_000n }, { wantedFrom: at(100) });
    const events = history(change(DAY_LIMIT), planned);
    expect(figureAt(events, 99)).toBe(5_000n);
    expect(figureAt(events, 100)).toBe(2_000n);
    const between = change({ ...DAY_LIMIT, amountMinor: 4_000n }, { now: at(50) });
    expect(outcomeOf(given(limitBook, events).when(between))).toBe('LimitChangeProposed');
  });

  it('what was in force within the last day comes back at once: a mistaken cut, a mistaken first limit', () => {
    const mistaken = [change(DAY_LIMIT), change({ ...DAY_LIMIT, amountMinor: 1n }, { now: at(30) })];
    const proposed = history(...mistaken, change(DAY_LIMIT, { now: at(31) }));
    const decided = given(limitBook, proposed).when(confirm(proposed, 31));
    expect(figureAt([...proposed, ...(decided.ok ? decided.value : [])], 31)).toBe(5_000n);
    const first = history(change(DAY_LIMIT), change(null, { now: at(2) }));
    const removed = given(limitBook, first).when(confirm(first, 2));
    expect(figureAt([...first, ...(removed.ok ? removed.value : [])], 2)).toBeUndefined();
  });

  it('more than was in force within the last day waits, also where it was in force before', () => {
    const events = history(change(DAY_LIMIT), change({ ...DAY_LIMIT, amountMinor: 1n }, { now: at(30) }));
    const proposed = [...events, ...history(change(DAY_LIMIT), change(null)).slice(0, 0)];
    const again = given(limitBook, proposed).when(change(DAY_LIMIT, { now: at(55) }));
    const all = [...proposed, ...(again.ok ? again.value : [])];
    const decided = given(limitBook, all).when(confirm(all, 55));
    const after = [...all, ...(decided.ok ? decided.value : [])];
    expect([figureAt(after, 55), figureAt(after, 78.9), figureAt(after, 79)]).toEqual([1n, 1n, 5_000n]);
  });

  it('a limit is over at its end', () => {
    const events = history(change({ ...DAY_LIMIT, until: at(10) }));
    expect([figureAt(events, 9.9), figureAt(events, 10)]).toEqual([5_000n, undefined]);
  });
});

import type { PeriodEvent, PeriodSeal } from '../../../../src/domain/journal/events';
import { nextPeriod, parseMonth } from '../../../../src/domain/journal/periods/month';
import {
  periods,
  sealOf,
  type PeriodCommand,
  type Periods,
} from '../../../../src/domain/journal/periods/periods';

const seal = (period: string, closedBy = 'alice'): PeriodSeal => ({
  period,
  timeZone: 'America/Sao_Paulo',
  from: '',
  to: '',
  position: null,
  lines: 0,
  sums: [],
  fingerprint: `of ${period} by ${closedBy}`,
  checkpoint: null,
  suspense: [],
  suspenseBecause: null,
  closedBy,
  closedAt: '2026-03-02T12:00:00.000Z',
});

const close = (period: string, closedBy?: string): PeriodCommand => ({
  type: 'ClosePeriod',
  seal: seal(period, closedBy),
});

const reopen = (person: string, madeKeysOf: readonly string[] = []): PeriodCommand => ({
  type: 'ReopenPeriod',
  period: '2026-01',
  reason: 'A wrong suspense was accepted',
  person,
  madeKeysOf,
  now: '2026-03-02T12:00:00.000Z',
});

/** Decides one command after another; the last one’s events or refusal, and the state after all. */
function after(...commands: PeriodCommand[]) {
  let state: Periods = periods.initial;
  let last: readonly PeriodEvent['type'][] | string = [];
  for (const command of commands) {
    const decision = periods.decide(state, command);
    last = decision.ok ? decision.value.map(({ type }) => type) : decision.refusal;
    if (decision.ok) state = decision.value.reduce(periods.evolve, state);
  }
  return { state, last };
}

describe('a month', () => {
  it('goes from midnight to midnight in São Paulo', () => {
    expect(parseMonth('2026-12')).toEqual({
      period: '2026-12',
      from: new Date('2026-12-01T00:00:00-03:00'),
      to: new Date('2027-01-01T00:00:00-03:00'),
    });
    expect(nextPeriod('2026-12')).toBe('2027-01');
    expect(nextPeriod('2026-08')).toBe('2026-09');
  });

  it.each(['2026-13', '2026-00', '2026-1', '2019-12', '2026-11-01', ''])('is not %p', text =>
    expect(parseMonth(text)).toBeUndefined(),
  );
});

describe('the periods', () => {
  it('are closed once, and stay as they were closed', () => {
    const { state, last } = after(close('2026-01'), close('2026-01', 'bob'));
    expect(last).toEqual([]);
    expect(sealOf(state, '2026-01')?.closedBy).toBe('alice');
    expect(sealOf(state, '2026-02')).toBeUndefined();
  });

  it('are closed one after another from the first on', () => {
    expect(after(close('2026-01'), close('2026-03')).last).toBe('EARLIER_PERIOD_OPEN');
    expect(after(close('2026-01'), close('2026-02'), close('2026-03')).last).toEqual(['PeriodClosed']);
    expect(after(close('2026-02'), close('2026-01')).last).toEqual(['PeriodClosed']);
    expect(after(close('2026-01'), reopen('alice'), reopen('bob'), close('2026-02')).last).toBe(
      'EARLIER_PERIOD_OPEN',
    );
  });

  it('are opened again by two persons, neither of whom made a key of the other, and closed again', () => {
    expect(after(reopen('alice')).last).toBe('PERIOD_NOT_CLOSED');
    const alone = after(close('2026-01'), reopen('alice'), reopen('alice'));
    expect(alone.last).toEqual([]);
    expect(sealOf(alone.state, '2026-01')).toBeDefined();
    expect(after(close('2026-01'), reopen('alice'), reopen('bob', ['alice'])).last).toBe(
      'KEY_MAKER_CANNOT_CONFIRM',
    );
    const opened = after(close('2026-01'), reopen('alice'), reopen('bob'));
    expect(opened.last).toEqual(['PeriodReopened']);
    expect(sealOf(opened.state, '2026-01')).toBeUndefined();
    expect(after(close('2026-01'), reopen('alice'), reopen('bob'), reopen('carl')).last).toBe(
      'PERIOD_NOT_CLOSED',
    );
    const again = after(close('2026-01'), reopen('alice'), reopen('bob'), close('2026-01', 'carl'));
    expect(sealOf(again.state, '2026-01')?.closedBy).toBe('carl');
    expect(again.state.get('2026-01')).toMatchObject({ proposal: undefined, seals: { length: 2 } });
  });
});

import type { Decider } from '../../../shared/decider';
import { ok, refuse, type Result } from '../../../shared/result';
import type { PeriodEvent, PeriodReopenProposed, PeriodSeal } from '../events';
import { nextPeriod } from './month';

export type PeriodCommand =
  | { readonly type: 'ClosePeriod'; readonly seal: PeriodSeal }
  /** By one person it proposes, however often; by another it takes the seal off. */
  | {
      readonly type: 'ReopenPeriod';
      readonly period: string;
      readonly reason: string;
      readonly person: string;
      /** The clients whose keys this person made. What one of them proposed the person does not confirm. */
      readonly madeKeysOf: readonly string[];
      /** RFC 3339 UTC. */
      readonly now: string;
    };

export type PeriodRefusal = 'EARLIER_PERIOD_OPEN' | 'PERIOD_NOT_CLOSED' | 'KEY_MAKER_CANNOT_CONFIRM';

interface PeriodHistory {
  /** In their order: a period that was reopened is closed again. */
  readonly seals: readonly PeriodSeal[];
  readonly isClosed: boolean;
  readonly proposal: PeriodReopenProposed | undefined;
}

/** Every period that was ever closed, by its name. */
export type Periods = ReadonlyMap<string, PeriodHistory>;

type Decision = Result<readonly PeriodEvent[], PeriodRefusal>;

export const periods: Decider<Periods, PeriodCommand, PeriodEvent, PeriodRefusal> = {
  initial: new Map(),

  decide: (state, command) =>
    command.type === 'ClosePeriod' ? close(state, command.seal) : reopen(state, command),

  evolve(state, event) {
    const { seals = [], isClosed = false } = state.get(event.data.period) ?? {};
    switch (event.type) {
      case 'PeriodClosed':
        return withHistory(state, event.data.period, { seals: [...seals, event.data], isClosed: true });
      case 'PeriodReopenProposed':
        return withHistory(state, event.data.period, { seals, isClosed, proposal: event.data });
      case 'PeriodReopened':
        return withHistory(state, event.data.period, { seals, isClosed: false });
    }
  },
};

/** The seal that stands. Returns undefined for a period that is open. */
export function sealOf(state: Periods, period: string): PeriodSeal | undefined {
  const history = state.get(period);
  return history?.isClosed ? history.seals.at(-1) : undefined;
}

const withHistory = (
  state: Periods,
  period: string,
  { proposal, ...history }: Omit<PeriodHistory, 'proposal'> & { proposal?: PeriodReopenProposed },
): Periods => new Map(state).set(period, { ...history, proposal });

/** A period that is closed stays as it was closed. */
function close(state: Periods, seal: PeriodSeal): Decision {
  if (state.get(seal.period)?.isClosed) return ok([]);
  if (isBeyondGap(state, seal.period)) return refuse('EARLIER_PERIOD_OPEN');
  return ok([{ type: 'PeriodClosed', data: seal }]);
}

/** Months are closed one after another: between the first that was ever closed and this one, none is open. */
export function isBeyondGap(state: Periods, period: string): boolean {
  const first = [...state.keys()].sort()[0];
  if (first === undefined || period < first) return false;
  for (let each = first; each < period; each = nextPeriod(each)) if (!state.get(each)?.isClosed) return true;
  return false;
}

function reopen(state: Periods, command: PeriodCommand & { type: 'ReopenPeriod' }): Decision {
  const { period, reason, person, madeKeysOf, now } = command;
  const history = state.get(period);
  if (!history?.isClosed) return refuse('PERIOD_NOT_CLOSED');
  const proposedBy = history.proposal?.proposedBy;
  if (proposedBy === person) return ok([]);
  if (proposedBy === undefined)
    return ok([
      { type: 'PeriodReopenProposed', data: { period, reason, proposedBy: person, proposedAt: now } },
    ]);
  if (madeKeysOf.includes(proposedBy)) return refuse('KEY_MAKER_CANNOT_CONFIRM');
  return ok([{ type: 'PeriodReopened', data: { period, confirmedBy: person, confirmedAt: now } }]);
}

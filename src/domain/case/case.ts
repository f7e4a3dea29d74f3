import { unreachable } from '../../shared/invariant';
import { ok, refuse, type Result } from '../../shared/result';
import type { Decider } from '../../shared/decider';
import { amountAskedBy } from './decision-bound';
import { involvementFault, type Involvement, type InvolvementRefusal } from './involvement';
import { isPossible } from './possible-decision';
import {
  needsSecondPerson,
  type CaseDecision,
  type CaseEvent,
  type CaseOpened,
  type CaseResolved,
  type DecisionBound,
} from './events';

interface DecideCase {
  type: 'DecideCase';
  decision: CaseDecision;
  reason: string;
  person: string;
  /** RFC 3339 UTC. */
  now: string;
  /** What the case's evidence bears; null: no amount. */
  bound: DecisionBound | null;
  /** Missing: the client states no kind, and keeps what its scope meant. */
  involvement?: Involvement;
}

export type CaseCommand =
  | { type: 'OpenCase'; opened: CaseOpened }
  /** By one person it proposes; by another, with the same decision, it confirms. */
  | DecideCase
  | { type: 'FailDecision'; refusal: string }
  | { type: 'ResolveCase'; resolution: CaseResolved['resolution']; now: string };

export type CaseRefusal =
  | 'CASE_NOT_FOUND'
  | 'CASE_RESOLVED'
  | 'CASE_DECIDED'
  /**
   * The decision has impossible figures or an impossible payout, or it would leave money on hold with no case to decide
   * it.
   */
  | 'DECISION_NOT_POSSIBLE'
  /** It names more than the case's evidence bears. */
  | 'AMOUNT_ABOVE_EVIDENCE'
  | 'SECOND_PERSON_REQUIRED'
  | InvolvementRefusal
  | 'DECISION_NOT_CONFIRMED';

interface Opened {
  readonly opened: CaseOpened;
}
interface Proposed extends Opened {
  readonly decision: CaseDecision;
  readonly reason: string;
  readonly proposedBy: string;
}

export type CaseState =
  | { readonly status: 'none' }
  | ({ readonly status: 'open' } & Opened)
  | ({ readonly status: 'proposed' } & Proposed)
  | ({ readonly status: 'confirmed'; readonly confirmedBy: string } & Proposed)
  | ({ readonly status: 'resolved'; readonly resolution: CaseResolved['resolution'] } & Opened);

type Decision = Result<readonly CaseEvent[], CaseRefusal>;
export type CommandOf<Type extends CaseCommand['type']> = Extract<CaseCommand, { type: Type }>;

const NOTHING: Decision = ok([]);

/** A case is decided by two people where money moves; `confirmed` is carried out by the saga, which then resolves it. */
export const caseDecider: Decider<CaseState, CaseCommand, CaseEvent, CaseRefusal> = {
  initial: { status: 'none' },

  decide(state, command) {
    if (command.type === 'OpenCase')
      return state.status === 'none' ? ok([{ type: 'CaseOpened', data: command.opened }]) : NOTHING;
    if (state.status === 'none') return refuse('CASE_NOT_FOUND');
    switch (command.type) {
      case 'DecideCase':
        return decideCase(state, command);
      case 'FailDecision':
        return failDecision(state, command.refusal);
      case 'ResolveCase':
        return resolveCase(state, command);
      default:
        return unreachable(command);
    }
  },

  evolve(state, event) {
    if (event.type === 'CaseOpened') return { status: 'open', opened: event.data };
    if (state.status === 'none') return state;
    const { opened } = state;
    switch (event.type) {
      case 'CaseDecisionProposed': {
        const { decision, reason, proposedBy } = event.data;
        return { status: 'proposed', opened, decision, reason, proposedBy };
      }
      case 'CaseDecisionConfirmed':
        return state.status === 'proposed'
          ? { ...state, status: 'confirmed', confirmedBy: event.data.confirmedBy }
          : state;
      case 'CaseDecisionFailed':
        return { status: 'open', opened };
      case 'CaseResolved':
        return { status: 'resolved', opened, resolution: event.data.resolution };
      default:
        return state;
    }
  },
};

type Existing = Exclude<CaseState, { status: 'none' }>;

function decideCase(state: Existing, command: DecideCase): Decision {
  if (state.status === 'resolved') return refuse('CASE_RESOLVED');
  const { decision, person } = command;
  const { caseId } = state.opened;
  if (state.status === 'confirmed')
    return sameDecision(state.decision, decision) ? NOTHING : refuse('CASE_DECIDED');
  if (!isPossible(decision, state.opened)) return refuse('DECISION_NOT_POSSIBLE');
  const proposedBy =
    state.status === 'proposed' && sameDecision(state.decision, decision) ? state.proposedBy : null;
  if (proposedBy === person) return refuse('SECOND_PERSON_REQUIRED');
  const fault = faultOf(state, command, proposedBy);
  if (fault) return refuse(fault);
  return isBorne(command) ? ok(decisionEvents(caseId, command, proposedBy)) : refuse('AMOUNT_ABOVE_EVIDENCE');
}

/** Whether the evidence bears the amount that people name. */
function isBorne({ decision, bound }: DecideCase): boolean {
  const asked = amountAskedBy(decision);
  return asked === null || (bound !== null && asked <= bound.amountMinor);
}

function decisionEvents(caseId: string, command: DecideCase, proposedBy: string | null): CaseEvent[] {
  const { decision, reason, person, now, bound } = command;
  const judged = bound !== null && amountAskedBy(decision) !== null ? { bound } : {};
  const confirmed = {
    type: 'CaseDecisionConfirmed',
    data: { caseId, confirmedBy: person, confirmedAt: now, ...judged },
  } as const;
  if (proposedBy !== null) return [confirmed];
  const proposed = {
    type: 'CaseDecisionProposed',
    data: { caseId, decision, reason, proposedBy: person, proposedAt: now, ...judged },
  } as const;
  // A decision that moves nothing is one person's.
  return needsSecondPerson(decision) ? [proposed] : [proposed, confirmed];
}

/** A decision that moves nothing is open to every person. */
const faultOf = (
  { opened }: Existing,
  { decision, person, involvement }: DecideCase,
  proposedBy: string | null,
): InvolvementRefusal | undefined =>
  involvement && needsSecondPerson(decision)
    ? involvementFault(person, involvement, opened, proposedBy)
    : undefined;

function failDecision(state: Existing, refusal: string): Decision {
  if (state.status !== 'confirmed') return refuse('DECISION_NOT_CONFIRMED');
  return ok([{ type: 'CaseDecisionFailed', data: { caseId: state.opened.caseId, refusal } }]);
}

function resolveCase(state: Existing, { resolution, now }: CommandOf<'ResolveCase'>): Decision {
  if (state.status === 'resolved') return NOTHING;
  const byDecision = state.status === 'confirmed' && state.decision.type === resolution;
  // What two people have decided is carried out, or fails, before anything else closes the case.
  if (!byDecision && (resolution !== 'EVIDENCE' || state.status === 'confirmed'))
    return refuse('DECISION_NOT_CONFIRMED');
  return ok([{ type: 'CaseResolved', data: { caseId: state.opened.caseId, resolution, resolvedAt: now } }]);
}

/** The text of a decision with every figure. Two decisions with one text are the same; the reasons do not count. */
export const decisionText = (decision: CaseDecision): string =>
  JSON.stringify(Object.entries(decision).sort(), (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  );

const sameDecision = (left: CaseDecision, right: CaseDecision): boolean =>
  decisionText(left) === decisionText(right);

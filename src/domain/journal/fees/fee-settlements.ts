import { Map, OrderedMap } from 'immutable';
import type { Decider } from '../../../shared/decider';
import type { Currency } from '../../../shared/money';
import { ok, refuse, type Result } from '../../../shared/result';
import type { FeeEvent, FeeEventData, FeesInBooks, FeeSettlement } from '../events';

/** By one person it proposes; by another, with the same figures, it settles. */
export interface SettleFees {
  readonly type: 'SettleFees';
  readonly settlement: FeeSettlement;
  readonly evidence: string;
  readonly person: string;
  /** The clients whose keys this person made. What one of them proposed the person does not confirm. */
  readonly madeKeysOf: readonly string[];
  /** Of the settlement's currency. */
  readonly books: FeesInBooks;
  /** How many events of the stream were on disk before the books were read. */
  readonly booksKnow: number;
  /** RFC 3339 UTC. */
  readonly now: string;
}

export type FeeRefusal =
  | 'REFERENCE_SETTLED'
  | 'SECOND_PERSON_REQUIRED'
  | 'KEY_MAKER_CANNOT_CONFIRM'
  | 'ABOVE_FEES_OWED'
  /** The books were read before the proposal was recorded: read them again. */
  | 'BOOKS_TOO_OLD';

interface Proposed {
  readonly status: 'PROPOSED';
  readonly data: FeeEventData<'FeeSettlementProposed'>;
  /** Which event of the stream it is, from 1. */
  readonly number: number;
}
interface Settled {
  readonly status: 'SETTLED';
  readonly data: FeeEventData<'ProviderFeesSettled'>;
  readonly proposedAt: string;
}
export type SettlementState = Proposed | Settled;

export interface FeeSettlements {
  /** By reference, in the order in which the references came up. */
  readonly settlements: OrderedMap<string, SettlementState>;
  readonly settledMinor: Map<Currency, bigint>;
  /** Of the stream. */
  readonly events: number;
}

/** One provider's fees: they are settled by two persons, at most as far as they are owed. */
export const feeSettlements: Decider<FeeSettlements, SettleFees, FeeEvent, FeeRefusal> = {
  initial: { settlements: OrderedMap(), settledMinor: Map(), events: 0 },
  decide,
  evolve(state, event) {
    const { settlements, settledMinor } = state;
    const { reference, currency, amountMinor } = event.data;
    const number = state.events + 1;
    if (event.type === 'FeeSettlementProposed') {
      const proposed = { status: 'PROPOSED', data: event.data, number } as const;
      return { ...state, events: number, settlements: settlements.set(reference, proposed) };
    }
    const before = settlements.get(reference);
    const proposedAt = before?.status === 'PROPOSED' ? before.data.proposedAt : event.data.settledAt;
    return {
      events: number,
      settlements: settlements.set(reference, { status: 'SETTLED', data: event.data, proposedAt }),
      settledMinor: settledMinor.update(currency, 0n, settled => settled + amountMinor),
    };
  },
};

/** What the provider is owed; below zero where captures were reversed after their fees had been settled. */
export const owedMinor = (state: FeeSettlements, currency: Currency, books: FeesInBooks): bigint =>
  books.chargedMinor - books.reversedMinor - state.settledMinor.get(currency, 0n);

function decide(state: FeeSettlements, command: SettleFees): Result<readonly FeeEvent[], FeeRefusal> {
  const { settlement, evidence, person, books, now } = command;
  const standing = state.settlements.get(settlement.reference);
  if (standing?.status === 'SETTLED') return refuse('REFERENCE_SETTLED');
  const proposal = standing && isSame(standing.data, settlement) ? standing : undefined;
  const fault = proposal && faultOf(proposal, command);
  if (fault) return refuse(fault);
  if (settlement.amountMinor > owedMinor(state, settlement.currency, books)) return refuse('ABOVE_FEES_OWED');
  if (!proposal) {
    const data = { ...settlement, evidence, proposedBy: person, proposedAt: now };
    return ok([{ type: 'FeeSettlementProposed', data }]);
  }
  const proposed = { evidence: proposal.data.evidence, proposedBy: proposal.data.proposedBy };
  const confirmed = { confirmedEvidence: evidence, confirmedBy: person, settledAt: now };
  return ok([{ type: 'ProviderFeesSettled', data: { ...settlement, ...proposed, ...confirmed, ...books } }]);
}

/** Why this person does not confirm the proposal, or not on these books. */
function faultOf(
  { data, number }: Proposed,
  { person, madeKeysOf, booksKnow }: SettleFees,
): FeeRefusal | undefined {
  if (data.proposedBy === person) return 'SECOND_PERSON_REQUIRED';
  if (madeKeysOf.includes(data.proposedBy)) return 'KEY_MAKER_CANNOT_CONFIRM';
  return number > booksKnow ? 'BOOKS_TOO_OLD' : undefined;
}

/** Two persons say the same when all figures are the same; their words do not count. */
const isSame = (left: FeeSettlement, right: FeeSettlement): boolean =>
  left.currency === right.currency &&
  left.amountMinor === right.amountMinor &&
  left.paidFrom === right.paidFrom;

import type { Decider } from '../../shared/decider';
import { ok, refuse, type Result } from '../../shared/result';
import type {
  LimitChange,
  LimitChanged,
  LimitChangeProposed,
  LimitEvent,
  LimitScope,
  LimitTerms,
} from './events';
import { isAtLeastAsStrict } from './strictness';

/** All decisions about the limits of one scope. */
export interface LimitBook {
  /** By key: every version, in the order in which they were decided. */
  readonly versions: ReadonlyMap<string, readonly LimitChanged[]>;
  /** By change id: what waits for another person. */
  readonly proposals: ReadonlyMap<string, LimitChangeProposed>;
}

export type LimitCommand = ChangeLimit | ConfirmChange | WithdrawChange;

interface ChangeLimit extends Omit<LimitChangeProposed, 'changeId'> {
  readonly type: 'ChangeLimit';
  /** Names the change where it is a new one. */
  readonly changeId: string;
  /** RFC 3339 UTC. */
  readonly now: string;
}

interface ConfirmChange {
  readonly type: 'ConfirmChange';
  readonly changeId: string;
  readonly person: string;
  /** The clients whose keys this person made. What one of them proposed the person does not confirm. */
  readonly madeKeysOf?: readonly string[];
  readonly now: string;
  /** How long a raise waits after its confirmation, in milliseconds. */
  readonly raiseDelayMs: number;
}

interface WithdrawChange {
  readonly type: 'WithdrawChange';
  readonly changeId: string;
  readonly person: string;
}

export type LimitBookRefusal = 'CHANGE_NOT_FOUND' | 'SECOND_PERSON_REQUIRED' | 'KEY_MAKER_CANNOT_CONFIRM';

type Decision = Result<readonly LimitEvent[], LimitBookRefusal>;

const NOTHING: Decision = ok([]);

/** One person may make a limit stricter. What lets more through is proposed by one person and confirmed by another. */
export const limitBook: Decider<LimitBook, LimitCommand, LimitEvent, LimitBookRefusal> = {
  initial: { versions: new Map(), proposals: new Map() },

  decide(book, command) {
    switch (command.type) {
      case 'ChangeLimit':
        return changeLimit(book, command);
      case 'ConfirmChange':
        return confirmChange(book, command);
      case 'WithdrawChange':
        return withdrawChange(book, command);
    }
  },

  evolve(book, event) {
    const { versions, proposals } = book;
    switch (event.type) {
      case 'LimitChangeProposed':
        return { versions, proposals: new Map(proposals).set(event.data.changeId, event.data) };
      case 'LimitChangeWithdrawn':
        return { versions, proposals: without(proposals, event.data.changeId) };
      case 'LimitChanged':
        return {
          versions: new Map(versions).set(event.data.key, [...versionsOf(book, event.data.key), event.data]),
          proposals: without(proposals, event.data.changeId),
        };
      default:
        return book;
    }
  },
};

const versionsOf = ({ versions }: LimitBook, key: string): readonly LimitChanged[] => versions.get(key) ?? [];

/** The version that stands at a time: the last decided of those that have begun. */
export const versionAt = (book: LimitBook, key: string, at: string): LimitChanged | undefined =>
  versionsOf(book, key).findLast(({ effectiveFrom }) => Date.parse(effectiveFrom) <= Date.parse(at));

/** The limit in force at a time; null: none. */
export function termsAt(book: LimitBook, key: string, at: string): LimitTerms | null {
  const terms = versionAt(book, key, at)?.terms ?? null;
  const isOver = terms?.until !== undefined && Date.parse(terms.until) <= Date.parse(at);
  return isOver ? null : terms;
}

/** The versions that begin after a time and are not replaced by a later decision before they begin. */
export function versionsToCome(book: LimitBook, key: string, at: string): readonly LimitChanged[] {
  const versions = versionsOf(book, key);
  return versions.filter(({ effectiveFrom }, index) => {
    const replaced = versions
      .slice(index + 1)
      .some(later => Date.parse(later.effectiveFrom) <= Date.parse(effectiveFrom));
    return Date.parse(effectiveFrom) > Date.parse(at) && !replaced;
  });
}

function changeLimit(book: LimitBook, command: ChangeLimit): Decision {
  const { type: _type, now, ...proposal } = command;
  const { wantedFrom, key, terms } = proposal;
  const from = laterOf(now, wantedFrom);
  const coming = versionsToCome(book, key, from);
  const isInForce = isSame(terms, termsAt(book, key, from)) && hasSameKey(book, proposal, from);
  if (coming.length === 0 && isInForce) return NOTHING;
  if (openFor(book, key).some(open => isSameProposal(open, proposal))) return NOTHING;
  const withdrawn = openFor(book, key).map(open => withdrawal(open, proposal.proposedBy));
  const standing = [termsAt(book, key, from), ...coming.map(version => version.terms)];
  const isCut = standing.every(before => isAtLeastAsStrict(terms, before));
  const decided: LimitEvent = isCut
    ? { type: 'LimitChanged', data: changed(proposal, null, from) }
    : { type: 'LimitChangeProposed', data: proposal };
  return ok([...withdrawn, decided]);
}

function confirmChange(book: LimitBook, command: ConfirmChange): Decision {
  const { changeId, person, madeKeysOf = [], now, raiseDelayMs } = command;
  const proposal = book.proposals.get(changeId);
  if (!proposal) return isConfirmedBy(book, changeId, person) ? NOTHING : refuse('CHANGE_NOT_FOUND');
  if (proposal.proposedBy === person) return refuse('SECOND_PERSON_REQUIRED');
  if (madeKeysOf.includes(proposal.proposedBy)) return refuse('KEY_MAKER_CANNOT_CONFIRM');
  const delayMs = restores(book, proposal, now, raiseDelayMs) ? 0 : raiseDelayMs;
  const from = laterOf(new Date(Date.parse(now) + delayMs).toISOString(), proposal.wantedFrom);
  return ok([{ type: 'LimitChanged', data: changed(proposal, person, from) }]);
}

/** The proposer too: nothing that was only proposed has had an effect. */
function withdrawChange(book: LimitBook, { changeId, person }: WithdrawChange): Decision {
  const proposal = book.proposals.get(changeId);
  return proposal ? ok([withdrawal(proposal, person)]) : refuse('CHANGE_NOT_FOUND');
}

/**
 * Whether the change lets no more through than what was in force at some time within the last delay. A mistaken cut is
 * taken back at once by it: the delay is there against what was never in force.
 */
function restores(book: LimitBook, { key, terms }: LimitChange, now: string, delayMs: number): boolean {
  const since = new Date(Date.parse(now) - delayMs).toISOString();
  const starts = versionsOf(book, key)
    .map(({ effectiveFrom }) => effectiveFrom)
    .filter(from => Date.parse(from) > Date.parse(since) && Date.parse(from) <= Date.parse(now));
  return [since, ...starts].some(at => isAtLeastAsStrict(terms, termsAt(book, key, at)));
}

const isConfirmedBy = ({ versions }: LimitBook, changeId: string, person: string): boolean =>
  [...versions.values()].flat().some(made => made.changeId === changeId && made.confirmedBy === person);

const openFor = ({ proposals }: LimitBook, key: string): LimitChangeProposed[] =>
  [...proposals.values()].filter(open => open.key === key);

const withdrawal = ({ scope, changeId }: LimitChange, withdrawnBy: string): LimitEvent => ({
  type: 'LimitChangeWithdrawn',
  data: { scope, changeId, withdrawnBy },
});

function changed(
  { wantedFrom: _wantedFrom, ...change }: LimitChangeProposed,
  confirmedBy: string | null,
  effectiveFrom: string,
): LimitChanged {
  return { ...change, confirmedBy, effectiveFrom };
}

/** Under another key no payee is known again: the limit has to be set anew. */
const hasSameKey = (book: LimitBook, { key, payeeKey }: LimitChange, at: string): boolean =>
  versionAt(book, key, at)?.payeeKey === payeeKey;

const laterOf = (time: string, wanted: string | null): string =>
  wanted !== null && Date.parse(wanted) > Date.parse(time) ? wanted : time;

const without = <Value>(map: ReadonlyMap<string, Value>, key: string): ReadonlyMap<string, Value> =>
  new Map([...map].filter(([other]) => other !== key));

const isSameProposal = (open: LimitChangeProposed, proposal: LimitChangeProposed): boolean =>
  open.proposedBy === proposal.proposedBy &&
  open.wantedFrom === proposal.wantedFrom &&
  isSame(open.terms, proposal.terms);

const isSame = (left: LimitTerms | null, right: LimitTerms | null): boolean =>
  left === right || (left !== null && right !== null && textOf(left) === textOf(right));

const textOf = (terms: LimitTerms): string =>
  JSON.stringify(
    Object.entries(terms)
      .filter(([, value]) => value !== undefined)
      .sort(([left], [right]) => (left < right ? -1 : 1)),
    (_name, value: unknown) => (typeof value === 'bigint' ? `${value}` : value),
  );

/** `<scope>/<key>`. */
export const limitName = (scope: LimitScope, key: string): string => `${scope}/${key}`;
export const limitKey = ({ kind, date }: Pick<LimitTerms, 'kind' | 'date'>): string =>
  date === undefined ? kind : `${kind}/${date}`;

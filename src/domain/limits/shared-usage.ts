import { Map } from 'immutable';
import type { Decider } from '../../shared/decider';
import { ok, type Result } from '../../shared/result';
import type { ApplyingLimit } from './applying-limits';
import { decideFigure, isBehind } from './decide-limits';
import type { LimitRefusal, LimitScope, LimitShare, LimitVersion, UsageEvent } from './events';

/** What one client, or one payee, has used in one day, over all accounts. */
export interface SharedUsage {
  readonly usedMinor: bigint;
  /** By payout: the one answer that it got for ever. */
  readonly answers: Map<string, ShareAnswer>;
  readonly revisions: Map<LimitScope, number>;
}

type ShareAnswer =
  | { readonly kind: 'taken'; readonly amountMinor: bigint; readonly shares: readonly LimitShare[] }
  | { readonly kind: 'refused'; readonly refusal: LimitRefusal }
  /** Its account refused or released it. */
  | { readonly kind: 'returned' };

export type UsageCommand =
  | {
      readonly type: 'TakeShare';
      readonly usage: string;
      readonly payoutId: string;
      readonly accountId: string;
      readonly amountMinor: bigint;
      readonly at: string;
      /** All scopes that the payout falls under. */
      readonly scopes: readonly LimitScope[];
      readonly versions: readonly LimitVersion[];
      readonly limits: readonly ApplyingLimit[];
    }
  | { readonly type: 'ReturnShare'; readonly usage: string; readonly payoutId: string };

type TakeShare = Extract<UsageCommand, { type: 'TakeShare' }>;
type Decision = Result<readonly UsageEvent[], 'LIMITS_OUTDATED'>;

const NOTHING: Decision = ok([]);

/** A payout gets one answer. What has a share and no hold is given back, or ends with its day. */
export const sharedUsage: Decider<SharedUsage, UsageCommand, UsageEvent, 'LIMITS_OUTDATED'> = {
  initial: { usedMinor: 0n, answers: Map(), revisions: Map() },

  decide(state, command) {
    return command.type === 'TakeShare' ? takeShare(state, command) : returnShare(state, command);
  },

  evolve(state, event) {
    switch (event.type) {
      case 'LimitShareTaken': {
        const { payoutId, amountMinor, shares, versions } = event.data;
        return keepAnswer(state, payoutId, { kind: 'taken', amountMinor, shares }, amountMinor, versions);
      }
      case 'LimitShareRefused': {
        const { payoutId, refusal, versions } = event.data;
        return keepAnswer(state, payoutId, { kind: 'refused', refusal }, 0n, versions);
      }
      case 'LimitShareReturned':
        return keepAnswer(state, event.data.payoutId, { kind: 'returned' }, -event.data.amountMinor, []);
      default:
        return state;
    }
  },
};

function takeShare(state: SharedUsage, command: TakeShare): Decision {
  if (state.answers.has(command.payoutId)) return NOTHING;
  const { type: _type, limits, scopes, ...facts } = command;
  if (isBehind(state, scopes, facts.versions)) return { ok: false, refusal: 'LIMITS_OUTDATED' };
  const shares: LimitShare[] = [];
  for (const limit of limits) {
    const decided = decideFigure(facts, limit, state.usedMinor);
    if ('refusal' in decided)
      return ok([{ type: 'LimitShareRefused', data: { ...facts, refusal: decided.refusal } }]);
    shares.push(...decided.shares);
  }
  return ok([{ type: 'LimitShareTaken', data: { ...facts, shares } }]);
}

function returnShare(state: SharedUsage, command: Extract<UsageCommand, { type: 'ReturnShare' }>): Decision {
  const { usage, payoutId } = command;
  const answer = state.answers.get(payoutId);
  if (answer?.kind !== 'taken') return NOTHING;
  return ok([{ type: 'LimitShareReturned', data: { usage, payoutId, amountMinor: answer.amountMinor } }]);
}

const keepAnswer = (
  { usedMinor, answers, revisions }: SharedUsage,
  payoutId: string,
  answer: ShareAnswer,
  addedMinor: bigint,
  versions: readonly LimitVersion[],
): SharedUsage => ({
  usedMinor: usedMinor + addedMinor,
  answers: answers.set(payoutId, answer),
  revisions: versions.reduce(
    (known, { scope, revision }) => known.update(scope, -1, before => Math.max(before, revision)),
    revisions,
  ),
});

import {
  isShared,
  scopesOf,
  type ApplyingLimit,
  type ApplyingLimits,
} from '../../domain/limits/applying-limits';
import type { LimitRefusal, LimitShare } from '../../domain/limits/events';
import type { PayoutRequested } from '../../domain/payout/events';
import type { Cause } from '../../event-store/new-events';
import { Fault } from '../../shared/fault';
import { invariant } from '../../shared/invariant';
import type { UsageWriter } from './usage-writer';

/** What the usage streams say to a payout. */
export interface TakenShares {
  readonly shares: readonly LimitShare[];
  readonly refusal?: LimitRefusal;
  /** The streams in which it has a share now. */
  readonly usage: readonly string[];
}

const NONE: TakenShares = { shares: [], usage: [] };

/** Shares of limits that span accounts. A share comes before its hold, and goes back only after the account has closed it. */
export class LimitShares {
  constructor(private readonly writer: Pick<UsageWriter, 'execute'>) {}

  /** Takes a share of each limit that spans accounts, in the order of their streams. @throws {Fault} */
  async take(request: PayoutRequested, applying: ApplyingLimits, cause: Cause): Promise<TakenShares> {
    let taken = NONE;
    for (const [usage, limits] of byCounter(applying.limits.filter(isShared))) {
      taken = await this.takeOf(usage, limits, request, applying, cause, taken);
      if (taken.refusal) return taken;
    }
    return taken;
  }

  private async takeOf(
    usage: string,
    limits: readonly ApplyingLimit[],
    request: PayoutRequested,
    { at, versions }: ApplyingLimits,
    cause: Cause,
    before: TakenShares,
  ): Promise<TakenShares> {
    const { payoutId, accountId, amountMinor } = request;
    const scopes = scopesOf(request);
    const facts = { usage, payoutId, accountId, amountMinor, at, scopes, versions, limits };
    const result = await this.writer.execute({ type: 'TakeShare', ...facts }, cause);
    if (!result.ok) throw outdated();
    const answer = result.value.answers.get(payoutId);
    invariant(answer, `The usage stream ${usage} did not answer payout ${payoutId}`);
    if (answer.kind === 'refused') return { ...before, refusal: answer.refusal };
    if (answer.kind === 'returned') return before;
    return { shares: [...before.shares, ...answer.shares], usage: [...before.usage, usage] };
  }

  /** The account has refused or released the payout: that is on disk. @throws {Fault} */
  async giveBack(payoutId: string, usage: readonly string[], cause: Cause): Promise<void> {
    for (const stream of usage)
      await this.writer.execute({ type: 'ReturnShare', usage: stream, payoutId }, cause);
  }
}

/** The process has to read on before it can decide. */
export const outdated = (): Fault =>
  new Fault('event store', 'This process does not know the newest limits yet');

function byCounter(limits: readonly ApplyingLimit[]): [string, ApplyingLimit[]][] {
  const groups = new Map<string, ApplyingLimit[]>();
  for (const limit of limits) {
    const { counter } = limit;
    invariant(counter !== null, `${limit.limit} spans accounts and has no stream`);
    groups.set(counter, [...(groups.get(counter) ?? []), limit]);
  }
  return [...groups].sort(([left], [right]) => (left < right ? -1 : 1));
}

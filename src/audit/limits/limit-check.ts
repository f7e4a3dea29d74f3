import type { FundsHeld, HoldRefused } from '../../domain/account/events';
import type { LimitRefusal, LimitsApplied, LimitTerms, LimitVersion } from '../../domain/limits/events';
import type { RecordedEvent } from '../../event-store/event-store';
import type { ReportDifference } from '../difference';
import type { AuditedPayout } from '../records/payouts/audited-payout';
import { AccountCounters, localDay, nightDay } from './account-counters';
import { LimitHistory } from './limit-history';
import { UsageRecords } from './usage-records';

interface AuditedShares {
  readonly payee: string | undefined;
  readonly amountMinor: bigint;
  /** Of the account's own counters. */
  readonly counters: readonly string[];
  readonly usage: readonly string[];
  isClosed: boolean;
}

interface Decision {
  readonly payout: AuditedPayout;
  readonly at: string;
  readonly amountMinor: bigint;
  readonly payee: string | undefined;
  readonly counters: AccountCounters;
}

/** A limit that stood for a payout, with the account's own counter of it. */
interface Standing {
  readonly name: string;
  readonly terms: LimitTerms;
  /** undefined: each payout by itself, or a usage stream. */
  readonly counter: string | undefined;
}

interface KnownPayouts {
  get(payoutId: string): AuditedPayout | undefined;
}

/** I17: no accepted payout exceeds a limit, and what is refused by one would have exceeded it. */
export class LimitCheck {
  private readonly history = new LimitHistory();
  private readonly usage = new UsageRecords();
  private readonly accounts = new Map<string, AccountCounters>();
  private readonly holds = new Map<string, AuditedShares>();

  apply(event: RecordedEvent, payouts: KnownPayouts, report: ReportDifference): void {
    this.history.apply(event, report);
    this.usage.apply(event, (payoutId, usage) => this.hasHoldOn(payoutId, usage), report);
    const { type, data } = event.body;
    if (!event.streamId.startsWith('account-') || !('payoutId' in data)) return;
    const payoutId = String(data.payoutId);
    const payout = payouts.get(payoutId);
    if (type === 'FundsHeld' && payout) this.checkHold(data as FundsHeld, payout, report);
    if (type === 'HoldRefused' && payout) this.checkRefusal(data as HoldRefused, payout, report);
    if (type === 'HoldReleased') this.close(payoutId, payout, 'released');
    if (type === 'HoldCaptured') this.close(payoutId, payout, 'captured');
  }

  private hasHoldOn(payoutId: string, usage: string): boolean {
    const shares = this.holds.get(payoutId);
    return shares !== undefined && !shares.isClosed && shares.usage.includes(usage);
  }

  private countersOf(accountId: string): AccountCounters {
    const counters = this.accounts.get(accountId) ?? new AccountCounters();
    this.accounts.set(accountId, counters);
    return counters;
  }

  private checkHold({ limits }: FundsHeld, payout: AuditedPayout, report: ReportDifference): void {
    const counters = this.countersOf(payout.accountId);
    this.checkVersions(counters, limits?.versions ?? [], payout, report);
    if (!limits) return;
    const { at, amountMinor, payee, versions } = limits;
    if (amountMinor !== payout.originalAmountMinor)
      report('I17', `counts ${amountMinor} of a payout of another amount`);
    const decision = { payout, at, amountMinor, payee, counters };
    const standing = this.standing(versions, decision);
    const taken = this.takenOf(standing, limits, decision, report);
    const extra = limits.shares.filter(({ limit }) => !taken.some(({ name }) => name === limit));
    for (const { limit } of extra) report('I17', `counts for ${limit}, which does not apply`);
    this.take(taken, limits, decision);
  }

  /** What the payout had to take, each compared with the figure. */
  private takenOf(
    standing: readonly Standing[],
    { shares }: LimitsApplied,
    decision: Decision,
    report: ReportDifference,
  ): Standing[] {
    const isBatch = shares.some(({ kind }) => kind === 'BATCH_DAY');
    const due = standing.filter(({ terms: { kind } }) => kind !== (isBatch ? 'ACCOUNT_DAY' : 'BATCH_DAY'));
    return due.filter(each => {
      const { kind } = each.terms;
      const { payee, counters } = decision;
      if (kind === 'FIRST_PAYMENT' && payee !== undefined && counters.completedPayees.has(payee))
        return false;
      const share = shares.find(({ limit }) => limit === each.name);
      // Of several allowances for one day a payout takes one.
      if (!share && kind === 'BATCH_DAY') return false;
      if (!share) report('I17', `passes the limit ${each.name}`);
      const excess = this.excessOf(each, decision);
      if (excess !== undefined) report('I17', `exceeds the limit ${each.name}: ${excess}`);
      return true;
    });
  }

  /** In words; undefined: it is within the limit. */
  private excessOf({ name, terms, counter }: Standing, decision: Decision): string | undefined {
    const { payout, amountMinor, payee, at, counters } = decision;
    const { kind, amountMinor: figure = 0n, withinMinutes = 0, effect } = terms;
    if (kind === 'DUPLICATE') {
      const earlier =
        payee === undefined ? undefined : counters.duplicate(payee, amountMinor, at, withinMinutes);
      return effect === 'block' && earlier !== undefined ? `the same as payout ${earlier}` : undefined;
    }
    if (kind === 'CLIENT_DAY' || kind === 'PAYEE_DAY') {
      const stream = this.usageOf(kind, decision);
      return this.usage.hasTaken(stream, payout.payoutId, name) ? undefined : `no share of ${stream}`;
    }
    const used = counter === undefined ? 0n : counters.usedMinor(counter);
    return used + amountMinor > figure ? `${used} + ${amountMinor} is above ${figure}` : undefined;
  }

  private usageOf(kind: 'CLIENT_DAY' | 'PAYEE_DAY', { payout, payee, at }: Decision): string {
    const subject = kind === 'CLIENT_DAY' ? `client-${payout.clientId}` : `payee-${payee}`;
    return `usage-${subject}-${localDay(at)}`;
  }

  private take(taken: readonly Standing[], { shares }: LimitsApplied, decision: Decision): void {
    const { payout, at, amountMinor, payee, counters } = decision;
    const own = [...new Set(taken.flatMap(({ counter }) => (counter === undefined ? [] : [counter])))];
    for (const counter of own) counters.add(counter, amountMinor);
    const looksBack = taken.some(({ terms }) => terms.kind === 'DUPLICATE');
    if (payee !== undefined && looksBack) counters.remember(payee, amountMinor, at, payout.payoutId);
    const usage = shares.flatMap(({ counter }) => (counter?.startsWith('usage-') ? [counter] : []));
    this.holds.set(payout.payoutId, { payee, amountMinor, counters: own, usage, isClosed: false });
  }

  private close(payoutId: string, payout: AuditedPayout | undefined, end: 'released' | 'captured'): void {
    const shares = this.holds.get(payoutId);
    if (!shares || !payout || shares.isClosed) return;
    const counters = this.countersOf(payout.accountId);
    const { payee, amountMinor } = shares;
    const given =
      end === 'released' ? shares.counters : shares.counters.filter(each => each.startsWith('first '));
    for (const counter of given) counters.add(counter, -amountMinor);
    if (payee !== undefined && end === 'captured') counters.completedPayees.add(payee);
    if (payee !== undefined && end === 'released') counters.forget(payee, amountMinor, payoutId);
    // A completed payout keeps its share of a usage stream.
    shares.isClosed = end === 'released';
    if (end === 'captured') this.holds.set(payoutId, { ...shares, counters: [] });
  }

  private checkRefusal({ exceeded }: HoldRefused, payout: AuditedPayout, report: ReportDifference): void {
    if (!exceeded) return;
    const counters = this.countersOf(payout.accountId);
    this.checkVersions(counters, exceeded.versions, payout, report);
    const { at, amountMinor, payee, refusal } = exceeded;
    const decision = { payout, at, amountMinor, payee, counters };
    const standing = this.standing(exceeded.versions, decision).find(({ name }) => name === refusal.limit);
    if (!standing) return report('I17', `is refused by ${refusal.limit}, which does not apply`);
    if (!this.isRefusedRightly(standing, refusal, decision))
      report('I17', `is refused by ${refusal.limit}, which has room for it`);
  }

  private isRefusedRightly(
    { name, terms, counter }: Standing,
    refusal: LimitRefusal,
    decision: Decision,
  ): boolean {
    const { kind, amountMinor: figure = 0n, withinMinutes = 0, effect } = terms;
    const { payout, amountMinor, payee = '', at, counters } = decision;
    if (kind === 'CLIENT_DAY' || kind === 'PAYEE_DAY') return this.usage.hasRefused(payout.payoutId, name);
    if (kind === 'DUPLICATE')
      return effect !== 'warn' && counters.duplicate(payee, amountMinor, at, withinMinutes) !== undefined;
    const left = figure - (counter === undefined ? 0n : counters.usedMinor(counter));
    return amountMinor > left && refusal.leftMinor === (left > 0n ? left : 0n);
  }

  /** A decision rests on versions that were there, and never on older ones than the account's decisions before. */
  private checkVersions(
    { revisions }: AccountCounters,
    versions: readonly LimitVersion[],
    payout: AuditedPayout,
    report: ReportDifference,
  ): void {
    const used = new Map<string, number>(versions.map(({ scope, revision }) => [scope, revision]));
    for (const scope of scopesOf(payout)) {
      const [revision, before] = [used.get(scope) ?? -1, revisions.get(scope) ?? -1];
      if (revision > this.history.lastRevision(scope))
        report('I17', `uses limits of ${scope} that did not exist yet`);
      if (revision < before)
        report('I17', `uses limits of ${scope} up to ${revision}, after ${before} was used`);
      revisions.set(scope, Math.max(revision, before));
    }
  }

  private standing(versions: readonly LimitVersion[], decision: Decision): Standing[] {
    const { payout, at } = decision;
    const own = new Set<string>(scopesOf(payout));
    return versions.flatMap(({ scope, revision }) =>
      own.has(scope)
        ? [...this.history.standing(scope, revision, at)].flatMap(([key, terms]) =>
            standingOf(`${scope}/${key}`, terms, decision),
          )
        : [],
    );
  }
}

const scopesOf = ({ accountId, clientId, provider }: AuditedPayout): string[] => [
  'all',
  `account-${accountId}`,
  `client-${clientId}`,
  `provider-${provider}`,
];

function standingOf(name: string, terms: LimitTerms, { payout, at, payee }: Decision): Standing[] {
  const { kind, currency, exceptAccounts = [], date } = terms;
  if (currency !== payout.currency || exceptAccounts.includes(payout.accountId)) return [];
  switch (kind) {
    case 'ACCOUNT_DAY':
      return [{ name, terms, counter: `day ${localDay(at)}` }];
    case 'BATCH_DAY':
      return date === localDay(at) ? [{ name, terms, counter: name }] : [];
    case 'NIGHT': {
      const night = nightDay(at, terms);
      return night === undefined ? [] : [{ name, terms, counter: `${name} ${night}` }];
    }
    case 'FIRST_PAYMENT':
      return [{ name, terms, counter: `first ${payee}` }];
    default:
      return [{ name, terms, counter: undefined }];
  }
}

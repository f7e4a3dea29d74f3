import type { LimitChanged, LimitEvent, LimitTerms } from '../../domain/limits/events';
import type { RecordedEvent } from '../../event-store/event-store';
import type { ReportDifference } from '../difference';

const LIMITS = 'limits-';
const NAMES = 'limits-scopes';

/** Every decision on limits, by scope and revision: what stood at a time, for someone who had read so far. */
export class LimitHistory {
  private readonly decisions = new Map<string, (LimitChanged | null)[]>();

  /** The revision of a scope's last event; −1: none. */
  lastRevision(scope: string): number {
    return (this.decisions.get(scope)?.length ?? 0) - 1;
  }

  apply({ streamId, body }: RecordedEvent, report: ReportDifference): void {
    if (!streamId.startsWith(LIMITS) || streamId === NAMES) return;
    const scope = streamId.slice(LIMITS.length);
    const event = body as LimitEvent;
    const decided = event.type === 'LimitChanged' ? event.data : null;
    if (decided) this.checkPeople(scope, decided, report);
    this.decisions.set(scope, [...(this.decisions.get(scope) ?? []), decided]);
  }

  /** The limits of a scope, by key, that stood at a time for someone who had read up to the revision. */
  standing(scope: string, revision: number, at: string): ReadonlyMap<string, LimitTerms> {
    const time = Date.parse(at);
    const found = new Map<string, LimitTerms>();
    for (const decided of (this.decisions.get(scope) ?? []).slice(0, revision + 1)) {
      if (!decided || Date.parse(decided.effectiveFrom) > time) continue;
      if (decided.terms) found.set(decided.key, decided.terms);
      else found.delete(decided.key);
    }
    for (const [key, { until }] of found)
      if (until !== undefined && Date.parse(until) <= time) found.delete(key);
    return found;
  }

  /** Two people let more through; one person only less. */
  private checkPeople(scope: string, decided: LimitChanged, report: ReportDifference): void {
    const { key, terms, proposedBy, confirmedBy, effectiveFrom } = decided;
    if (proposedBy === confirmedBy)
      report('I17', `${scope}/${key} was proposed and confirmed by ${proposedBy}`);
    if (confirmedBy !== null) return;
    const before = this.standing(scope, this.lastRevision(scope), effectiveFrom).get(key);
    const isBatch = key.startsWith('BATCH_DAY');
    const figure = terms?.amountMinor ?? (isBatch ? 0n : undefined);
    const stood = before?.amountMinor ?? (isBatch ? 0n : undefined);
    const isRaised = stood !== undefined && (figure === undefined || figure > stood);
    const isEnded = before !== undefined && terms === null && !isBatch;
    if (isRaised || isEnded) report('I17', `${scope}/${key} was raised by ${proposedBy} alone`);
  }
}

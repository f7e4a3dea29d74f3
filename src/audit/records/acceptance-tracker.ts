import type { PayoutEvent } from '../../domain/payout/events';

/** The ids under which the provider has taken one order, and which of them have come to no end. */
export class AcceptanceTracker {
  /** `open`: whether the order may still be paid under this id. */
  constructor(readonly open = new Map<string, boolean>()) {}

  /** Keeps what the event tells of an id. */
  apply(event: PayoutEvent): void {
    switch (event.type) {
      case 'PayoutSubmitted':
      case 'PayoutOutcomeUnknown':
        return this.noteAcceptance(event.data.providerId);
      case 'PayoutCompleted':
      case 'PayoutFailed':
        return this.noteOutcome(event.data.providerId ?? this.onlyId);
      case 'PayoutAcceptanceEnded':
        return this.noteOutcome(event.data.providerId);
      case 'PayoutOutcomeContradicted': {
        const { claimed, providerId } = event.data;
        if (claimed === 'ACCEPTED') return this.noteAcceptance(providerId);
        return claimed === 'RETURNED' ? undefined : this.noteOutcome(providerId);
      }
      default:
    }
  }

  /** The ids, beside the one that has ended, under which money may still leave. */
  openExcept(providerId: string | undefined): string[] {
    const ended = providerId ?? this.onlyId;
    return [...this.open].filter(([id, isOpen]) => isOpen && id !== ended).map(([id]) => id);
  }

  private get onlyId(): string | undefined {
    return this.open.size === 1 ? [...this.open.keys()][0] : undefined;
  }

  private noteAcceptance(providerId: string | undefined): void {
    if (providerId !== undefined && !this.open.has(providerId)) this.open.set(providerId, true);
  }

  private noteOutcome(providerId: string | undefined): void {
    if (providerId !== undefined) this.open.set(providerId, false);
  }
}

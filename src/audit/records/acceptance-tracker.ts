import type { PayoutEvent } from '../../domain/payout/events';

/** The ids under which the provider has taken one order, and which of them have come to no end. */
export class AcceptanceBook {
  private readonly open = new Map<string, boolean>();

  /** Keeps what the event tells of an id. */
  keep(event: PayoutEvent): void {
    switch (event.type) {
      case 'PayoutSubmitted':
      case 'PayoutOutcomeUnknown':
        return this.told(event.data.providerId);
      case 'PayoutCompleted':
      case 'PayoutFailed':
        return this.end(event.data.providerId ?? this.only);
      case 'PayoutAcceptanceEnded':
        return this.end(event.data.providerId);
      case 'PayoutOutcomeContradicted': {
        const { claimed, providerId } = event.data;
        if (claimed === 'ACCEPTED') return this.told(providerId);
        return claimed === 'RETURNED' ? undefined : this.end(providerId);
      }
      default:
    }
  }

  /** The ids, beside the one that has ended, under which money may still leave. */
  besides(providerId: string | undefined): string[] {
    const ended = providerId ?? this.only;
    return [...this.open].filter(([id, isOpen]) => isOpen && id !== ended).map(([id]) => id);
  }

  private get only(): string | undefined {
    return this.open.size === 1 ? [...this.open.keys()][0] : undefined;
  }

  private told(providerId: string | undefined): void {
    if (providerId !== undefined && !this.open.has(providerId)) this.open.set(providerId, true);
  }

  private end(providerId: string | undefined): void {
    if (providerId !== undefined) this.open.set(providerId, false);
  }
}

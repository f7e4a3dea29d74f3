import type { AccountEvent, HoldCaptured, Reversal } from '../../domain/account/events';
import type { CaseFigures } from '../../domain/case/decision-bound';
import type { CaseOpened } from '../../domain/case/events';
import type { PayoutStreamEvent } from '../../domain/exchange/events';
import type { NotificationEvent, NotificationReceived } from '../../domain/notification/events';
import type { Claim } from '../../domain/payout/events';
import type { ProviderName } from '../../domain/payout/payee';
import type { ReconciliationEvent } from '../../domain/reconciliation/events';
import type { EventStore } from '../../event-store/event-store';
import { readEvents } from '../../event-store/read-events';
import { streamName } from '../../event-store/stream-names';

/** What a stored notification says in figures; null where it decides nothing. Pure: the provider's own reading. */
export type ReadClaim = (received: NotificationReceived) => Claim | null;

/** What the event that opened a case says. */
export interface CaseCause {
  /** What could be accepted; null: nothing. */
  readonly claim: Claim | null;
  /** The provider that said it; null where the case rests on no notification. */
  readonly provider: ProviderName | null;
  /** null: it names no amount. */
  readonly figures: CaseFigures | null;
}

type CauseEvent = NotificationEvent | PayoutStreamEvent | AccountEvent | ReconciliationEvent;

const SAYS_NOTHING: CaseCause = { claim: null, provider: null, figures: null };

/** Reads the event that opened a case from its stream. */
export class CaseCauses {
  constructor(
    private readonly store: EventStore,
    private readonly readClaim: ReadClaim,
  ) {}

  /** @throws {Fault} */
  async read({ cause }: CaseOpened): Promise<CaseCause> {
    const received = new Map<string, NotificationReceived>();
    for await (const { id, body } of readEvents(this.store, streamName<CauseEvent>(cause.streamId))) {
      if (body.type === 'ProviderNotificationReceived') received.set(id, body.data);
      if (id !== cause.eventId) continue;
      return body.type === 'NotificationQuarantined'
        ? this.saidBy(received.get(body.data.receivedEventId))
        : saidIn(body);
    }
    return SAYS_NOTHING;
  }

  private saidBy(received: NotificationReceived | undefined): CaseCause {
    return received ? { ...claimed(this.readClaim(received)), provider: received.provider } : SAYS_NOTHING;
  }
}

function saidIn({ type, data }: CauseEvent): CaseCause {
  switch (type) {
    case 'PayoutOutcomeContradicted':
      return claimed(data.claim ?? null);
    case 'ReconciliationBreakFound':
      return data.line ? { ...SAYS_NOTHING, figures: { kind: 'line', line: data.line } } : SAYS_NOTHING;
    case 'HoldCaptured':
    case 'ReleaseReversed':
      return { ...SAYS_NOTHING, figures: chargeIn(data) };
    case 'FundsDeposited': {
      const { amountMinor, currency } = data;
      return { ...SAYS_NOTHING, figures: { kind: 'deposit', amountMinor, currency } };
    }
    default:
      return SAYS_NOTHING;
  }
}

const claimed = (claim: Claim | null): CaseCause => ({
  ...SAYS_NOTHING,
  claim,
  figures: claim && { kind: 'claim', claim },
});

const chargeIn = ({
  originalAmountMinor,
  feeAmountMinor,
  excessMinor = 0n,
}: HoldCaptured | Reversal): CaseFigures => ({
  kind: 'charge',
  costMinor: originalAmountMinor + feeAmountMinor,
  excessMinor,
});

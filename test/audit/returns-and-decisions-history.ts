import type { CaseDecision, CaseEvent } from '../../src/domain/case/events';
import type { Evidence, PayoutEvent } from '../../src/domain/payout/events';
import type { RecordedEvent } from '../../src/event-store/event-store';
import {
  captured,
  captureReversed,
  deposited,
  fundsReturned,
  held,
  opened,
  released,
  releaseReversed,
  suspenseBooked,
} from '../domain/account/account-examples';
import {
  caseOpened,
  confirmed,
  MARK_FAILED,
  markedPaid,
  proposed,
  resolved,
  writtenOff,
} from '../domain/case/case-examples';
import {
  completed,
  contradicted,
  decidedFailed,
  request,
  returned,
  started,
  submitted,
  unknown,
} from '../domain/payout/payout-examples';
import type { World } from '../support/check-world';
import { exchanged, hashOf, idAt, receivedBody, recorded, type Recordable } from '../support/history';
import { readModelOf } from './sample';

const PAID = '{"status":"paid"}';
const NOT_PAID = '{"status":"failed"}';
const RETURNED = '{"type":"CASHOUT_REFUNDED"}';
const byAnswer = (answer: string): Evidence => ({ kind: 'poll', answerHash: hashOf(answer) });

/** Writes events of several payouts, each with the evidence that it rests on before it. */
class Story {
  readonly events: Recordable[] = [];

  add(...events: Recordable[]): void {
    this.events.push(...events);
  }

  of(payoutId: string, ...events: PayoutEvent[]): void {
    for (const event of events) {
      this.add({ ...event, data: { ...event.data, payoutId } } as PayoutEvent);
    }
  }

  begin(payoutId: string): void {
    this.of(payoutId, {
      type: 'PayoutRequested',
      data: request({ externalReference: `reference-${payoutId}` }),
    });
    this.add(held(5_031n, payoutId));
    this.of(payoutId, started);
  }

  /** The case is opened and decided by two people; what follows rests on that. */
  decide(caseId: string, payoutId: string, decision: CaseDecision): Evidence {
    const about = <Event extends CaseEvent>(event: Event): Event => ({
      ...event,
      data: { ...event.data, caseId },
    });
    this.add(about(caseOpened({ payoutId })), about(proposed('ann', decision)));
    const final = about(confirmed('bob', decision));
    const decisionEventId = idAt(final, this.events.length);
    this.add(final);
    return { kind: 'case', caseId, decisionEventId };
  }

  resolve(caseId: string, resolution: CaseDecision['type']): void {
    const event = resolved(resolution);
    this.add({ ...event, data: { ...event.data, caseId } } as CaseEvent);
  }

  notification(rawBody: string): Evidence {
    const event = receivedBody(rawBody);
    const eventId = idAt(event, this.events.length);
    this.add(event, {
      type: 'NotificationApplied',
      data: { receivedEventId: eventId, payoutId: 'payout-1' },
    });
    return { kind: 'notification', eventId };
  }
}

/**
 * payout-1 is paid and comes back in part; payout-2 is decided to have failed, then to have been paid; payout-3 is paid,
 * then decided to have failed; payout-4 is written off.
 */
function story(): Story {
  const story = new Story();
  story.add(opened, deposited({ amountMinor: 40_000n }));
  story.begin('payout-1');
  story.add(exchanged('payout-1', PAID));
  const providerTime = '2026-01-02T00:04:05-03:00';
  story.of('payout-1', submitted, completed({ providerTime, evidence: byAnswer(PAID) }));
  story.add(captured({ feeAmountMinor: 12n }));
  const return1 = { amountMinor: 2_000n, feeAmountMinor: 5n };
  story.of('payout-1', returned({ ...return1, providerTime, evidence: story.notification(RETURNED) }));
  story.add(fundsReturned(return1));
  replaced(story);
  story.begin('payout-4');
  story.of('payout-4', unknown('KEY_ENDED', true));
  const byCase4 = story.decide('case-4', 'payout-4', writtenOff());
  story.of('payout-4', decidedFailed({ evidence: byCase4 }));
  story.add(released(5_031n, 'payout-4'));
  story.add(suspenseBooked({ payoutId: 'payout-4', caseId: 'case-4', amountMinor: 5_000n }));
  story.resolve('case-4', 'WRITE_OFF');
  return story;
}

/** The outcomes that people replaced. */
function replaced(story: Story): void {
  story.begin('payout-2');
  story.of('payout-2', unknown('KEY_ENDED', true));
  const byCase1 = story.decide('case-1', 'payout-2', MARK_FAILED);
  story.of('payout-2', decidedFailed({ evidence: byCase1 }));
  story.add(released(5_031n, 'payout-2'));
  story.resolve('case-1', 'MARK_FAILED');
  story.add(exchanged('payout-2', PAID));
  story.of('payout-2', contradicted({ stands: 'FAILED', claimed: 'COMPLETED', evidence: byAnswer(PAID) }));
  const byCase2 = story.decide('case-2', 'payout-2', markedPaid());
  const cost = { feeAmountMinor: 31n, finalAmountMinor: 5_031n };
  story.of('payout-2', completed({ ...cost, evidence: byCase2 }));
  story.add(releaseReversed({ payoutId: 'payout-2' }));
  story.resolve('case-2', 'MARK_PAID');

  story.begin('payout-3');
  story.add(exchanged('payout-3', PAID));
  story.of('payout-3', completed({ ...cost, evidence: byAnswer(PAID) }));
  story.add(captured({ payoutId: 'payout-3' }), exchanged('payout-3', NOT_PAID));
  story.of('payout-3', contradicted({ evidence: byAnswer(NOT_PAID) }));
  const byCase3 = story.decide('case-3', 'payout-3', MARK_FAILED);
  story.of('payout-3', decidedFailed({ evidence: byCase3 }));
  story.add(captureReversed({ payoutId: 'payout-3' }));
  story.resolve('case-3', 'MARK_FAILED');
}

export const decidedHistory = (): readonly Recordable[] => story().events;

export const decidedEvents = (): RecordedEvent[] => structuredClone([...recorded(decidedHistory())]);

/** A world at rest in which everything agrees: the provider's own record is what people came to believe. */
export function decidedWorld(): World {
  const events = decidedEvents();
  const record = { amountMinor: 5_000n, payments: 1, returnedMinor: 0n } as const;
  return {
    events,
    providerRecords: [
      { ...record, externalReference: 'reference-payout-1', status: 'COMPLETED', returnedMinor: 2_000n },
      { ...record, externalReference: 'reference-payout-2', status: 'COMPLETED' },
      { ...record, externalReference: 'reference-payout-3', status: 'FAILED' },
      { ...record, externalReference: 'reference-payout-4', status: 'FAILED' },
    ],
    commands: [],
    storedNotifications: [RETURNED],
    readModel: readModelOf(events),
    atRest: true,
  };
}

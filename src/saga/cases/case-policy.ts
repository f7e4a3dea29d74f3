import type { AccountEvent } from '../../domain/account/events';
import { claimCaseId } from '../../domain/case/claim-case';
import type { CaseEvent, CaseKind, CaseOpened } from '../../domain/case/events';
import type { NotificationEvent } from '../../domain/notification/events';
import type { PayoutEvent } from '../../domain/payout/events';
import type { RecordedEvent } from '../../event-store/event-store';
import { derivedId } from '../../shared/ids';

/** The events that can open a case, and all that stand in the same streams. */
type Read = PayoutEvent | AccountEvent | NotificationEvent | CaseEvent;

interface Opening {
  readonly kind: CaseKind;
  readonly payoutId: string | null;
  readonly detail: string;
  /** What many events share one case about, as long as it is not resolved: no second one is opened then. */
  readonly shared?: string;
}

/** One event opens at most one case, whoever opens it and however often. */
export const caseIdOf = (causeEventId: string): string => derivedId('case', causeEventId);

/** What the event's case is shared about; undefined for a case of the event's own. */
export const sharedBy = ({ body }: RecordedEvent): string | undefined => openingFor(body as Read)?.shared;

/** The case that an event opens; pure: the same event opens the same case for ever. */
export function caseFor({ id, streamId, body, metadata }: RecordedEvent): CaseOpened | undefined {
  const opening = openingFor(body as Read);
  if (!opening) return undefined;
  const cause = { eventId: id, streamId };
  const { shared: _shared, ...said } = opening;
  return { caseId: caseIdFor(id, body as Read), ...said, cause, openedAt: metadata.occurredAt };
}

/** The opposite of what stands is one claim, however often it is told; anything else is its event's own. */
function caseIdFor(eventId: string, event: Read): string {
  if (event.type !== 'PayoutOutcomeContradicted') return caseIdOf(eventId);
  const { payoutId, stands, claimed, providerId = null } = event.data;
  const isEnd = claimed === 'COMPLETED' || claimed === 'FAILED';
  return isEnd && claimed !== stands
    ? claimCaseId({ payoutId, stands, claimed, providerId })
    : caseIdOf(eventId);
}

function openingFor(event: Read): Opening | undefined {
  switch (event.type) {
    case 'PayoutRequested': {
      const { payoutId, provider, warnings = [] } = event.data;
      if (!warnings.includes('PROVIDER_FLOAT_SHORT')) return undefined;
      const detail = `the money at ${provider} does not cover payout ${payoutId} beside those under way`;
      return { kind: 'FLOAT_SHORT', payoutId: null, detail, shared: provider };
    }
    case 'NotificationQuarantined': {
      const { payoutId, reason, sameAsEventId } = event.data;
      // Told again, perhaps with another time in it: the first telling has its case.
      if (sameAsEventId !== undefined) return undefined;
      return { kind: 'NOTIFICATION_QUARANTINED', payoutId, detail: reason };
    }
    case 'PayoutOutcomeContradicted': {
      const { payoutId, stands, claimed, detail } = event.data;
      const words = `${stands} stands, ${claimed} is claimed: ${detail}`;
      return { kind: 'OUTCOME_CONTRADICTED', payoutId, detail: words };
    }
    case 'PayoutOutcomeUnknown': {
      const { payoutId, reason, needsPerson } = event.data;
      return needsPerson ? { kind: 'OUTCOME_UNKNOWN', payoutId, detail: reason } : undefined;
    }
    case 'HoldCaptured': {
      const { payoutId, heldAmountMinor, originalAmountMinor, feeAmountMinor, currency } = event.data;
      if (originalAmountMinor + feeAmountMinor <= heldAmountMinor) return undefined;
      const detail = `charged ${originalAmountMinor} + ${feeAmountMinor}, held ${heldAmountMinor} ${currency} minor units`;
      return { kind: 'FEE_ABOVE_HOLD', payoutId, detail };
    }
    case 'ReleaseReversed': {
      const { payoutId, originalAmountMinor, feeAmountMinor, excessMinor = 0n, currency } = event.data;
      if (excessMinor === 0n) return undefined;
      const detail = `decided to have cost ${originalAmountMinor} + ${feeAmountMinor}, ${excessMinor} ${currency} minor units above the hold`;
      return { kind: 'FEE_ABOVE_HOLD', payoutId, detail };
    }
    default:
      return undefined;
  }
}

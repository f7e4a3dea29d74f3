import type { AccountEvent } from '../../domain/account/events';
import { claimCaseId } from '../../domain/case/claim-case';
import type { CaseKind, CaseOpened } from '../../domain/case/events';
import type { PayoutStreamEvent } from '../../domain/exchange/events';
import type { NotificationEvent } from '../../domain/notification/events';
import type { RecordedEvent } from '../../event-store/event-store';
import type { AlarmEvent } from '../../event-store/log/proof-events';
import {
  ACCOUNT_PREFIX,
  ALARM_PREFIX,
  isEventOf,
  NOTIFICATION_PREFIX,
  PAYOUT_PREFIX,
} from '../../event-store/stream-names';
import { derivedId } from '../../shared/ids';

/** The events of the streams in which an event can open a case. */
type CaseTrigger = PayoutStreamEvent | AccountEvent | NotificationEvent | AlarmEvent;

type DataOf<Type extends CaseTrigger['type']> = Extract<CaseTrigger, { type: Type }>['data'];

interface Opening {
  readonly kind: CaseKind;
  readonly payoutId: string | null;
  readonly detail: string;
  /** The subject of a case that many events share: while that case is open, no second case is opened. */
  readonly sharedSubject?: string;
}

/** An event opens at most one case, in every process and however often. */
const caseIdOf = (causeEventId: string): string => derivedId('case', causeEventId);

/** The subject that the event's case is shared about. Returns undefined when the case is of this event alone. */
export function sharedSubjectOf(event: RecordedEvent): string | undefined {
  return isCaseTrigger(event) ? openingFor(event.body)?.sharedSubject : undefined;
}

/** The case that an event opens; pure. The same event always opens the same case. Returns undefined for no case. */
export function caseFor(event: RecordedEvent): CaseOpened | undefined {
  if (!isCaseTrigger(event)) return undefined;
  const opening = openingFor(event.body);
  if (!opening) return undefined;
  const { id, streamId, body, metadata } = event;
  const { sharedSubject: _sharedSubject, ...details } = opening;
  const cause = { eventId: id, streamId };
  return { caseId: caseIdFor(id, body), ...details, cause, openedAt: metadata.occurredAt };
}

const isCaseTrigger = (event: RecordedEvent): event is RecordedEvent<CaseTrigger> =>
  isEventOf(PAYOUT_PREFIX, event) ||
  isEventOf(ACCOUNT_PREFIX, event) ||
  isEventOf(NOTIFICATION_PREFIX, event) ||
  isEventOf(ALARM_PREFIX, event);

/** Every report of the opposite outcome is one claim and has one case. Every other event has a case of its own. */
function caseIdFor(eventId: string, event: CaseTrigger): string {
  if (event.type !== 'PayoutOutcomeContradicted') return caseIdOf(eventId);
  const { payoutId, stands, claimed, providerId = null } = event.data;
  const isOutcome = claimed === 'COMPLETED' || claimed === 'FAILED';
  return isOutcome && claimed !== stands
    ? claimCaseId({ payoutId, stands, claimed, providerId })
    : caseIdOf(eventId);
}

function openingFor(event: CaseTrigger): Opening | undefined {
  switch (event.type) {
    case 'PayoutRequested':
      return floatShort(event.data);
    case 'NotificationQuarantined':
      return quarantined(event.data);
    case 'PayoutOutcomeContradicted':
      return contradicted(event.data);
    case 'PayoutOutcomeUnknown':
      return outcomeUnknown(event.data);
    case 'HoldCaptured':
      return capturedAboveHold(event.data);
    case 'ReleaseReversed':
      return decidedAboveHold(event.data);
    case 'ClosedAccountMoved':
      return closedAccountMoved(event.data);
    case 'ProofHistoryContradicted':
      return { kind: 'PROOF_LOG_CONTRADICTED', payoutId: null, detail: event.data.reason };
    case 'ProofWitnessRefused':
      return witnessRefused(event.data);
    default:
      return undefined;
  }
}

function floatShort({ payoutId, provider, warnings = [] }: DataOf<'PayoutRequested'>): Opening | undefined {
  if (!warnings.includes('PROVIDER_FLOAT_SHORT')) return undefined;
  const detail = `the money at ${provider} does not cover payout ${payoutId} beside those under way`;
  return { kind: 'FLOAT_SHORT', payoutId: null, detail, sharedSubject: provider };
}

/** A delivery with the meaning of an earlier one opens no case: the earlier delivery has one. */
const quarantined = ({
  payoutId,
  reason,
  sameAsEventId,
}: DataOf<'NotificationQuarantined'>): Opening | undefined =>
  sameAsEventId === undefined ? { kind: 'NOTIFICATION_QUARANTINED', payoutId, detail: reason } : undefined;

function contradicted({ payoutId, stands, claimed, detail }: DataOf<'PayoutOutcomeContradicted'>): Opening {
  const text = `${stands} stands, ${claimed} is claimed: ${detail}`;
  return { kind: 'OUTCOME_CONTRADICTED', payoutId, detail: text };
}

const outcomeUnknown = ({
  payoutId,
  reason,
  needsPerson,
}: DataOf<'PayoutOutcomeUnknown'>): Opening | undefined =>
  needsPerson ? { kind: 'OUTCOME_UNKNOWN', payoutId, detail: reason } : undefined;

function capturedAboveHold(data: DataOf<'HoldCaptured'>): Opening | undefined {
  const { payoutId, heldAmountMinor, originalAmountMinor, feeAmountMinor, currency } = data;
  if (originalAmountMinor + feeAmountMinor <= heldAmountMinor) return undefined;
  const detail = `charged ${originalAmountMinor} + ${feeAmountMinor}, held ${heldAmountMinor} ${currency} minor units`;
  return { kind: 'FEE_ABOVE_HOLD', payoutId, detail };
}

function decidedAboveHold(data: DataOf<'ReleaseReversed'>): Opening | undefined {
  const { payoutId, originalAmountMinor, feeAmountMinor, excessMinor = 0n, currency } = data;
  if (excessMinor === 0n) return undefined;
  const detail = `decided to have cost ${originalAmountMinor} + ${feeAmountMinor}, ${excessMinor} ${currency} minor units above the hold`;
  return { kind: 'FEE_ABOVE_HOLD', payoutId, detail };
}

const closedAccountMoved = ({ accountId, payoutId, movement }: DataOf<'ClosedAccountMoved'>): Opening => ({
  kind: 'CLOSED_ACCOUNT',
  payoutId,
  detail: `account ${accountId} is closed, and ${movement} of payout ${payoutId} moved money on it`,
});

function witnessRefused({ witness, knownSize, status, reason }: DataOf<'ProofWitnessRefused'>): Opening {
  const detail = `the witness ${witness}, which knows ${knownSize} entries, answered ${status}: ${reason}`;
  return { kind: 'WITNESS_REFUSED', payoutId: null, detail };
}

import type { AccountEvent } from '../../domain/account/events';
import type { CaseEvent } from '../../domain/case/events';
import type { FeeEvent } from '../../domain/journal/events';
import type { ExchangeEvent } from '../../domain/exchange/events';
import type { NotificationEvent } from '../../domain/notification/events';
import type { PayoutEvent } from '../../domain/payout/events';
import type { EventBody } from '../../event-store/event-store';
import { isCurrency } from '../../shared/money';
import { ACCOUNT_SHAPES } from './account-shapes';
import { isAmount, isObject, type EventData, type Shape } from './event-shape';
import { checkApprovalCount, checkDemandField, checkRejection } from './payouts/payout-shapes';

/** What tells each kind of evidence from others of its kind. */
const EVIDENCE: Readonly<Record<string, readonly string[]>> = {
  notification: ['eventId'],
  submission: ['answerHash'],
  poll: ['answerHash'],
  case: ['caseId', 'decisionEventId'],
};

function checkEvidenceFields({ evidence }: EventData): readonly string[] {
  const kind = isObject(evidence) ? String(evidence['kind']) : '';
  const fields = Object.hasOwn(EVIDENCE, kind) ? EVIDENCE[kind] : undefined;
  const isWhole = isObject(evidence) && fields?.every(field => typeof evidence[field] === 'string');
  return isWhole && isTextOrAbsent(evidence['verdictOn']) ? [] : ['evidence'];
}

const isTextOrAbsent = (value: unknown): boolean => value === undefined || typeof value === 'string';

const DECISION_TYPES = new Set([
  'ACCEPT_EVIDENCE',
  'MARK_PAID',
  'MARK_FAILED',
  'CHARGE_CUSTOMER',
  'WRITE_OFF',
  'REVERSE_DEPOSIT',
  'REOPEN_ACCOUNT',
  'SEND_AGAIN',
  'DISMISS',
]);

/** The amounts without which a decision says nothing. */
const DECISION_AMOUNTS: Readonly<Record<string, readonly string[]>> = {
  CHARGE_CUSTOMER: ['amountMinor'],
  WRITE_OFF: ['amountMinor'],
  REVERSE_DEPOSIT: ['amountMinor', 'overdraftMinor'],
};

const checkDecisionFields = ({ decision }: EventData): readonly string[] => {
  const isKnown = isObject(decision) && DECISION_TYPES.has(String(decision['type']));
  if (!isKnown) return ['decision'];
  const amounts = DECISION_AMOUNTS[String(decision['type'])] ?? [];
  return amounts.every(field => isAmount(decision[field])) ? [] : ['decision'];
};

/** What the amount of a decision was compared with; absent where it names none. */
const checkBoundField = ({ bound }: EventData): readonly string[] =>
  bound === undefined || (isObject(bound) && isAmount(bound['amountMinor'])) ? [] : ['bound'];

const checkPersonalText =
  (field: string) =>
  ({ personal }: EventData): readonly string[] => {
    const text = isObject(personal) ? personal[field] : undefined;
    return typeof text === 'string' || text === null ? [] : [`personal.${field}`];
  };

const checkModeField = ({ mode }: EventData): readonly string[] =>
  mode === undefined || mode === 'live' || mode === 'sandbox' ? [] : ['mode'];

const PAYOUT_SHAPES: Readonly<Record<PayoutEvent['type'], Shape>> = {
  PayoutRequested: {
    texts: ['payoutId', 'clientId', 'accountId', 'provider', 'currency', 'externalReference'],
    amounts: ['amountMinor', 'expectedFeeAmountMinor', 'heldAmountMinor'],
    extraChecks: data => [...checkModeField(data), ...checkDemandField(data)],
  },
  PayoutRejected: { texts: ['payoutId', 'code'], extraChecks: checkRejection },
  PayoutApproved: { texts: ['payoutId', 'approvedBy', 'approvedAt'], extraChecks: checkApprovalCount },
  PayoutApprovalRejected: { texts: ['payoutId', 'rejectedBy', 'reason', 'rejectedAt'] },
  PayoutApprovalExpired: { texts: ['payoutId', 'expiresAt', 'expiredAt'] },
  PayoutSubmissionStarted: { texts: ['payoutId', 'provider', 'providerKey'] },
  PayoutSubmissionRepeated: {
    texts: ['payoutId'],
    extraChecks: ({ submission }) => (Number.isSafeInteger(submission) ? [] : ['submission']),
  },
  PayoutLookedFor: {
    texts: ['payoutId', 'askedAt'],
    extraChecks: ({ answerHashes, submission }) => [
      ...(Array.isArray(answerHashes) && answerHashes.every(hash => typeof hash === 'string')
        ? []
        : ['answerHashes']),
      ...(Number.isSafeInteger(submission) ? [] : ['submission']),
    ],
  },
  PayoutRepeatDecided: { texts: ['payoutId'], extraChecks: checkEvidenceFields },
  PayoutSubmitted: { texts: ['payoutId', 'providerId'] },
  PayoutOutcomeUnknown: { texts: ['payoutId', 'reason'] },
  PayoutCompleted: {
    texts: ['payoutId', 'currency'],
    amounts: ['originalAmountMinor', 'feeAmountMinor', 'finalAmountMinor'],
    extraChecks: checkEvidenceFields,
  },
  PayoutFailed: { texts: ['payoutId', 'code'], extraChecks: checkEvidenceFields },
  PayoutReturned: {
    texts: ['payoutId', 'returnId', 'currency'],
    amounts: ['amountMinor', 'feeAmountMinor'],
    extraChecks: checkEvidenceFields,
  },
  PayoutAcceptanceEnded: { texts: ['payoutId', 'providerId', 'outcome'], extraChecks: checkEvidenceFields },
  PayoutOutcomeContradicted: { texts: ['payoutId', 'stands', 'claimed'], extraChecks: checkEvidenceFields },
};

const CASE_SHAPES: Readonly<Record<CaseEvent['type'], Shape>> = {
  CaseOpened: { texts: ['caseId', 'kind', 'detail'], textsOrNull: ['payoutId'] },
  CaseDecisionProposed: {
    texts: ['caseId', 'proposedBy'],
    extraChecks: data => [...checkDecisionFields(data), ...checkBoundField(data)],
  },
  CaseDecisionConfirmed: { texts: ['caseId', 'confirmedBy'], extraChecks: checkBoundField },
  CaseDecisionFailed: { texts: ['caseId', 'refusal'] },
  CaseResolved: { texts: ['caseId', 'resolution'] },
};

const NOTIFICATION_SHAPES: Readonly<Record<NotificationEvent['type'], Shape>> = {
  ProviderNotificationReceived: {
    texts: ['provider', 'bodyHash'],
    extraChecks: checkPersonalText('rawBody'),
  },
  NotificationApplied: { texts: ['receivedEventId', 'payoutId'] },
  NotificationQuarantined: { texts: ['receivedEventId', 'reason'], textsOrNull: ['payoutId'] },
};

const EXCHANGE_SHAPES: Readonly<Record<ExchangeEvent['type'], Shape>> = {
  ProviderExchanged: {
    texts: ['payoutId', 'provider'],
    textsOrNull: ['answerHash'],
    extraChecks: checkPersonalText('answerBody'),
  },
};

const FEE_SETTLEMENT = [
  'settlementId',
  'provider',
  'currency',
  'paidFrom',
  'reference',
  'evidence',
  'proposedBy',
];

const checkPaidFrom = ({ paidFrom }: EventData): readonly string[] =>
  paidFrom === 'FLOAT' || paidFrom === 'HOUSE' ? [] : ['paidFrom'];

const FEE_SHAPES: Readonly<Record<FeeEvent['type'], Shape>> = {
  FeeSettlementProposed: { texts: FEE_SETTLEMENT, amounts: ['amountMinor'], extraChecks: checkPaidFrom },
  ProviderFeesSettled: {
    texts: [...FEE_SETTLEMENT, 'confirmedBy'],
    amounts: ['amountMinor', 'chargedMinor', 'reversedMinor'],
    extraChecks: checkPaidFrom,
  },
};

export type ParsedEvent<Event> = { readonly event: Event } | { readonly fault: string };

export const parseAccountEvent = (body: EventBody): ParsedEvent<AccountEvent> =>
  parseEvent<AccountEvent>(body, ACCOUNT_SHAPES);
export const parsePayoutEvent = (body: EventBody): ParsedEvent<PayoutEvent> =>
  parseEvent<PayoutEvent>(body, PAYOUT_SHAPES);
export const parseCaseEvent = (body: EventBody): ParsedEvent<CaseEvent> =>
  parseEvent<CaseEvent>(body, CASE_SHAPES);
export const parseNotificationEvent = (body: EventBody): ParsedEvent<NotificationEvent> =>
  parseEvent<NotificationEvent>(body, NOTIFICATION_SHAPES);
export const parseFeeEvent = (body: EventBody): ParsedEvent<FeeEvent> =>
  parseEvent<FeeEvent>(body, FEE_SHAPES);
export const parseExchangeEvent = (body: EventBody): ParsedEvent<ExchangeEvent> =>
  parseEvent<ExchangeEvent>(body, EXCHANGE_SHAPES);

/**
 * Nothing on disk is sure before it is looked at. An event type that the audit does not know is a fault: books kept
 * without it would be wrong in silence.
 */
function parseEvent<Event>(body: EventBody, shapes: Readonly<Record<string, Shape>>): ParsedEvent<Event> {
  const shape = Object.hasOwn(shapes, body.type) ? shapes[body.type] : undefined;
  if (!shape) return { fault: `event type ${body.type} does not belong here` };
  const data: unknown = body.data;
  if (!isObject(data)) return { fault: `${body.type} says nothing` };
  const said = data;
  const wrong = [
    ...shape.texts.filter(field => typeof said[field] !== 'string'),
    ...(shape.textsOrNull ?? []).filter(field => said[field] !== null && typeof said[field] !== 'string'),
    ...(shape.extraChecks?.(said) ?? []),
    ...(shape.amounts ?? []).filter(field => !isAmount(said[field])),
    ...(shape.texts.includes('currency') && !isCurrency(said['currency']) ? ['currency'] : []),
  ];
  if (wrong.length > 0) return { fault: `${body.type} has no readable ${wrong.join(', ')}` };
  return { event: body as unknown as Event };
}

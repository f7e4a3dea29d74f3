import type { AccountEvent } from '../domain/account/events';
import type { PayoutEvent } from '../domain/payout/events';
import type { EventBody } from '../event-store/event-store';
import { isCurrency, MAX_AMOUNT_MINOR } from '../shared/money';

interface Shape {
  readonly texts: readonly string[];
  readonly amounts?: readonly string[];
}

/** What each event must say for the books to be kept from it; anything else in it is not the audit's business. */
const ACCOUNT_SHAPES: Readonly<Record<AccountEvent['type'], Shape>> = {
  AccountOpened: { texts: ['accountId', 'name', 'currency'] },
  FundsDeposited: { texts: ['accountId', 'depositId', 'provider', 'currency'], amounts: ['amountMinor'] },
  FundsHeld: { texts: ['accountId', 'payoutId', 'currency'], amounts: ['amountMinor'] },
  HoldCaptured: {
    texts: ['accountId', 'payoutId', 'provider', 'currency'],
    amounts: ['heldAmountMinor', 'originalAmountMinor', 'feeAmountMinor'],
  },
  HoldRefused: { texts: ['accountId', 'payoutId', 'currency'], amounts: ['amountMinor'] },
  HoldReleased: { texts: ['accountId', 'payoutId', 'currency'], amounts: ['amountMinor'] },
};

const PAYOUT_SHAPES: Readonly<Record<PayoutEvent['type'], Shape>> = {
  PayoutRequested: {
    texts: ['payoutId', 'clientId', 'accountId', 'provider', 'currency', 'externalReference'],
    amounts: ['amountMinor', 'heldAmountMinor'],
  },
  PayoutRejected: { texts: ['payoutId', 'code'] },
  PayoutSubmissionStarted: { texts: ['payoutId', 'provider', 'providerKey'] },
  PayoutSubmissionRepeated: { texts: ['payoutId'] },
  PayoutSubmitted: { texts: ['payoutId', 'providerId'] },
  PayoutOutcomeUnknown: { texts: ['payoutId', 'reason'] },
  PayoutCompleted: {
    texts: ['payoutId', 'currency'],
    amounts: ['originalAmountMinor', 'feeAmountMinor', 'finalAmountMinor'],
  },
  PayoutFailed: { texts: ['payoutId', 'code'] },
  PayoutOutcomeContradicted: { texts: ['payoutId', 'stands', 'claimed'] },
};

type Finding<Event> = { readonly event: Event } | { readonly fault: string };

export const readAccountEvent = (body: EventBody): Finding<AccountEvent> =>
  read<AccountEvent>(body, ACCOUNT_SHAPES);
export const readPayoutEvent = (body: EventBody): Finding<PayoutEvent> =>
  read<PayoutEvent>(body, PAYOUT_SHAPES);

/**
 * Nothing on disk is sure before it is looked at. An event type that the audit does not know is a fault: books kept without it would be wrong in silence.
 */
function read<Event>(body: EventBody, shapes: Readonly<Record<string, Shape>>): Finding<Event> {
  const shape = Object.hasOwn(shapes, body.type) ? shapes[body.type] : undefined;
  if (!shape) return { fault: `event type ${body.type} does not belong here` };
  const data: unknown = body.data;
  if (typeof data !== 'object' || data === null) return { fault: `${body.type} says nothing` };
  const said = data as Readonly<Record<string, unknown>>;
  const wrong = [
    ...shape.texts.filter(field => typeof said[field] !== 'string'),
    ...(shape.amounts ?? []).filter(field => !isAmount(said[field])),
    ...(shape.texts.includes('currency') && !isCurrency(said['currency']) ? ['currency'] : []),
  ];
  if (wrong.length > 0) return { fault: `${body.type} has no readable ${wrong.join(', ')}` };
  return { event: body as unknown as Event };
}

const isAmount = (value: unknown): boolean =>
  typeof value === 'bigint' && value >= 0n && value <= MAX_AMOUNT_MINOR;

import type { EventResponse } from './event.response';

/** The events that keep words of a provider as they came. Their `personal` is shown to auditors alone. */
const RAW_TEXTS: ReadonlySet<string> = new Set([
  'ProviderExchanged',
  'ProviderNotificationReceived',
  'FundsDeposited',
]);

/**
 * The event without the raw text of an exchange, a notification or a deposit's evidence, in whichever stream it stands. Every other event stays as it
 * is.
 */
export function withoutRawText(event: EventResponse): EventResponse {
  const data = event.data as Readonly<Record<string, unknown>>;
  return RAW_TEXTS.has(event.type) && 'personal' in data
    ? { ...event, data: { ...data, personal: null } }
    : event;
}

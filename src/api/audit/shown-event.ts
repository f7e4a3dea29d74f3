import type { Payee } from '../../domain/payout/payee';
import type { ApiClient } from '../auth/keys/api-keys';
import { maskedPayee } from '../payouts/payee/masked-payee';
import type { EventResponse } from './event.response';

/** What of an event a reader sees beside its figures. */
export interface Sight {
  /** Payees in full; without it they are masked. */
  readonly personal: boolean;
  /** The words of a provider as they came: they can hold anything. */
  readonly rawTexts: boolean;
}

/** What a client sees of personal data. Only auditors, and keys with the former scope `admin`, read raw texts. */
export function sightOf({ scopes, scopeNames }: ApiClient): Sight {
  const personal = scopes.includes('personal:read');
  return { personal, rawTexts: personal && (scopes.includes('audit') || scopeNames.includes('admin')) };
}

/** The events that keep words of a provider as they came. */
const RAW_TEXTS: ReadonlySet<string> = new Set([
  'ProviderExchanged',
  'ProviderNotificationReceived',
  'FundsDeposited',
]);

/** The event as a reader sees it, in whichever stream it stands. The hash of an API key is shown to no reader. */
export function shownEvent(event: EventResponse, sight: Sight): EventResponse {
  const data = event.data as Readonly<Record<string, unknown>>;
  if (event.type === 'ApiKeyCreated') return { ...event, data: { ...data, hash: null } };
  if (!('personal' in data)) return event;
  if (RAW_TEXTS.has(event.type)) return sight.rawTexts ? event : withPersonal(event, data, null);
  return sight.personal ? event : withPersonal(event, data, maskedPersonal(data['personal']));
}

const withPersonal = (event: EventResponse, data: object, personal: unknown): EventResponse => ({
  ...event,
  data: { ...data, personal },
});

/** Of what is not known to be a payee nothing is shown. */
function maskedPersonal(personal: unknown): unknown {
  const payee = (personal as { payee?: unknown } | null)?.payee;
  return isPayee(payee) ? { payee: maskedPayee(payee) } : null;
}

const isPayee = (value: unknown): value is Payee =>
  typeof value === 'object' && value !== null && 'destination' in value;

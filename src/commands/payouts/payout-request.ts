import type { Payee, ProviderName } from '../../domain/payout/payee';
import { fingerprint } from '../../shared/ids';
import type { Currency } from '../../shared/money';

export interface PayoutRequest {
  readonly accountId: string;
  readonly provider: ProviderName;
  /** A decimal string with exactly the currency's digits. */
  readonly amount: string;
  /** null, or the account's currency. */
  readonly currency: Currency | null;
  readonly externalReference: string;
  readonly description: string | null;
  readonly payee: Payee;
  /** Where messages about this payout go too; missing or null: the client names no address. */
  readonly callbackUrl?: string | null;
}

/** Two requests with the same fingerprint ask for the same payout. */
export function fingerprintOf(request: PayoutRequest): string {
  const { accountId, provider, amount, currency, externalReference, description, payee, callbackUrl } =
    request;
  const { name, document, destination } = payee;
  const parts = [
    accountId,
    provider,
    amount,
    currency,
    externalReference,
    description,
    name,
    document,
    sorted(destination),
    // Requests without it have the fingerprint that they had before there was one.
    ...(callbackUrl ? [callbackUrl] : []),
  ];
  return fingerprint(JSON.stringify(parts));
}

/** The same value has the same text whatever order its fields came in. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return entries.map(([name, inner]) => [name, sorted(inner)]);
}

import type { PayoutState } from '../../domain/payout/payout';
import type { PayoutOrder } from '../../providers/port/provider';

type Sent = Extract<PayoutState, { providerKey: string }>;

/** The payout in the form in which the provider receives it, the same at every repeat. */
export function orderOf({ request, providerKey, webhookUrl }: Sent): PayoutOrder {
  const { payoutId, amountMinor, currency, externalReference, description, requestedAt, personal } = request;
  const { payee } = personal;
  return {
    payoutId,
    providerKey,
    webhookUrl,
    amountMinor,
    currency,
    externalReference,
    description,
    payee,
    requestedAt,
  };
}

import type { PayoutOrder } from '../../src/providers/port/provider';

let count = 0;

/** An order like ConnectPSP's tutorial's, with a reference and a key of its own. */
export function order(changes: Partial<PayoutOrder> = {}): PayoutOrder {
  count += 1;
  return {
    payoutId: `payout-${count}`,
    providerKey: `00000000-0000-4000-8000-${count.toString(16).padStart(12, '0')}`,
    amountMinor: 5000n,
    currency: 'BRL',
    externalReference: `withdrawal-user-42-${count}`,
    description: 'User withdrawal',
    payee: {
      name: 'Maria Silva',
      document: '12345678909',
      destination: { type: 'PIX', pixKeyType: 'CPF', pixKey: '12345678909' },
    },
    webhookUrl: null,
    requestedAt: new Date().toISOString(),
    ...changes,
  };
}

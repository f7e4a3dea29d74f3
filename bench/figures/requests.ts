import { randomUUID } from 'node:crypto';

const PAYEE = {
  name: 'Maria Silva',
  document: '12345678909',
  destination: { type: 'PIX', pixKeyType: 'CPF', pixKey: '12345678909' },
};

/** A payout that was never asked for before. */
export const newRequest = (accountId: string) => ({
  accountId,
  provider: 'connectpsp',
  amount: '1.00',
  externalReference: randomUUID(),
  description: 'User withdrawal',
  payee: PAYEE,
});

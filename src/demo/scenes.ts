import type { PayoutRequest } from '@holdfast/client';

/** The kinds of case the demo shows. */
type CaseKind = 'OUTCOME_CONTRADICTED' | 'FEE_ABOVE_HOLD';

/** What a payout of the demo is meant to show, and how it has to end. */
export interface Scene {
  readonly provider: 'connectpsp' | 'ntxpay';
  readonly reference: string;
  readonly amount: string;
  readonly shows: string;
  /** The sandbox reads what it is to do from an order's description. */
  readonly sandbox: string;
  readonly destination: PayoutRequest['payee']['destination'];
  readonly ends: 'COMPLETED' | 'FAILED' | 'REJECTED' | 'RETURNED' | 'PARTIALLY_RETURNED';
  /** What stands in front of a person because of it. */
  readonly opens?: CaseKind;
}

const pixKey: Scene['destination'] = { type: 'PIX', pixKeyType: 'CPF', pixKey: '12345678909' };
const bankAccount: Scene['destination'] = {
  type: 'BANK_ACCOUNT',
  bankAccount: { ispb: '18236120', branch: '0001', account: '947710840', accountType: 'PAYMENT' },
};

export const SCENES: readonly Scene[] = [
  {
    provider: 'connectpsp',
    reference: 'withdrawal-001',
    amount: '50.00',
    shows: 'a payout to a PIX key, settled by its webhook',
    sandbox: 'complete',
    destination: pixKey,
    ends: 'COMPLETED',
  },
  {
    provider: 'connectpsp',
    reference: 'withdrawal-002',
    amount: '120.30',
    shows: 'a payout to a bank account',
    sandbox: 'complete',
    destination: bankAccount,
    ends: 'COMPLETED',
  },
  {
    provider: 'connectpsp',
    reference: 'withdrawal-003',
    amount: '75.00',
    shows: 'a payout that fails: the hold comes back',
    sandbox: 'fail:PIX_KEY_NOT_FOUND',
    destination: pixKey,
    ends: 'FAILED',
  },
  {
    provider: 'connectpsp',
    reference: 'withdrawal-004',
    amount: '30.00',
    shows:
      'the answer is lost after the provider accepted: unknown, asked again with the same key, paid once',
    sandbox: 'drop-response-after-accept',
    destination: pixKey,
    ends: 'COMPLETED',
  },
  {
    provider: 'connectpsp',
    reference: 'withdrawal-005',
    amount: '20.00',
    shows: 'no webhook ever comes: the sweeper asks',
    sandbox: 'no-hook',
    destination: pixKey,
    ends: 'COMPLETED',
  },
  {
    provider: 'connectpsp',
    reference: 'withdrawal-006',
    amount: '10.01',
    shows: 'every webhook comes three times: it counts once',
    sandbox: 'duplicate-hooks:3',
    destination: pixKey,
    ends: 'COMPLETED',
  },
  {
    provider: 'connectpsp',
    reference: 'withdrawal-007',
    amount: '9000.00',
    shows: 'more than there is: refused, nothing moves',
    sandbox: 'complete',
    destination: pixKey,
    ends: 'REJECTED',
  },
  {
    provider: 'ntxpay',
    reference: 'withdrawal-008',
    amount: '0.30',
    shows: 'through NTX Pay, whose webhook reports its fee',
    sandbox: 'complete',
    destination: pixKey,
    ends: 'COMPLETED',
  },
  {
    provider: 'ntxpay',
    reference: 'withdrawal-009',
    amount: '12.00',
    shows: 'NTX Pay fails it: the hold comes back',
    sandbox: 'error:invalid-pix-key',
    destination: pixKey,
    ends: 'FAILED',
  },
  {
    provider: 'ntxpay',
    reference: 'withdrawal-010',
    amount: '15.00',
    shows: 'NTX Pay’s answer is lost: unknown, asked by our reference, never sent again',
    sandbox: 'drop-response-after-accept',
    destination: pixKey,
    ends: 'COMPLETED',
  },
  {
    provider: 'connectpsp',
    reference: 'withdrawal-011',
    amount: '40.00',
    shows: 'paid, and the whole of it comes back',
    sandbox: 'return-full',
    destination: pixKey,
    ends: 'RETURNED',
  },
  {
    provider: 'ntxpay',
    reference: 'withdrawal-012',
    amount: '9.00',
    shows: 'paid, and two parts of it come back, each for a fee of its own',
    sandbox: 'return-partial:2',
    destination: pixKey,
    ends: 'PARTIALLY_RETURNED',
  },
  {
    provider: 'ntxpay',
    reference: 'withdrawal-013',
    amount: '25.00',
    shows: 'a fee above the hold: booked, and a case that two people close',
    sandbox: 'wrong-fee',
    destination: pixKey,
    ends: 'COMPLETED',
    opens: 'FEE_ABOVE_HOLD',
  },
  {
    provider: 'connectpsp',
    reference: 'withdrawal-014',
    amount: '35.00',
    shows: 'told as paid and then as failed: what stands stands, and a person looks',
    sandbox: 'fail-after-confirm',
    destination: pixKey,
    ends: 'COMPLETED',
    opens: 'OUTCOME_CONTRADICTED',
  },
];

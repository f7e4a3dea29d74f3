import { nullable, record, ref, text, time, type Schema, type SchemaObject } from './schema-parts';

const decision = record(
  {
    type: {
      type: 'string',
      enum: [
        'ACCEPT_EVIDENCE',
        'MARK_PAID',
        'MARK_FAILED',
        'CHARGE_CUSTOMER',
        'WRITE_OFF',
        'REVERSE_DEPOSIT',
        'SEND_AGAIN',
        'DISMISS',
      ],
    },
    payoutId: nullable(text('6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d')),
    feeAmount: nullable(text('0.50')),
    endToEndId: nullable(text('E1234567820260301120000000000001')),
    amount: nullable(text('50.00')),
    direction: nullable(text('LEFT_FLOAT')),
    depositId: nullable(text('b0a1c9f0-53f2-5d0c-9a52-9b8e0d5f5b6d')),
    overdraft: nullable(text('0.00')),
    reason: text('The provider confirmed it by telephone, ticket 4711'),
    proposedBy: text('alice'),
    proposedAt: time,
    confirmedBy: nullable(text('bob')),
    confirmedAt: nullable(time),
    failure: { ...nullable(text('OUTCOME_STANDS')), description: 'Why it could not be carried out' },
  },
  'The last decision proposed',
);

export const caseFields = {
  id: text('0d8f7c1e-5b5e-5f5f-8a53-d1f1a7c8e210'),
  kind: {
    type: 'string',
    enum: [
      'NOTIFICATION_QUARANTINED',
      'OUTCOME_CONTRADICTED',
      'OUTCOME_UNKNOWN',
      'FEE_ABOVE_HOLD',
      'RECONCILIATION_BREAK',
      'DEPOSIT_CORRECTION',
      'FLOAT_SHORT',
    ],
  },
  status: { type: 'string', enum: ['OPEN', 'PROPOSED', 'CONFIRMED', 'RESOLVED'] },
  payoutId: nullable(text('6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d')),
  cause: record({
    eventId: text('0b7a6c1e-5b5e-5f5f-8a53-d1f1a7c8e210'),
    stream: text('payout-6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d'),
  }),
  detail: text('failed with KEY_UNKNOWN, but is completed'),
  openedAt: time,
  decision: { ...decision, nullable: true },
  resolution: nullable(text('DISMISS')),
  resolvedAt: nullable(time),
} satisfies Record<string, Schema>;

export const events: SchemaObject = { type: 'array', items: ref('Event') };

import { caseFields, events } from './case-schemas';
import { nullable, page, record, ref, text, time, type Schema, type SchemaObject } from './schema-parts';

const payee = record({
  name: nullable(text('Maria Silva')),
  document: nullable(text('12345678909')),
  destination: { type: 'object', example: { type: 'PIX', pixKeyType: 'CPF', pixKey: '12345678909' } },
});

const accepted = {
  id: text('6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d'),
  accountId: text('merchant-1'),
  provider: { type: 'string', enum: ['connectpsp', 'ntxpay'] },
  status: {
    type: 'string',
    enum: [
      'PROCESSING',
      'OUTCOME_UNKNOWN',
      'COMPLETED',
      'FAILED',
      'REJECTED',
      'PARTIALLY_RETURNED',
      'RETURNED',
    ],
  },
  originalAmount: text('50.00'),
  feeAmount: nullable(text('0.50')),
  finalAmount: nullable(text('50.50')),
  heldAmount: text('50.00'),
  currency: text('BRL'),
  externalReference: text('withdrawal-user-42-001'),
  description: nullable(text('User withdrawal')),
  payee: payee,
  requestedAt: time,
} satisfies Record<string, Schema>;

const balance = { available: text('950.00'), held: text('50.00'), total: text('1000.00') };

const payoutReturn = record({
  endToEndId: nullable(text('D1234567820260302120000000000001')),
  amount: { ...text('10.00'), description: 'Of the original amount' },
  feeAmount: { ...text('0.00'), description: 'What the provider kept for the return' },
  returnedAt: time,
});

const posting = record({
  ledgerAccount: text('account:merchant-1:available'),
  currency: text('BRL'),
  debit: text('50.00'),
  credit: text('0.00'),
  balance: { ...text('-950.00'), description: 'Debits less credits of the ledger account after it' },
});

const fieldFault = record({ field: text('payee.document'), message: text('must be a CPF or CNPJ …') });

/** Every answer's schema by name; requests have theirs from their classes. */
export const SCHEMAS = {
  Problem: {
    type: 'object',
    required: ['type', 'title', 'status', 'code', 'detail'],
    properties: {
      type: text('urn:holdfast:problem:validation-failed'),
      title: text('Bad Request'),
      status: { type: 'integer', example: 400 },
      code: text('VALIDATION_FAILED'),
      detail: text('1 field is wrong; nothing was written'),
      errors: {
        type: 'array',
        items: fieldFault,
        description: 'With VALIDATION_FAILED: each field and its fault',
      },
    },
    description: 'RFC 9457. `code` is stable; texts are for people and may change',
  },
  OpenedAccount: record({ id: text('merchant-1'), name: text('Merchant One'), currency: text('BRL') }),
  Account: record({
    id: text('merchant-1'),
    name: text('Merchant One'),
    currency: text('BRL'),
    openedAt: time,
    balance: record({ available: text('950.00'), held: text('50.00'), total: text('1000.00') }),
  }),
  Deposit: record({
    id: text('b0a1c9f0-53f2-5d0c-9a52-9b8e0d5f5b6d'),
    accountId: text('merchant-1'),
    amount: text('1000.00'),
    currency: text('BRL'),
    provider: text('connectpsp'),
    reference: text('transfer-2026-03-01'),
    depositedAt: time,
  }),
  AcceptedPayout: {
    ...record(
      accepted,
      'As it was accepted; a repeat of the request gets the same again, whatever came of it',
    ),
    properties: {
      ...accepted,
      warnings: {
        type: 'array',
        description: 'What is said of the payout although it is taken; absent where there is nothing',
        items: record({ code: text('PROVIDER_FLOAT_SHORT'), message: text('By the books …') }),
      },
    },
  },
  Payout: record({
    ...accepted,
    submittedAt: nullable(time),
    completedAt: nullable(time),
    failedAt: nullable(time),
    endToEndId: nullable(text('E1234567820260301120000000000001')),
    providerId: nullable(text('IVKPRMOCDY')),
    transactionId: nullable(text('b6295ee1-f054-47d1-9e90-ee57b74f60d9')),
    failure: {
      ...record({ code: text('PIX_KEY_NOT_FOUND'), message: text('The key is not known') }),
      nullable: true,
    },
    contradicted: { type: 'boolean', description: 'There is evidence against the outcome that stands' },
    returnedAmount: {
      ...text('10.00'),
      description: 'Of the original amount; "0.00" where nothing came back',
    },
    returns: { type: 'array', items: payoutReturn },
  }),
  PayoutPage: page('Payout'),
  BatchAnswer: record({
    items: {
      type: 'array',
      items: record({
        idempotencyKey: nullable(text('7d0c2f0e-5d0c-4a52-9b8e-0d5f5b6d3f10')),
        status: {
          type: 'integer',
          example: 202,
          description: 'What the item alone would have been answered with',
        },
        body: { oneOf: [ref('AcceptedPayout'), ref('Problem')] },
      }),
    },
  }),
  Event: record({
    id: text('0b7a6c1e-5b5e-5f5f-8a53-d1f1a7c8e210'),
    type: text('PayoutRequested'),
    stream: text('payout-6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d'),
    revision: { type: 'integer', example: 0 },
    position: text('4711/4711'),
    recordedAt: time,
    data: { type: 'object', additionalProperties: true, description: 'As recorded; amounts in minor units' },
    metadata: { type: 'object', additionalProperties: true },
  }),
  EventPage: page('Event'),
  Balance: record({
    accountId: text('merchant-1'),
    currency: text('BRL'),
    asOf: { ...nullable(text('2026-03-01T00:00:00Z')), description: 'As it was asked; null: now' },
    ...balance,
  }),
  Statement: record({
    accountId: text('merchant-1'),
    currency: text('BRL'),
    from: nullable(time),
    to: { ...nullable(time), description: 'Exclusive' },
    opening: record(balance),
    lines: {
      type: 'array',
      items: record({
        entryId: text('0b7a6c1e-5b5e-5f5f-8a53-d1f1a7c8e210'),
        eventType: text('HoldCaptured'),
        payoutId: nullable(text('6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d')),
        provider: nullable(text('connectpsp')),
        recordedAt: time,
        bookedAt: time,
        providerTime: nullable(text('2026-03-01T09:00:00')),
        position: text('4711/4711'),
        change: record({ available: text('0.25'), held: text('-50.75'), total: text('-50.50') }),
        balance: record(balance),
      }),
    },
    closing: record(balance),
    nextCursor: nullable(text('cjUw')),
  }),
  Totals: record({
    timezone: text('America/Sao_Paulo'),
    from: nullable(time),
    to: nullable(time),
    lines: {
      type: 'array',
      items: record({
        provider: text('connectpsp'),
        day: { ...text('2026-03-01'), description: 'Of the request' },
        status: text('COMPLETED'),
        currency: text('BRL'),
        count: { type: 'integer', example: 12 },
        amount: text('600.00'),
        fee: { ...text('6.00'), description: 'What the provider charged' },
        returned: { ...text('10.00'), description: 'Of the amount, what came back' },
      }),
    },
  }),
  AgedHold: record({
    payoutId: text('6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d'),
    accountId: text('merchant-1'),
    provider: text('connectpsp'),
    status: text('OUTCOME_UNKNOWN'),
    currency: text('BRL'),
    held: text('50.75'),
    externalReference: text('withdrawal-user-42-001'),
    requestedAt: time,
    ageSeconds: { type: 'integer', example: 90_000 },
  }),
  AgedHoldPage: page('AgedHold'),
  ProviderFloats: record({
    floats: {
      type: 'array',
      items: record({
        provider: text('connectpsp'),
        currency: text('BRL'),
        float: { ...text('950.00'), description: 'Deposits less what was paid out' },
        fees: { ...text('0.50'), description: 'What the provider has charged' },
        suspense: { ...text('0.00'), description: 'Put aside by decisions on cases' },
        expected: { ...text('949.50'), description: 'What the provider should have: float less fees' },
        reported: { ...nullable(text('949.50')), description: 'What the provider says' },
        difference: { ...nullable(text('0.00')), description: 'Reported less expected' },
        includesUnderWay: {
          ...nullable({ type: 'boolean', example: false }),
          description:
            'Whether payouts under way still count in what is reported, as they do in what is expected; false: the difference is lower by them',
        },
        reportedAt: { ...nullable(time), description: 'When the answer came, by our clock' },
        reason: { ...nullable(text('answer 503')), description: 'Why nothing is reported' },
      }),
    },
  }),
  Case: record(caseFields),
  CasePage: page('Case'),
  CaseWithEvidence: record({
    ...caseFields,
    evidence: record(
      {
        case: { ...events, description: "The case's own events" },
        cause: { ...events, description: 'The event that opened it' },
        payout: { ...events, description: "The payout's events" },
        exchanges: { ...events, description: 'What went over the wire between us and the provider' },
        notifications: { ...events, description: 'What the provider sent, raw body included' },
        more: {
          type: 'array',
          items: text('exchange-6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d'),
          description: 'Streams with more events than are shown: /v1/audit/streams/{stream} has them',
        },
      },
      'As recorded. `personal` of exchanges and notifications is null without the scope audit or admin',
    ),
  }),
  CaseAnswer: record({
    id: text('0d8f7c1e-5b5e-5f5f-8a53-d1f1a7c8e210'),
    status: {
      type: 'string',
      enum: ['PROPOSED', 'CONFIRMED'],
      description: 'PROPOSED: another person has to confirm it. CONFIRMED: it is final and being carried out',
    },
  }),
  TrialBalance: record({
    accounts: {
      type: 'array',
      items: record({
        ledgerAccount: text('provider:connectpsp:float'),
        currency: text('BRL'),
        debit: text('1000.00'),
        credit: text('50.00'),
      }),
    },
    totals: {
      type: 'array',
      description: 'Per currency; debit and credit are equal',
      items: record({ currency: text('BRL'), debit: text('1000.00'), credit: text('1000.00') }),
    },
  }),
  JournalEntry: record({
    id: text('0b7a6c1e-5b5e-5f5f-8a53-d1f1a7c8e210'),
    accountId: text('merchant-1'),
    payoutId: nullable(text('6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d')),
    provider: nullable(text('connectpsp')),
    eventType: text('FundsHeld'),
    stream: text('account-merchant-1'),
    revision: { type: 'integer', example: 2 },
    position: text('4711/4711'),
    occurredAt: time,
    recordedAt: time,
    bookedAt: { ...time, description: 'What periods go by: never before the entry before it' },
    providerTime: { ...nullable(text('2026-03-01T09:00:00')), description: 'As the provider wrote it' },
    postings: { type: 'array', items: posting },
  }),
  JournalEntryPage: page('JournalEntry'),
  Health: record({ status: text('live') }),
  Readiness: record({
    status: text('ready'),
    parts: {
      type: 'array',
      items: record({ part: text('event store'), status: { type: 'string', enum: ['up', 'down'] } }),
    },
  }),
  Reconciliation: record({
    id: text('6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d'),
    matched: { type: 'integer', example: 1204 },
    nothingMoved: {
      type: 'integer',
      example: 3,
      description: 'Unfinished on both sides; or unfinished or failed there and unknown here',
    },
    breaks: { type: 'integer', example: 1, description: 'Each is a case of the kind RECONCILIATION_BREAK' },
  }),
  PayoutExplanation: record({
    id: text('6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d'),
    accountId: text('merchant-1'),
    provider: text('connectpsp'),
    currency: text('BRL'),
    externalReference: text('withdrawal-user-42-001'),
    originalAmount: text('50.00'),
    steps: {
      type: 'array',
      items: record({
        event: text('HoldCaptured'),
        eventId: text('6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d'),
        stream: text('account-merchant-1'),
        revision: { type: 'integer', example: 7 },
        recordedAt: time,
        words: text('The hold of 50.50 BRL ends: 50.00 BRL and 0.50 BRL for the provider leave the account'),
        rule: nullable(text('The whole hold ends; what was paid leaves it, the rest goes back')),
        evidence: nullable(text('the provider’s notification 6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d')),
        postings: {
          type: 'array',
          items: record({
            ledgerAccount: text('account:merchant-1:held'),
            debit: text('50.50'),
            credit: text('0.00'),
          }),
        },
      }),
    },
    sums: record({
      customer: { ...text('50.50'), description: 'What it has cost the customer, by the postings' },
      due: { ...text('50.50'), description: 'What it is to cost by its outcome and its returns' },
      held: text('0.00'),
      float: text('50.00'),
      fees: text('0.50'),
      suspense: text('0.00'),
      agrees: { type: 'boolean', example: true, description: 'The two agree and no centavo is left over' },
    }),
  }),
} satisfies Record<string, SchemaObject>;

export type SchemaName = keyof typeof SCHEMAS;

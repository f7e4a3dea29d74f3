import type { FeeEvent, FeeEventData } from '../../../../src/domain/journal/events';

export const feesProposed = (data: Partial<FeeEventData<'FeeSettlementProposed'>> = {}): FeeEvent => ({
  type: 'FeeSettlementProposed',
  data: {
    settlementId: 'of-invoice-11',
    provider: 'connectpsp',
    currency: 'BRL',
    amountMinor: 117n,
    paidFrom: 'FLOAT',
    reference: 'invoice-11',
    evidence: 'Line 7 of the statement',
    proposedBy: 'alice',
    proposedAt: '2026-03-01T12:00:00.000Z',
    ...data,
  },
});

export const feesSettled = (data: Partial<FeeEventData<'ProviderFeesSettled'>> = {}): FeeEvent => ({
  type: 'ProviderFeesSettled',
  data: {
    settlementId: 'of-invoice-11',
    provider: 'connectpsp',
    currency: 'BRL',
    amountMinor: 117n,
    paidFrom: 'FLOAT',
    reference: 'invoice-11',
    evidence: 'Line 7 of the statement',
    proposedBy: 'alice',
    confirmedEvidence: 'Seen on the statement',
    confirmedBy: 'bob',
    settledAt: '2026-03-01T12:30:00.000Z',
    chargedMinor: 150n,
    reversedMinor: 33n,
    ...data,
  },
});

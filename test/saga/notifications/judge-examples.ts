import type { LoadedPayout } from '../../../src/commands/payouts/payout-repository';
import type { PayoutEvent } from '../../../src/domain/payout/events';
import { payout } from '../../../src/domain/payout/payout';
import type { ParsedNotification, PayoutReport, Provider } from '../../../src/providers/port/provider';
import type { ReadNotification } from '../../../src/saga/notifications/judge-notification';
import type { Delivery, JudgedDelivery } from '../../../src/saga/notifications/deliveries/pending-deliveries';

export const NOW = new Date('2026-03-10T12:00:00.000Z');
const STREAM = 'notification-ntxpay-1';

type ReportOf<Kind extends PayoutReport['kind']> = Extract<PayoutReport, { kind: Kind }>;

const figures = { answerHash: 'h', externalReference: null };
export const FAILED: ReportOf<'failed'> = { kind: 'failed', code: 'BANK', message: 'No', ...figures };
export const COMPLETED: ReportOf<'completed'> = {
  kind: 'completed',
  endToEndId: 'E1',
  amountMinor: 5_000n,
  feeAmountMinor: 12n,
  providerTime: null,
  ...figures,
};
export const RETURNED: ReportOf<'returned'> = {
  kind: 'returned',
  returnName: 'r1',
  endToEndId: 'D1',
  amountMinor: 2_000n,
  feeAmountMinor: 0n,
  providerTime: null,
  originalEndToEndId: 'E1',
  completion: null,
  ...figures,
};
export const PROCESSING: PayoutReport = { kind: 'processing' };
export const NOT_FOUND: PayoutReport = { kind: 'not_found' };
export const UNCLEAR: PayoutReport = { kind: 'unclear', reason: 'ODD', needsPerson: false };

/** Reports by the body that says them: the tests' provider reads a body by its name. */
const BODIES: Readonly<Record<string, PayoutReport>> = {
  failed: FAILED,
  completed: COMPLETED,
  'completed, other time': { ...COMPLETED, providerTime: '2026-03-10T11:00:00Z', answerHash: 'other' },
  'completed, other fee': { ...COMPLETED, feeAmountMinor: 13n },
  returned: RETURNED,
  processing: PROCESSING,
  unclear: UNCLEAR,
};

const parsed = (report: PayoutReport, providerId: string | null): ParsedNotification => ({
  identity: { eventType: 'x', providerId: '', endToEndId: '' },
  providerId,
  externalReference: null,
  paymentEndToEndId: null,
  report,
  warnings: [],
});

const providerWith = (notificationProof: Provider['notificationProof']): Provider => ({
  name: 'ntxpay',
  currency: 'BRL',
  notificationProof,
  webhookUrl: () => null,
  submit: () => Promise.reject(new Error('not asked')),
  pollPayout: () => Promise.reject(new Error('not asked')),
  verifyNotification: () => true,
  parseNotification: body => parsed(BODIES[body]!, null),
});

const delivery = (body: string, eventId = 'delivery-2'): Delivery => ({
  streamId: STREAM,
  eventId,
  data: {
    provider: 'ntxpay',
    eventType: 'x',
    bodyHash: body,
    personal: { encoding: 'utf8', rawBody: body },
  },
  receivedAt: NOW,
});

/** An earlier delivery of the same identity, with its verdict. */
export const earlier = (body: string, quarantine: string | null): JudgedDelivery => ({
  delivery: delivery(body, 'delivery-1'),
  quarantine,
});

export const loaded = (events: readonly PayoutEvent[], lastEventAt = new Date(0)): LoadedPayout => ({
  state: events.reduce(payout.evolve, payout.initial),
  revision: BigInt(events.length - 1),
  position: { commit: 0n, prepare: 0n },
  neededPerson: false,
  appliedNotifications: [],
  times: { lastEventAt },
});

export interface Given {
  readonly report: PayoutReport;
  readonly providerId?: string | null;
  readonly earlier?: readonly JudgedDelivery[];
  readonly proof?: Provider['notificationProof'];
  readonly payout?: LoadedPayout | null;
}

export const notification = ({
  report,
  providerId = null,
  earlier: before = [],
  proof = 'content',
  payout: known = null,
}: Given): ReadNotification => ({
  delivery: delivery('body'),
  earlier: before,
  revision: 0n,
  provider: providerWith(proof),
  parsed: parsed(report, providerId),
  payoutId: known ? 'payout-1' : undefined,
  payout: known ?? undefined,
  isCurrent: true,
});

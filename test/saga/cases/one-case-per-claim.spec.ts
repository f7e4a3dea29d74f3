import { claimCaseId } from '../../../src/domain/case/claim-case';
import type { PayoutOutcomeContradicted } from '../../../src/domain/payout/events';
import type { StatementLine } from '../../../src/domain/reconciliation/events';
import { matchStatement, type BookedMovement } from '../../../src/domain/reconciliation/match-statement';
import type { RecordedEvent } from '../../../src/event-store/event-store';
import { caseFor } from '../../../src/saga/cases/case-policy';
import { byNotification, byPoll, contradicted } from '../../domain/payout/payout-examples';

const PERIOD = { from: '2026-03-10T00:00:00.000Z', to: '2026-03-11T00:00:00.000Z' };

const toldBy = (id: string, over: Partial<PayoutOutcomeContradicted> = {}): string | undefined =>
  caseFor({
    id,
    streamId: 'payout-payout-1',
    revision: 9n,
    position: { commit: 9n, prepare: 9n },
    recordedAt: new Date(0),
    metadata: { occurredAt: '2026-03-10T12:00:00.000Z' } as RecordedEvent['metadata'],
    body: contradicted({ providerId: 'P1', ...over }),
  })?.caseId;

const line: StatementLine = {
  line: 1,
  kind: 'PAYOUT',
  status: 'FAILED',
  providerId: 'P1',
  externalReference: 'withdrawal-1',
  endToEndId: null,
  amountMinor: 5_000n,
  feeAmountMinor: null,
  providerTime: null,
};
const movement: BookedMovement = {
  kind: 'PAYOUT',
  payoutId: 'payout-1',
  status: 'COMPLETED',
  providerId: 'P1',
  externalReference: 'withdrawal-1',
  endToEndId: 'E1',
  amountMinor: 5_000n,
  feeAmountMinor: 12n,
  bookedAt: '2026-03-10T12:00:00.000Z',
};

describe('the opposite of how a payout ended', () => {
  it('has one case by a notification, an answer and a statement', () => {
    const { breaks } = matchStatement({ lines: [line], ...PERIOD }, [movement], () => 'break-1');
    const claim = breaks[0]!.contradicts!;
    const byStatement = claimCaseId({ payoutId: 'payout-1', ...claim });
    expect(claim).toEqual({ stands: 'COMPLETED', claimed: 'FAILED', providerId: 'P1' });
    expect(toldBy('by-notification', { evidence: byNotification })).toBe(byStatement);
    expect(toldBy('by-poll', { evidence: byPoll, detail: 'failed with UNSPECIFIED' })).toBe(byStatement);
  });

  it('has a case of its own for another payment, and for what is no opposite', () => {
    expect(toldBy('other', { providerId: 'P2' })).not.toBe(toldBy('one'));
    const otherFigures = { claimed: 'COMPLETED', detail: 'completed as E2' } as const;
    expect(toldBy('first', otherFigures)).not.toBe(toldBy('second', otherFigures));
    expect(toldBy('first', { claimed: 'ACCEPTED' })).not.toBe(toldBy('second', { claimed: 'ACCEPTED' }));
  });

  it.each([
    ['it agrees', { ...line, status: 'COMPLETED' }, movement],
    ['it is pending there', { ...line, status: 'PENDING' }, movement],
    ['it is under way here', line, { ...movement, status: 'UNDER_WAY' }],
  ] as const)('is claimed by no statement where %s', (_name, told, booked) => {
    const { breaks } = matchStatement({ lines: [told], ...PERIOD }, [booked], () => 'break-1');
    expect(breaks.flatMap(({ contradicts }) => contradicts ?? [])).toEqual([]);
  });
});

import type { CaseOpened } from '../../../src/domain/case/events';
import { claimCaseId } from '../../../src/domain/case/claim-case';
import type { PayoutWarning } from '../../../src/domain/payout/events';
import { caseFor, sharedSubjectOf } from '../../../src/saga/cases/case-policy';
import { derivedId } from '../../../src/shared/ids';
import {
  completed,
  contradicted,
  request,
  requested,
  started,
  submitted,
  unknown,
} from '../../domain/payout/payout-examples';
import { recorded, type Recordable } from '../../support/history';

const captured = (over: { originalAmountMinor?: bigint; feeAmountMinor?: bigint } = {}): Recordable => ({
  type: 'HoldCaptured',
  data: {
    accountId: 'merchant-1',
    payoutId: 'payout-1',
    provider: 'connectpsp',
    currency: 'BRL',
    heldAmountMinor: 5_031n,
    originalAmountMinor: 5_000n,
    feeAmountMinor: 31n,
    ...over,
  },
});
const releaseReversed = (excessMinor?: bigint): Recordable => ({
  type: 'ReleaseReversed',
  data: {
    accountId: 'merchant-1',
    payoutId: 'payout-1',
    provider: 'connectpsp',
    currency: 'BRL',
    originalAmountMinor: 5_000n,
    feeAmountMinor: 40n,
    ...(excessMinor === undefined ? {} : { excessMinor }),
  },
});
const warned = (warnings: readonly PayoutWarning[]): Recordable => ({
  type: 'PayoutRequested',
  data: request({ warnings }),
});
const quarantined = (sameAsEventId?: string): Recordable => ({
  type: 'NotificationQuarantined',
  data: {
    receivedEventId: 'delivery-1',
    payoutId: 'payout-1',
    reason: 'BODY_DIFFERS',
    ...(sameAsEventId === undefined ? {} : { sameAsEventId }),
  },
});

const contradictedHistory: Recordable = {
  type: 'ProofHistoryContradicted',
  data: { checkpoint: 'a note', reason: 'The checkpoint on record of size 7 has more entries' },
};
const witnessRefused: Recordable = {
  type: 'ProofWitnessRefused',
  data: {
    ...{ witness: 'w', keyId: '0a1b2c3d', checkpoint: 'a note', knownSize: 7, root: null },
    ...{ status: 422, reason: 'no extension' },
  },
};

const eventOf = (body: Recordable) => recorded([body])[0]!;

/** The kind, the payout and the detail of the case; a missing detail is not compared. */
type Row = [string, Recordable, Partial<CaseOpened>];

describe('a case is opened by', () => {
  it.each<Row>([
    [
      'a request that the float does not cover',
      warned(['PROVIDER_FLOAT_SHORT']),
      {
        kind: 'FLOAT_SHORT',
        payoutId: null,
        detail: 'the money at connectpsp does not cover payout payout-1 beside those under way',
      },
    ],
    [
      'a quarantined notification',
      quarantined(),
      { kind: 'NOTIFICATION_QUARANTINED', payoutId: 'payout-1', detail: 'BODY_DIFFERS' },
    ],
    [
      'a contradiction',
      contradicted(),
      {
        kind: 'OUTCOME_CONTRADICTED',
        payoutId: 'payout-1',
        detail: 'COMPLETED stands, FAILED is claimed: failed with DICT_NOT_FOUND',
      },
    ],
    [
      'an unknown outcome that needs a person',
      unknown('KEY_ENDED', true),
      { kind: 'OUTCOME_UNKNOWN', payoutId: 'payout-1', detail: 'KEY_ENDED' },
    ],
    [
      'a capture above its hold',
      captured({ feeAmountMinor: 32n }),
      {
        kind: 'FEE_ABOVE_HOLD',
        payoutId: 'payout-1',
        detail: 'charged 5000 + 32, held 5031 BRL minor units',
      },
    ],
    [
      'a reversed release above its hold',
      releaseReversed(9n),
      {
        kind: 'FEE_ABOVE_HOLD',
        payoutId: 'payout-1',
        detail: 'decided to have cost 5000 + 40, 9 BRL minor units above the hold',
      },
    ],
    [
      'a proof log that refuses to sign',
      contradictedHistory,
      {
        kind: 'PROOF_LOG_CONTRADICTED',
        payoutId: null,
        detail: 'The checkpoint on record of size 7 has more entries',
      },
    ],
    [
      'a witness that refuses',
      witnessRefused,
      {
        kind: 'WITNESS_REFUSED',
        payoutId: null,
        detail: 'the witness w, which knows 7 entries, answered 422: no extension',
      },
    ],
  ])('%s', (_name, body, expected) => {
    const event = eventOf(body);
    const { id: eventId, streamId } = event;
    const openedAt = event.metadata.occurredAt;
    expect(caseFor(event)).toEqual({
      caseId: expect.any(String) as string,
      cause: { eventId, streamId },
      openedAt,
      ...expected,
    });
  });

  it.each<[string, Recordable]>([
    ['a request without warnings', requested],
    ['a request with no warning in its list', warned([])],
    ['a delivery with the meaning of an earlier one', quarantined('delivery-0')],
    ['an unknown outcome that will pass', unknown('TIMEOUT')],
    ['a capture of exactly its hold', captured()],
    ['a reversed release within its hold', releaseReversed(0n)],
    ['a reversed release of an earlier version', releaseReversed()],
    ['a submission', started],
    ['an acceptance', submitted],
    ['a completion', completed()],
  ])('not by %s', (_name, body) => {
    expect(caseFor(eventOf(body))).toBeUndefined();
  });
});

describe('the id of a case', () => {
  const claim = { payoutId: 'payout-1', stands: 'COMPLETED', claimed: 'FAILED', providerId: 'P1' } as const;

  it.each<[string, Recordable]>([
    ['an unknown outcome', unknown('KEY_ENDED', true)],
    ['a quarantined notification', quarantined()],
    ['a capture above its hold', captured({ feeAmountMinor: 32n })],
    ['a second completion', contradicted({ claimed: 'COMPLETED' })],
    ['another acceptance', contradicted({ claimed: 'ACCEPTED', providerId: 'P2' })],
    ['a return after a failure', contradicted({ stands: 'FAILED', claimed: 'RETURNED' })],
  ])('is of the event alone for %s', (_name, body) => {
    const event = eventOf(body);
    expect(caseFor(event)?.caseId).toBe(derivedId('case', event.id));
  });

  it('is of the claim for the opposite outcome', () => {
    expect(caseFor(eventOf(contradicted({ providerId: 'P1' })))?.caseId).toBe(claimCaseId(claim));
    const opposite = contradicted({ stands: 'FAILED', claimed: 'COMPLETED' });
    const claimed = {
      payoutId: 'payout-1',
      stands: 'FAILED',
      claimed: 'COMPLETED',
      providerId: null,
    } as const;
    expect(caseFor(eventOf(opposite))?.caseId).toBe(claimCaseId(claimed));
  });
});

describe('the subject that a case is shared about', () => {
  it.each<[string, Recordable, string | undefined]>([
    ['the provider for a short float', warned(['PROVIDER_FLOAT_SHORT']), 'connectpsp'],
    ['absent for a quarantined notification', quarantined(), undefined],
    ['absent for an event without a case', requested, undefined],
  ])('is %s', (_name, body, subject) => {
    expect(sharedSubjectOf(eventOf(body))).toBe(subject);
  });

  it('is no part of the case', () => {
    expect(caseFor(eventOf(warned(['PROVIDER_FLOAT_SHORT'])))).not.toHaveProperty('sharedSubject');
  });
});

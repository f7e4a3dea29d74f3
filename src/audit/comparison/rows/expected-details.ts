import type { SaidOfMovement } from './expected-entry';
import type { AccountEvent } from '../../../domain/account/events';
import type { CaseEvent } from '../../../domain/case/events';
import type { NotificationEvent } from '../../../domain/notification/events';
import type { PayoutEvent, PayoutReturned } from '../../../domain/payout/events';
import type { Position, RecordedEvent } from '../../../event-store/event-store';
import type { BookableEvent } from '../../records/ledger';
import { byFields } from '../../packing/codecs';
import { PackedMap } from '../../packing/packed-map';
import type { RecordStore } from '../../packing/record-store';
import { applyAccountDetails, type ExpectedAccountDetails } from './expected-account-details';
import { addApproval, newApproval, type ExpectedApproval } from './expected-approval';
import { addDuplicate, warningsIn, type ExpectedWarning } from './expected-warnings';
import { applyDepositRequest, type ExpectedDepositRequest } from './expected-deposit-request';
import { jsonText } from './postgres-text';
import { newCaseDetails, applyCaseEvent, type ExpectedCaseDetails } from './expected-case-details';

/** What a payout's row shows beside its money: texts, names and times. Times are our clock. */
export interface ExpectedPayoutDetails {
  readonly position: Position;
  readonly description: string | null;
  /** JSON, as text: a text takes a third of the place of an object. */
  readonly payee: string;
  readonly requestedAt: Date;
  readonly mode: string | null;
  readonly callbackUrl: string | null;
  providerId: string | null;
  transactionId: string | null;
  providerTime: string | null;
  failureCode: string | null;
  failureMessage: string | null;
  submittedAt: Date | null;
  completedAt: Date | null;
  failedAt: Date | null;
  readonly returns: object[];
  approval: ExpectedApproval | null;
  readonly warnings: ExpectedWarning[];
}

const DETAILS_CODEC = byFields<ExpectedPayoutDetails>({
  position: true,
  description: true,
  payee: true,
  requestedAt: true,
  mode: true,
  callbackUrl: true,
  providerId: true,
  transactionId: true,
  providerTime: true,
  failureCode: true,
  failureMessage: true,
  submittedAt: true,
  completedAt: true,
  failedAt: true,
  returns: true,
  approval: true,
  warnings: true,
});

/** What the provider said of a movement of a payout; `movement`: `payment`, or the return's id. */
export interface ExpectedMovement extends SaidOfMovement {
  readonly payoutId: string;
  readonly movement: string;
}

/** A notification that spoke of a payout. */
interface SpokenOf {
  readonly payoutId: string;
  readonly streamId: string;
}

const PAYMENT = 'payment';

/** What the read models show of the streams that no book counts with. */
export class ExpectedDetails {
  readonly accounts = new Map<string, ExpectedAccountDetails>();
  readonly depositRequests = new Map<string, ExpectedDepositRequest>();
  readonly payouts: PackedMap<ExpectedPayoutDetails>;
  readonly cases = new Map<string, ExpectedCaseDetails>();
  readonly movements: PackedMap<ExpectedMovement>;
  /** By payout and stream: the notifications that spoke of the payout. */
  readonly notifications: PackedMap<SpokenOf>;

  constructor(store: RecordStore) {
    this.payouts = new PackedMap(store, DETAILS_CODEC);
    this.movements = new PackedMap(
      store,
      byFields<ExpectedMovement>({ payoutId: true, movement: true, providerTime: true, endToEndId: true }),
    );
    this.notifications = new PackedMap(store, byFields<SpokenOf>({ payoutId: true, streamId: true }));
  }

  applyAccount(event: RecordedEvent, body: AccountEvent): void {
    applyAccountDetails(this.accounts, event, body);
    applyDepositRequest(this.depositRequests, event, body);
    if (body.type === 'FundsHeld') addDuplicate(this.payouts.get(body.data.payoutId)?.warnings, body.data);
  }

  applyPayout(event: RecordedEvent, body: PayoutEvent): void {
    if (body.type === 'PayoutRequested') {
      this.payouts.set(body.data.payoutId, newPayoutDetails(event, body.data));
      return;
    }
    this.noteMovement(body);
    this.noteVerdict(body);
    const shown = this.payouts.get(body.data.payoutId);
    if (shown) applyPayoutEvent(shown, body, occurredAt(event));
  }

  applyCase(event: RecordedEvent, body: CaseEvent): void {
    if (body.type === 'CaseOpened') this.cases.set(body.data.caseId, newCaseDetails(event, body.data));
    else applyCaseEvent(this.cases.get(body.data.caseId), body);
  }

  applyNotification({ streamId }: RecordedEvent, body: NotificationEvent): void {
    if (body.type === 'ProviderNotificationReceived' || !body.data.payoutId) return;
    this.noteNotification(body.data.payoutId, streamId);
  }

  /** What the provider said of the movement that an account's event books, as far as it is recorded. */
  saidOf({ type, data }: BookableEvent): SaidOfMovement {
    if (type === 'FundsReturned') return this.movementOf(data.payoutId, data.returnId);
    if (type === 'HoldCaptured' || type === 'ReleaseReversed') return this.movementOf(data.payoutId, PAYMENT);
    return { providerTime: null, endToEndId: null };
  }

  private movementOf = (payoutId: string, movement: string): SaidOfMovement =>
    this.movements.get(`${payoutId} ${movement}`) ?? { providerTime: null, endToEndId: null };

  /** An event of the payout can be the verdict on a notification. */
  private noteVerdict({ data }: PayoutEvent): void {
    const evidence = 'evidence' in data ? data.evidence : undefined;
    if (evidence?.kind === 'notification' && evidence.verdictOn !== undefined)
      this.noteNotification(data.payoutId, evidence.verdictOn);
  }

  private noteNotification(payoutId: string, streamId: string): void {
    this.notifications.set(`${payoutId} ${streamId}`, { payoutId, streamId });
  }

  /** A later report without a time or an id leaves the one that is known. */
  private noteMovement(body: PayoutEvent): void {
    if (body.type !== 'PayoutCompleted' && body.type !== 'PayoutReturned') return;
    const { payoutId, providerTime, endToEndId } = body.data;
    if (providerTime === null && endToEndId === null) return;
    const movement = body.type === 'PayoutReturned' ? body.data.returnId : PAYMENT;
    const known = this.movementOf(payoutId, movement);
    this.movements.set(`${payoutId} ${movement}`, {
      payoutId,
      movement,
      providerTime: providerTime ?? known.providerTime,
      endToEndId: endToEndId ?? known.endToEndId,
    });
  }
}

const occurredAt = ({ metadata }: RecordedEvent): Date => new Date(metadata.occurredAt);

const newPayoutDetails = (
  { position }: RecordedEvent,
  data: Extract<PayoutEvent, { type: 'PayoutRequested' }>['data'],
): ExpectedPayoutDetails => ({
  position,
  description: data.description,
  payee: jsonText(data.personal.payee),
  requestedAt: new Date(data.requestedAt),
  mode: data.mode ?? null,
  callbackUrl: data.callback?.url ?? null,
  providerId: null,
  transactionId: null,
  ...NO_END,
  submittedAt: null,
  returns: [],
  approval: newApproval(data.approval),
  warnings: warningsIn(data),
});

const NO_END = {
  providerTime: null,
  failureCode: null,
  failureMessage: null,
  completedAt: null,
  failedAt: null,
};

function applyPayoutEvent(
  shown: ExpectedPayoutDetails,
  body: Exclude<PayoutEvent, { type: 'PayoutRequested' }>,
  at: Date,
): void {
  switch (body.type) {
    case 'PayoutSubmitted': {
      const { providerId, transactionId } = body.data;
      shown.transactionId = transactionId ?? shown.transactionId;
      Object.assign(shown, { providerId, submittedAt: at });
      return;
    }
    case 'PayoutRejected':
    case 'PayoutFailed': {
      const { code, message } = body.data;
      Object.assign(shown, failureColumns(code, message, at));
      return;
    }
    case 'PayoutCompleted':
      Object.assign(shown, NO_END, { providerTime: body.data.providerTime, completedAt: at });
      return;
    case 'PayoutReturned':
      shown.returns.push(returnJson(body.data, at));
      return;
    case 'PayoutApproved':
      addApproval(shown.approval, body.data);
      return;
    case 'PayoutApprovalRejected':
      if (shown.approval) shown.approval.rejectedBy = body.data.rejectedBy;
      Object.assign(shown, failureColumns('APPROVAL_REJECTED', body.data.reason, at));
      return;
    case 'PayoutApprovalExpired':
      Object.assign(
        shown,
        failureColumns('APPROVAL_EXPIRED', `It was not approved before ${body.data.expiresAt}`, at),
      );
      return;
    case 'PayoutSubmissionStarted':
    case 'PayoutSubmissionRepeated':
    case 'PayoutOutcomeUnknown':
    case 'PayoutOutcomeContradicted':
    case 'PayoutLookedFor':
    case 'PayoutRepeatDecided':
    case 'PayoutAcceptanceEnded':
  }
}

const failureColumns = (failureCode: string, failureMessage: string, failedAt: Date) => ({
  ...NO_END,
  failureCode,
  failureMessage,
  failedAt,
});

/** As it stands in the row: amounts are texts. */
const returnJson = (data: PayoutReturned, at: Date): object => ({
  returnId: data.returnId,
  endToEndId: data.endToEndId,
  amountMinor: data.amountMinor,
  feeAmountMinor: data.feeAmountMinor,
  returnedAt: at.toISOString(),
});

import type {
  AuditedAccount,
  AuditedDepositRequest,
  DataOf,
  LaterAccountEvent,
} from '../../records/audited-account-state';
import type { ReportDifference } from '../../difference';
import { arrivalKey } from './deposit-reversal';

/** A deposit that waits for people takes its reference, as a booked one does. */
export function applyDepositRequest(
  book: AuditedAccount,
  { personal: _personal, ...data }: DataOf<'DepositRequested'>,
  report: ReportDifference,
): void {
  const { depositId, amountMinor } = data;
  if (book.requestedDeposits.has(depositId) || book.deposits.has(depositId))
    report('I9', `deposit ${depositId} is requested a second time`);
  if (amountMinor === 0n) report('I1', `deposit ${depositId} of nothing`);
  applyArrival(book, data, report);
  book.requestedDeposits.set(depositId, { data, approvedBy: [], status: 'AWAITING' });
}

/** One arrival is one deposit. Deposits without a client are older than the rule. */
export function applyArrival(
  book: AuditedAccount,
  data: Pick<DataOf<'FundsDeposited'>, 'provider' | 'reference' | 'depositId' | 'clientId'>,
  report: ReportDifference,
): void {
  const { provider, reference, depositId, clientId } = data;
  const key = arrivalKey({ provider, reference });
  const before = book.arrivals.get(key) ?? new Set();
  if (before.size > (before.has(depositId) ? 1 : 0) && clientId !== undefined)
    report('I9', `deposit ${depositId} books what deposit ${[...before].join(', ')} has booked`);
  book.arrivals.set(key, before.add(depositId));
}

/** I18: a person approves once, in time, and is not the one who recorded the deposit. */
export function applyDepositApproval(
  book: AuditedAccount,
  { depositId, approvedBy, approvedAt, approval, of }: DataOf<'DepositApproved'>,
  report: ReportDifference,
): void {
  const request = waitingRequest(book, depositId, 'approved', report);
  if (!request) return;
  const { approvals, expiresAt } = request.data.approval;
  checkPerson(request, approvedBy, report);
  if (request.approvedBy.includes(approvedBy))
    report('I18', `${approvedBy} approved deposit ${depositId} twice`);
  if (Date.parse(approvedAt) >= Date.parse(expiresAt))
    report('I18', `deposit ${depositId} is approved at ${approvedAt}, after its expiry at ${expiresAt}`);
  request.approvedBy.push(approvedBy);
  if (approval !== request.approvedBy.length || of !== approvals)
    report('I18', `approval ${approval} of ${of} of deposit ${depositId}, which needs ${approvals}`);
}

type EndEvent = Extract<LaterAccountEvent, { type: 'DepositApprovalRejected' | 'DepositApprovalExpired' }>;

/** Nothing is booked for it any more, and its reference is free. */
export function applyDepositEnd(book: AuditedAccount, event: EndEvent, report: ReportDifference): void {
  const { depositId } = event.data;
  const request = waitingRequest(book, depositId, 'ended', report);
  if (!request) return;
  const { expiresAt } = request.data.approval;
  if (event.type === 'DepositApprovalRejected') checkPerson(request, event.data.rejectedBy, report);
  else if (event.data.expiresAt !== expiresAt || Date.parse(event.data.expiredAt) < Date.parse(expiresAt))
    report('I18', `deposit ${depositId} expired at ${event.data.expiredAt}, the request says ${expiresAt}`);
  request.status = 'ENDED';
  book.arrivals.get(arrivalKey(request.data))?.delete(depositId);
}

/** I18: what waits is booked as it was requested, and only after as many people have approved it as its rules ask for. */
export function checkBooking(
  book: AuditedAccount,
  data: DataOf<'FundsDeposited'>,
  report: ReportDifference,
): void {
  const { depositId, approvedBy } = data;
  const request = book.requestedDeposits.get(depositId);
  if (!request) {
    if (approvedBy) report('I18', `deposit ${depositId} names approvals, and never waited for any`);
    return;
  }
  const { approvals } = request.data.approval;
  const people = new Set(request.approvedBy).size;
  if (people < approvals)
    report('I18', `deposit ${depositId} is booked with ${people} of ${approvals} approvals`);
  if (request.status !== 'AWAITING') report('I18', `deposit ${depositId} is booked after its end`);
  if (termsOf(data) !== termsOf(request.data))
    report('I18', `deposit ${depositId} is booked otherwise than it was requested`);
  if (approvedBy?.join() !== request.approvedBy.join())
    report('I18', `deposit ${depositId} names other people than those who approved it`);
  request.status = 'BOOKED';
}

type Terms = Pick<
  DataOf<'FundsDeposited'>,
  'amountMinor' | 'currency' | 'provider' | 'reference' | 'clientId' | 'fingerprint' | 'evidence'
>;

const termsOf = ({ amountMinor, currency, provider, reference, clientId, fingerprint, evidence }: Terms) =>
  JSON.stringify([
    String(amountMinor),
    currency,
    provider,
    reference,
    clientId,
    fingerprint,
    evidence && [evidence.kind, evidence.textHash, evidence.signature],
  ]);

/** I18: who recorded a deposit decides nothing about it. */
function checkPerson({ data }: AuditedDepositRequest, person: string, report: ReportDifference): void {
  if (person === data.clientId)
    report('I18', `deposit ${data.depositId} is decided by ${person}, who recorded it`);
}

function waitingRequest(
  { requestedDeposits }: AuditedAccount,
  depositId: string,
  what: string,
  report: ReportDifference,
): AuditedDepositRequest | undefined {
  const request = requestedDeposits.get(depositId);
  if (request?.status !== 'AWAITING') report('I18', `deposit ${depositId} is ${what} and does not wait`);
  return request;
}

/** I19: how many deposits wait for people. */
export const waitingDeposits = ({ requestedDeposits }: AuditedAccount): number =>
  [...requestedDeposits.values()].filter(({ status }) => status === 'AWAITING').length;

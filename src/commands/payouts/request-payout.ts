import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { PayoutRequested } from '../../domain/payout/events';
import type { PayoutState } from '../../domain/payout/payout';
import { comparePositions, type Position } from '../../event-store/event-store';
import type { Cause } from '../../event-store/new-events';
import { Clock } from '../../shared/clock';
import { derivedId } from '../../shared/ids';
import { Bug, invariant } from '../../shared/invariant';
import { ok, refuse, type Result } from '../../shared/result';
import { KeyedMutex } from '../../shared/system/keyed-mutex';
import { AccountWriters } from '../accounts/account-writers';
import { causeOfClient, NO_ORIGIN, type Origin } from '../origin';
import { refusal, type AcceptedPayout, type CommandResult, type Refusal } from '../results';
import { PayoutHolds } from '../limits/payout-holds';
import { PayoutApprovals } from '../approvals/payout-approvals';
import { Terms } from '../provider-terms';
import { fingerprintOf, type PayoutRequest } from './payout-request';
import { PayoutCallbacks } from './payout-callbacks';
import { PayoutRequestCheck, type NamedRequest } from './payout-request-check';
import { PayoutWarnings } from './payout-warnings';
import { type LoadedPayout, PayoutRepository } from './payout-repository';
import { PayoutReferences } from './payout-references';
import { referenceUsed, refusalOf, type Rejection } from './payout-rejection';

export class RequestPayout extends Command<Result<CommandResult<AcceptedPayout>, Refusal>> {
  constructor(
    readonly clientId: string,
    readonly idempotencyKey: string,
    readonly request: PayoutRequest,
    readonly origin: Origin = NO_ORIGIN,
  ) {
    super();
  }
}

type RequestPayoutResult = Result<CommandResult<AcceptedPayout>, Refusal>;

/**
 * Claims the reference and records PayoutRequested, both at once; then records FundsHeld, then answers. Every step can be
 * repeated, so the same request again goes on where the first one stopped. The saga finishes what a crash leaves between
 * two steps.
 */
@CommandHandler(RequestPayout)
export class RequestPayoutHandler implements ICommandHandler<RequestPayout> {
  private readonly mutex = new KeyedMutex();
  private readonly requestCheck: PayoutRequestCheck;

  constructor(
    private readonly payouts: PayoutRepository,
    accounts: AccountWriters,
    private readonly references: PayoutReferences,
    terms: Terms,
    clock: Clock,
    private readonly warnings: PayoutWarnings,
    private readonly holds: PayoutHolds,
    private readonly approvals: PayoutApprovals,
    private readonly callbacks: PayoutCallbacks,
  ) {
    this.requestCheck = new PayoutRequestCheck(accounts, terms, clock);
  }

  /** Requests with the same key run one after another in this process. Between processes the payout's stream decides. */
  execute(command: RequestPayout): Promise<RequestPayoutResult> {
    const payoutId = derivedId('payout', command.clientId, command.idempotencyKey);
    return this.mutex.runExclusive(payoutId, () => this.answer(payoutId, command));
  }

  private async answer(
    payoutId: string,
    { clientId, request, origin }: RequestPayout,
  ): Promise<RequestPayoutResult> {
    const requestFingerprint = fingerprintOf(request);
    const cause = causeOfClient(clientId, origin, payoutId);
    const known = this.payouts.findKnown(payoutId);
    if (known) return this.resume(known, requestFingerprint, cause);

    const named = { payoutId, clientId, fingerprint: requestFingerprint };
    const checked = await this.checked(named, request);
    if (checked.ok && !this.references.mayBeTaken(checked.value)) return this.begin(checked.value, cause);
    // It would be refused, unless it repeats a request that this process does not remember.
    const existing = await this.payouts.read(payoutId);
    if (existing.state.status !== 'none') return this.resume(existing, requestFingerprint, cause);
    if (!checked.ok) return checked;
    if (await this.references.isTaken(checked.value))
      return refuse(refusalOf(await this.usedReference(checked.value), checked.value));
    return this.begin(checked.value, cause);
  }

  private async checked(
    named: NamedRequest,
    request: PayoutRequest,
  ): Promise<Result<PayoutRequested, Refusal>> {
    const checked = await this.requestCheck.check(named, request);
    if (!checked.ok) return checked;
    const callback = await this.callbacks.callbackFor(named.clientId, request.callbackUrl);
    if (!callback.ok) return callback;
    this.holds.requireLimits(checked.value);
    const warnings = await this.warnings.warningsFor(checked.value);
    const approval = await this.approvals.demandFor(checked.value);
    return warnings.warnings || approval.approval || callback.value.callback
      ? ok({ ...checked.value, ...warnings, ...approval, ...callback.value })
      : checked;
  }

  /** Both appends expect a new stream; a conflict is what a read costs. Nothing is held before both are on disk. */
  private async begin(request: PayoutRequested, cause: Cause): Promise<RequestPayoutResult> {
    await this.references.prepare();
    const [reserved, recorded] = await both(
      this.references.reserve(request, cause),
      this.payouts.change(request.payoutId, { type: 'RequestPayout', request }, cause),
    );
    if (!recorded.ok) return refuse(keyReused(request.payoutId));
    const { state, position } = recorded.value;
    if (reserved && isUnsent(state)) return this.hold(state.request, position, cause);
    return this.resume(recorded.value, request.fingerprint, cause);
  }

  /** Continues from the payout's state to the result that the first request got, or gets now. */
  private async resume(
    payout: LoadedPayout,
    requestFingerprint: string,
    cause: Cause,
  ): Promise<RequestPayoutResult> {
    const { state } = payout;
    invariant(state.status !== 'none', 'A payout without a stream cannot be resumed');
    if (state.request.fingerprint !== requestFingerprint) return refuse(keyReused(state.request.payoutId));
    if (state.status === 'rejected') return refuse(refusalOf(state, state.request));
    if (!isUnsent(state))
      return ok(answer(state.request, payout.position, await this.holds.duplicateOf(state.request)));
    if (await this.references.reserveOrDeny(state.request, cause))
      return this.hold(state.request, payout.position, cause);
    return this.reject(state.request, await this.usedReference(state.request), cause);
  }

  private async usedReference(request: PayoutRequested): Promise<Rejection> {
    return referenceUsed(await this.references.ownRival(request));
  }

  private async hold(
    request: PayoutRequested,
    requestPosition: Position,
    cause: Cause,
  ): Promise<RequestPayoutResult> {
    const { status, rejection, position, ...duplicate } = await this.holds.hold(request, cause);
    // The account's first result stands for every caller, so no two callers can get different results.
    if (status !== 'refused') return ok(answer(request, later(requestPosition, position), duplicate));
    invariant(rejection, 'A refused hold has a reason');
    return this.reject(request, rejection, cause);
  }

  private async reject(
    request: PayoutRequested,
    rejection: Rejection,
    cause: Cause,
  ): Promise<RequestPayoutResult> {
    const { payoutId } = request;
    const rejected = await this.payouts.change(payoutId, { type: 'RejectPayout', ...rejection }, cause);
    if (!rejected.ok) throw new Bug(`A payout without a hold was not rejected: ${rejected.refusal}`);
    const { state } = rejected.value;
    // Another process may have rejected it before, for another reason: every caller gets the one that stands.
    return refuse(refusalOf(state.status === 'rejected' ? state : rejection, request));
  }
}

/** Nothing was sent for it, and nothing has ended it. */
const isUnsent = (state: PayoutState): state is Extract<PayoutState, { status: 'requested' | 'awaiting' }> =>
  state.status === 'requested' || state.status === 'awaiting';

/** Waits for both, also where one fails: nothing of a request is under way when its repeat begins. */
async function both<One, Other>(one: Promise<One>, other: Promise<Other>): Promise<[One, Other]> {
  await Promise.allSettled([one, other]);
  return Promise.all([one, other]);
}

/** The key makes the payout's id together with its client: the payout is the same client's. */
const keyReused = (payoutId: string): Refusal => ({
  ...refusal(
    'IDEMPOTENCY_KEY_REUSED',
    `This Idempotency-Key was used for another request: payout ${payoutId}`,
  ),
  facts: { payoutId },
});

const later = (left: Position, right: Position): Position =>
  comparePositions(left, right) > 0 ? left : right;

function answer(
  request: PayoutRequested,
  position: Position,
  { duplicateOf = null }: { duplicateOf?: string | null },
): CommandResult<AcceptedPayout> {
  const { payoutId, accountId, provider, currency, amountMinor, heldAmountMinor } = request;
  const {
    externalReference,
    description,
    requestedAt,
    personal,
    mode = null,
    warnings = [],
    approval = null,
    callback,
  } = request;
  const body = {
    payoutId,
    accountId,
    provider,
    mode,
    currency,
    amountMinor,
    heldAmountMinor,
    externalReference,
    description,
    payee: personal.payee,
    warnings,
    duplicateOf,
    approval,
    callbackUrl: callback?.url ?? null,
    requestedAt,
  };
  return { body, position };
}

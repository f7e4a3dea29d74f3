import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { PayoutRequested } from '../../domain/payout/events';
import { providerServes, type Destination, type Payee, type ProviderName } from '../../domain/payout/payee';
import { payeeFault } from '../../domain/payout/payee-fault';
import { readPayableQrCode } from '../../domain/pix/payable-qr-code';
import { comparePositions, type Position } from '../../event-store/event-store';
import type { Cause } from '../../event-store/new-events';
import type { Clock } from '../../shared/clock';
import { derivedId, fingerprint } from '../../shared/ids';
import { Bug, invariant } from '../../shared/invariant';
import { formatAmount, MAX_AMOUNT_MINOR, parseAmount, type Currency } from '../../shared/money';
import { ok, refuse, type Result } from '../../shared/result';
import { Turns } from '../../shared/keyed-mutex';
import type { AccountLanes } from '../accounts/account-writers';
import { refusal, type AcceptedPayout, type Answer, type Refusal } from '../results';
import type { PayoutWarnings } from './payout-warnings';
import type { LoadedPayout, Payouts } from './payout-repository';
import type { IsFreed, Reference, References } from '../references';

export interface PayoutRequest {
  readonly accountId: string;
  readonly provider: ProviderName;
  /** A decimal string with exactly the currency's digits. */
  readonly amount: string;
  /** Where given it must be the account's. */
  readonly currency: Currency | null;
  readonly externalReference: string;
  readonly description: string | null;
  readonly payee: Payee;
}

export class RequestPayout extends Command<Result<Answer<AcceptedPayout>, Refusal>> {
  constructor(
    readonly clientId: string,
    readonly idempotencyKey: string,
    readonly request: PayoutRequest,
  ) {
    super();
  }
}

/** What a provider costs, in minor units of its currency. */
export interface ProviderTerms {
  readonly currency: Currency;
  expectedFee(amountMinor: bigint, at: Date): bigint;
  /** The most the schedule allows from this moment on: what is held above the amount. */
  highestFee(amountMinor: bigint, from: Date): bigint;
}

/** The providers payouts may go through now. */
export type Terms = ReadonlyMap<ProviderName, ProviderTerms>;

type Answered = Result<Answer<AcceptedPayout>, Refusal>;

/**
 * PayoutRequested, then FundsHeld, then the answer. Every step can be repeated, so the same request again goes on where
 * the first one stopped; what a crash leaves between two steps the saga finishes.
 */
@CommandHandler(RequestPayout)
export class RequestPayoutHandler implements ICommandHandler<RequestPayout> {
  private readonly turns = new Turns();

  constructor(
    private readonly payouts: Payouts,
    private readonly lanes: AccountLanes,
    private readonly references: References,
    private readonly terms: Terms,
    private readonly clock: Clock,
    private readonly warnings: Pick<PayoutWarnings, 'for'>,
  ) {}

  /** The same key at once is answered one after the other; between processes the payout's stream decides. */
  execute(command: RequestPayout): Promise<Answered> {
    const payoutId = derivedId('payout', command.clientId, command.idempotencyKey);
    return this.turns.take(payoutId, () => this.answer(payoutId, command));
  }

  private async answer(payoutId: string, { clientId, request }: RequestPayout): Promise<Answered> {
    const requestFingerprint = fingerprintOf(request);
    const cause: Cause = { causationId: payoutId, correlationId: payoutId, actor: `client:${clientId}` };
    const existing = await this.payouts.load(payoutId);
    if (existing.state.status !== 'none') return this.resume(existing, requestFingerprint, cause);

    const checked = await this.check(request);
    if (!checked.ok) return checked;
    const warnings = await this.warnings.for(checked.value);
    const named = { payoutId, clientId, fingerprint: requestFingerprint };
    const requested = { ...named, ...checked.value, ...warnings };
    const reserved = await this.reserveReferences(requested, cause);
    if (!reserved.ok) return reserved;
    const recorded = await this.payouts.change(
      payoutId,
      { type: 'RequestPayout', request: requested },
      cause,
    );
    if (!recorded.ok) return refuse(keyReused);
    return this.resume(recorded.value, requestFingerprint, cause);
  }

  /** Everything that can be refused before anything is written. */
  private async check(
    request: PayoutRequest,
  ): Promise<Result<Omit<PayoutRequested, 'payoutId' | 'clientId' | 'fingerprint'>, Refusal>> {
    const { accountId, provider, externalReference, description, payee } = request;
    const fault = payeeFault(payee);
    if (fault) return refuse({ code: 'PAYEE_INVALID', ...fault });
    const currency = await this.lanes.currency(accountId);
    if (!currency) return refuse(refusal('ACCOUNT_NOT_FOUND', `There is no account ${accountId}`));
    const terms = this.terms.get(provider);
    if (!terms || !providerServes(provider, payee.destination)) {
      return refuse(
        refusal('DESTINATION_NOT_SUPPORTED', `${provider} cannot pay to ${payee.destination.type}`),
      );
    }
    if (terms.currency !== currency || (request.currency ?? currency) !== currency) {
      return refuse(
        refusal('CURRENCY_MISMATCH', `The account holds ${currency}; ${provider} pays ${terms.currency}`),
      );
    }
    const amountMinor = parseAmount(request.amount, currency);
    if (!amountMinor)
      return refuse(refusal('AMOUNT_INVALID', `amount must be a positive ${currency} amount`));
    const qrCodeFault = qrCodeRefusal(payee.destination, amountMinor);
    if (qrCodeFault) return refuse(qrCodeFault);
    const now = this.clock.now();
    const expectedFeeAmountMinor = terms.expectedFee(amountMinor, now);
    const heldAmountMinor = amountMinor + terms.highestFee(amountMinor, now);
    if (heldAmountMinor > MAX_AMOUNT_MINOR) return refuse(refusal('AMOUNT_INVALID', 'amount is too large'));
    const amounts = { currency, amountMinor, expectedFeeAmountMinor, heldAmountMinor };
    const rest = { externalReference, description, requestedAt: now.toISOString(), personal: { payee } };
    return ok({ accountId, provider, ...amounts, ...rest });
  }

  /**
   * One payout per client's reference, and one per reference at the provider, which refuses a second one itself. A
   * rejected payout was never sent and never will be: its references are free. The two are taken one after the other,
   * so that of two who want both, the first one gets both.
   */
  private async reserveReferences(request: PayoutRequested, cause: Cause): Promise<Result<null, Refusal>> {
    const { payoutId, clientId, provider, externalReference: reference } = request;
    const wanted: Reference[] = [
      { kind: 'client', owner: clientId, reference },
      { kind: 'provider', owner: provider, reference },
    ];
    const holders = await Promise.all(wanted.map(each => this.references.holder(each)));
    for (const holder of new Set(holders)) {
      const isTaken = holder !== undefined && holder !== payoutId && !(await this.isRejected(holder));
      if (isTaken) return refuse(referenceUsed);
    }
    const isFreed: IsFreed = holder => this.isRejected(holder);
    for (const each of wanted)
      if (!(await this.references.reserve(each, payoutId, cause, isFreed))) return refuse(referenceUsed);
    return ok(null);
  }

  private async isRejected(payoutId: string): Promise<boolean> {
    return (await this.payouts.load(payoutId)).state.status === 'rejected';
  }

  /** From wherever the payout stands to the answer it got, or gets now. */
  private async resume(payout: LoadedPayout, requestFingerprint: string, cause: Cause): Promise<Answered> {
    const { state } = payout;
    invariant(state.status !== 'none', 'A payout without a stream cannot be resumed');
    if (state.request.fingerprint !== requestFingerprint) return refuse(keyReused);
    if (state.status === 'rejected') return refuse(refusal('INSUFFICIENT_FUNDS', state.message));
    if (state.status !== 'requested') return ok(answer(state.request, payout.position));
    return this.hold(state.request, payout.position, cause);
  }

  private async hold(request: PayoutRequested, requestedAt: Position, cause: Cause): Promise<Answered> {
    const { payoutId, accountId, heldAmountMinor: amountMinor, currency } = request;
    const held = await this.lanes.execute(
      accountId,
      { type: 'HoldFunds', payoutId, amountMinor, currency },
      cause,
    );
    if (!held.ok) throw new Bug(`A hold was refused: ${held.refusal}`);
    const { state, position } = held.value;
    // The account's first answer stands for everybody who asks, so no two of them can be told different things.
    if (state?.holds.get(payoutId)?.status !== 'refused')
      return ok(answer(request, later(requestedAt, position)));
    const message = `Account ${accountId} has not enough available for the amount and its fee`;
    const code = 'INSUFFICIENT_FUNDS';
    const rejected = await this.payouts.change(payoutId, { type: 'RejectPayout', code, message }, cause);
    if (!rejected.ok) throw new Bug(`A payout without a hold was not rejected: ${rejected.refusal}`);
    return refuse(refusal(code, message));
  }
}

const keyReused = refusal('IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key was used for another request');
const referenceUsed = refusal('EXTERNAL_REFERENCE_USED', 'externalReference belongs to another payout');

/** A QR code that names an amount asks for that amount. Where it can't be read nothing can be compared: nothing is paid. */
function qrCodeRefusal(destination: Destination, amountMinor: bigint): Refusal | undefined {
  if (destination.type !== 'QR_CODE') return undefined;
  const code = readPayableQrCode(destination.qrCode);
  if (!code.ok) return refusal('DESTINATION_NOT_SUPPORTED', `The QR code cannot be paid to: ${code.refusal}`);
  const asked = code.value.amountMinor;
  if (asked === null || asked === amountMinor) return undefined;
  return refusal('AMOUNT_INVALID', `amount must be ${formatAmount(asked, 'BRL')}, as the QR code says`);
}

const later = (left: Position, right: Position): Position =>
  comparePositions(left, right) > 0 ? left : right;

function fingerprintOf(request: PayoutRequest): string {
  const { accountId, provider, amount, currency, externalReference, description, payee } = request;
  const { name, document, destination } = payee;
  const parts = [
    accountId,
    provider,
    amount,
    currency,
    externalReference,
    description,
    name,
    document,
    sorted(destination),
  ];
  return fingerprint(JSON.stringify(parts));
}

/** The same value has the same text whatever order its fields came in. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return entries.map(([name, inner]) => [name, sorted(inner)]);
}

function answer(request: PayoutRequested, position: Position): Answer<AcceptedPayout> {
  const { payoutId, accountId, provider, currency, amountMinor, heldAmountMinor } = request;
  const { externalReference, description, requestedAt, personal, warnings = [] } = request;
  const amounts = { currency, amountMinor, heldAmountMinor };
  const { payee } = personal;
  const body = {
    payoutId,
    accountId,
    provider,
    ...amounts,
    externalReference,
    description,
    payee,
    warnings,
    requestedAt,
  };
  return { body, position };
}

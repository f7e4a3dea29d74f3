import type { PayoutRequested } from '../../domain/payout/events';
import type { Destination } from '../../domain/payout/payee';
import { payeeFault } from '../../domain/payout/payee-fault';
import { readPayableQrCode } from '../../domain/pix/payable-qr-code';
import type { Clock } from '../../shared/clock';
import { formatAmount, MAX_AMOUNT_MINOR, parseAmount } from '../../shared/money';
import { ok, refuse, type Result } from '../../shared/result';
import type { AccountWriters } from '../accounts/account-writers';
import type { Terms } from '../provider-terms';
import { refusal, type Refusal } from '../results';
import type { PayoutRequest } from './payout-request';

/** Whose request it is, and of which payout. */
export type NamedRequest = Pick<PayoutRequested, 'payoutId' | 'clientId' | 'fingerprint'>;

/** Makes every refusal of a payout that needs no write. */
export class PayoutRequestCheck {
  constructor(
    private readonly accounts: Pick<AccountWriters, 'currency'>,
    private readonly terms: Terms,
    private readonly clock: Clock,
  ) {}

  /** The request with its figures, without warnings and without what it waits for. @throws {Fault} the account cannot be read */
  async check(named: NamedRequest, request: PayoutRequest): Promise<Result<PayoutRequested, Refusal>> {
    const { accountId, provider, externalReference, description, payee } = request;
    const fault = payeeFault(payee);
    if (fault) return refuse({ code: 'PAYEE_INVALID', ...fault });
    const currency = await this.accounts.currency(accountId);
    if (!currency) return refuse(refusal('ACCOUNT_NOT_FOUND', `There is no account ${accountId}`));
    const terms = this.terms.get(provider);
    if (!terms?.destinations.includes(payee.destination.type)) {
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
    const { payoutId, clientId, fingerprint } = named;
    // Field by field: an object of this size that is put together from others costs a hundred times as much.
    return ok({
      payoutId,
      clientId,
      fingerprint,
      accountId,
      provider,
      mode: terms.mode,
      currency,
      amountMinor,
      expectedFeeAmountMinor,
      heldAmountMinor,
      externalReference,
      description,
      requestedAt: now.toISOString(),
      personal: { payee },
    });
  }
}

/** A QR code that names an amount asks for that amount. Where it can't be read nothing can be compared: nothing is paid. */
function qrCodeRefusal(destination: Destination, amountMinor: bigint): Refusal | undefined {
  if (destination.type !== 'QR_CODE') return undefined;
  const code = readPayableQrCode(destination.qrCode);
  if (!code.ok) return refusal('DESTINATION_NOT_SUPPORTED', `The QR code cannot be paid to: ${code.refusal}`);
  const asked = code.value.amountMinor;
  if (asked === null || asked === amountMinor) return undefined;
  return refusal('AMOUNT_INVALID', `amount must be ${formatAmount(asked, 'BRL')}, as the QR code says`);
}

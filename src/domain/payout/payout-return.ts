import { ok, refuse } from '../../shared/result';
import type { Claim, PayoutReturned } from './events';
import { unknownProviderId } from './acceptances';
import { contradict } from './contradiction';
import {
  NOTHING,
  returnedMinor,
  wasSubmitted,
  type Decision,
  type Existing,
  type RecordReturn,
} from './state';

/** A return is a movement of its own: the payout stays completed, and all its returns together are at most its amount. */
export function recordReturn(state: Existing, command: RecordReturn): Decision {
  if (!wasSubmitted(state)) return refuse('PAYOUT_NOT_SUBMITTED');
  const { type: _type, providerId, paymentEndToEndId, ...returned } = command;
  if (state.status === 'failed') {
    const { evidence } = returned;
    return contradict(state, {
      claimed: 'RETURNED',
      detail: describe(command),
      claim: claimOf(returned),
      evidence,
      providerId,
    });
  }
  if (state.status !== 'completed') return refuse('PAYOUT_NOT_COMPLETED');
  if (unknownProviderId(state, providerId)) return refuse('PROVIDER_ID_DIFFERS');
  const stands = state.outcome.endToEndId;
  if (paymentEndToEndId && stands !== null && paymentEndToEndId !== stands)
    return refuse('END_TO_END_ID_DIFFERS');
  const known = state.returns.find(each => isSameReturn(each, returned));
  if (known) return isSame(known, returned) ? NOTHING : refuse('RETURN_DIFFERS');
  const { currency, amountMinor, feeAmountMinor } = returned;
  if (currency !== state.request.currency) return refuse('AMOUNT_DIFFERS');
  if (amountMinor <= 0n || feeAmountMinor < 0n || feeAmountMinor > amountMinor)
    return refuse('RETURN_INVALID');
  if (returnedMinor(state) + amountMinor > state.outcome.originalAmountMinor)
    return refuse('RETURN_EXCEEDS_ORIGINAL');
  return ok([{ type: 'PayoutReturned', data: { payoutId: state.request.payoutId, ...returned } }]);
}

function claimOf({ evidence: _evidence, ...returned }: Omit<PayoutReturned, 'payoutId'>): Claim {
  return { kind: 'returned', returned, completion: null };
}

/** A return's id in PIX is its own for ever: told again under another name of the provider's, it is the same return. */
const isSameReturn = (
  known: PayoutReturned,
  told: Pick<PayoutReturned, 'returnId' | 'endToEndId'>,
): boolean =>
  known.returnId === told.returnId || (known.endToEndId !== null && known.endToEndId === told.endToEndId);

const isSame = (known: PayoutReturned, told: Omit<PayoutReturned, 'payoutId'>): boolean =>
  known.amountMinor === told.amountMinor &&
  known.feeAmountMinor === told.feeAmountMinor &&
  known.currency === told.currency;

const describe = ({ endToEndId, amountMinor, currency }: RecordReturn): string =>
  `returned as ${endToEndId ?? 'no endToEndId'} with ${amountMinor} ${currency} minor units`;

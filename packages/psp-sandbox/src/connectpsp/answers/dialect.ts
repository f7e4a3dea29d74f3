import type { Speech } from '../../simulation/order-intake';
import type { Spoken } from '../../http/http-server';
import type { Details, Payout } from '../orders/details';
import { problem } from './problem';
import { acceptanceView } from './view';

export const acceptanceAnswer = (payout: Payout): Spoken => ({
  status: 202,
  type: 'application/json',
  body: acceptanceView(payout),
});

export const SPEECH: Speech<Details> = {
  amountField: 'amount',
  problem,
  noFunds: () => problem(422, 'INSUFFICIENT_FUNDS', 'The transactional balance is too low.'),
  accepted: acceptanceAnswer,
};

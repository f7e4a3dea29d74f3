import type { ProviderDialect } from '../../simulation/order-intake';
import type { HttpAnswer } from '../../http/http-server';
import type { Details, Payout } from '../orders/details';
import { problem } from './problem';
import { acceptanceView } from './view';

export const acceptanceAnswer = (payout: Payout): HttpAnswer => ({
  status: 202,
  type: 'application/json',
  body: acceptanceView(payout),
});

export const DIALECT: ProviderDialect<Details> = {
  amountField: 'amount',
  problem,
  noFunds: () => problem(422, 'INSUFFICIENT_FUNDS', 'The transactional balance is too low.'),
  accepted: acceptanceAnswer,
};

import { json } from '../../http/json-answers';
import type { ProviderDialect } from '../../simulation/order-intake';
import type { Details } from '../orders/details';
import { problem } from './problem';
import { acceptanceView } from './view';

export const DIALECT: ProviderDialect<Details> = {
  amountField: 'value',
  problem: (status, code, detail) => problem(status, detail, code),
  noFunds: () => problem(400, 'Saldo insuficiente'),
  accepted: payment => json(acceptanceView(payment), 201),
};

import { json } from '../answers';
import type { Speech } from '../desk';
import type { Details } from './details';
import { problem } from './problem';
import { acceptanceView } from './view';

export const SPEECH: Speech<Details> = {
  amountField: 'value',
  problem: (status, code, detail) => problem(status, detail, code),
  noFunds: () => problem(400, 'Saldo insuficiente'),
  accepted: payment => json(acceptanceView(payment), 201),
};

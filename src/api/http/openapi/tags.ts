/** What each group of routes is about. */
export const TAGS: Readonly<Record<string, string>> = {
  accounts: 'The money that we owe to each customer, and the deposits that bring it.',
  payouts: 'Payments to people by PIX, from the request to the outcome and the returns.',
  approvals: 'Payouts that wait for people, and the rules that make them wait.',
  cases: 'What needs the decision of a person.',
  limits: 'Figures and rules that payouts must not exceed.',
  ledger: 'The books: journal entries, totals, the trial balance, our money at the providers.',
  reconciliations: 'A provider’s statement beside our books.',
  fees: 'What providers are owed for their fees, and that it is paid.',
  periods: 'Months of the books: what keeps one open, its seal, and opening it again.',
  audit: 'The recorded events as they are.',
  proofs: 'The proof log, with which an auditor proves that no event was changed.',
  keys: 'API keys, and the clients that they belong to.',
  stream: 'What changes, as it happens, for consoles and services that wait for it.',
  webhooks: 'Messages to clients: where they go, and what was sent.',
  console: 'The sign-in of the web console, for persons.',
  health: 'Whether the service works, and its figures. These routes need no key.',
};

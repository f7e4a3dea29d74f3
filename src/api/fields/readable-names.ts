import type { AccountEvent } from '../../domain/account/events';
import type { FeeEvent } from '../../domain/journal/events';

/** The events that are no entry of the journal. */
type WithoutEntry =
  | 'AccountOpened'
  | 'AccountClosed'
  | 'AccountReopened'
  | 'ClosedAccountMoved'
  | 'HoldRefused'
  | 'DepositRequested'
  | 'DepositApproved'
  | 'DepositApprovalRejected'
  | 'DepositApprovalExpired'
  | 'FeeSettlementProposed';
type Named = Exclude<(AccountEvent | FeeEvent)['type'], WithoutEntry> | 'OPENING_BALANCE' | 'CLOSING_BALANCE';

/** What people call the lines of a statement and the entries of the journal, in English and in Portuguese. */
const EVENTS: Readonly<Record<Named, readonly [english: string, portuguese: string]>> = {
  OPENING_BALANCE: ['Opening balance', 'Saldo inicial'],
  CLOSING_BALANCE: ['Closing balance', 'Saldo final'],
  FundsDeposited: ['Deposit', 'Depósito'],
  DepositReversed: ['Deposit reversed', 'Depósito estornado'],
  FundsHeld: ['Funds held for a payout', 'Valor bloqueado para pagamento'],
  HoldCaptured: ['Payout paid', 'Pagamento efetuado'],
  HoldReleased: ['Hold released: payout not paid', 'Bloqueio liberado: pagamento não efetuado'],
  FundsReturned: ['Payout returned', 'Pagamento devolvido'],
  CaptureReversed: ['Payout corrected: it was not paid', 'Pagamento corrigido: não foi efetuado'],
  ReleaseReversed: ['Payout corrected: it was paid', 'Pagamento corrigido: foi efetuado'],
  SuspenseBooked: ['Amount put on suspense', 'Valor lançado em suspenso'],
  ExcessCharged: ['Excess fee charged', 'Tarifa excedente cobrada'],
  ProviderFeesSettled: ['Provider fees settled', 'Tarifas do provedor quitadas'],
};

/** The kinds of ledger accounts, by the pattern of their names. */
const LEDGER_ACCOUNTS: readonly (readonly [pattern: RegExp, english: string, portuguese: string])[] = [
  [/^account:(.+):available$/, 'Available to', 'Disponível para'],
  [/^account:(.+):held$/, 'Held for', 'Bloqueado para'],
  [/^provider:(.+):float$/, 'Money at', 'Recursos em'],
  [/^provider:(.+):fees$/, 'Fees of', 'Tarifas de'],
  [/^provider:(.+):suspense$/, 'Suspense at', 'Suspenso em'],
  [/^house:bank()$/, 'Our bank account', 'Nossa conta bancária'],
];

/** What people call an event. An event without a name here keeps its technical one. */
export const eventName = (type: string): string =>
  (EVENTS as Partial<typeof EVENTS>)[type as Named]?.[0] ?? type;

/** What people call a ledger account, like `Fees of` and the provider. */
export function ledgerAccountName(ledgerAccount: string): string {
  for (const [pattern, english] of LEDGER_ACCOUNTS) {
    const subject = pattern.exec(ledgerAccount)?.[1];
    if (subject !== undefined) return `${english} ${subject}`.trimEnd();
  }
  return ledgerAccount;
}

/** A name of this file in Portuguese. Another text stays as it is. */
export function inPortuguese(name: string): string {
  const event = Object.values(EVENTS).find(([english]) => english === name);
  if (event) return event[1];
  const account = LEDGER_ACCOUNTS.find(([, english]) => `${name} `.startsWith(`${english} `));
  return account ? account[2] + name.slice(account[1].length) : name;
}

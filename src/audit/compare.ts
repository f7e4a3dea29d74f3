import type { Position } from '../event-store/event-store';
import type { Currency } from '../shared/money';
import type { Books } from './books';
import type { Difference } from './difference';

export interface ReadAccount {
  readonly accountId: string;
  readonly name: string;
  readonly currency: Currency;
  readonly availableMinor: bigint;
  readonly heldMinor: bigint;
  /** Of the account's stream. */
  readonly revision: bigint;
}

export interface ReadPayout {
  readonly payoutId: string;
  readonly accountId: string;
  readonly clientId: string;
  readonly provider: string;
  readonly status: string;
  readonly currency: Currency;
  readonly originalAmountMinor: bigint;
  readonly heldAmountMinor: bigint;
  /** What is on hold for it at this moment. */
  readonly openHoldMinor: bigint;
  readonly feeAmountMinor: bigint | null;
  readonly finalAmountMinor: bigint | null;
  readonly externalReference: string;
  readonly endToEndId: string | null;
  readonly contradicted: boolean;
}

export interface ReadLedgerTotal {
  readonly ledgerAccount: string;
  readonly currency: Currency;
  readonly debitMinor: bigint;
  readonly creditMinor: bigint;
}

/** One read model as it stood at a position; undefined: it has applied nothing yet. */
export interface ReadPart<Row> {
  readonly position: Position | undefined;
  readonly rows: readonly Row[];
}

/** What the read models say, as plain rows. Amounts are minor units. */
export interface ReadModelSnapshot {
  readonly accounts: ReadPart<ReadAccount>;
  readonly payouts: ReadPart<ReadPayout>;
  readonly ledger: ReadPart<ReadLedgerTotal> & {
    /** The totals added up again from the postings. */
    readonly postings: readonly ReadLedgerTotal[];
    /** Ids of journal entries whose own postings do not balance. */
    readonly unbalancedEntries: readonly string[];
  };
}

/** What the read models say otherwise than the books at the same position. */
export const compareBooks = (books: Books, readModel: ReadModelSnapshot): Difference[] => [
  ...compareLedger(books, readModel.ledger),
  ...compareAccounts(books, readModel.accounts),
  ...comparePayouts(books, readModel.payouts),
];

export function compareLedger(books: Books, ledger: ReadModelSnapshot['ledger']): Difference[] {
  const due = byKey(books.ledger.sorted(), ledgerKey);
  return [
    ...ledger.unbalancedEntries.map(id => difference('I1', `journal entry ${id}`, 'does not balance')),
    ...compareRows('ledger account', due, byKey(ledger.rows, ledgerKey)),
    ...compareRows('postings of', due, byKey(ledger.postings, ledgerKey)),
  ];
}

export function compareAccounts(books: Books, accounts: ReadModelSnapshot['accounts']): Difference[] {
  const due = [...books.accounts.values()].map(
    ({ accountId, name, currency, availableMinor, heldMinor }): ReadAccount => {
      const revision = books.streams.get(`account-${accountId}`) ?? -1n;
      return { accountId, name, currency, availableMinor, heldMinor, revision };
    },
  );
  const key = ({ accountId }: ReadAccount) => accountId;
  return compareRows('account', byKey(due, key), byKey(accounts.rows, key));
}

export function comparePayouts(books: Books, payouts: ReadModelSnapshot['payouts']): Difference[] {
  const due = [...books.payouts.values()].map((payout): ReadPayout => {
    const { providerKey: _providerKey, contradictions, ...said } = payout;
    const hold = books.holdOf(payout);
    const openHoldMinor = hold?.state === 'open' ? hold.amountMinor : 0n;
    return { ...said, openHoldMinor, contradicted: contradictions > 0 };
  });
  const key = ({ payoutId }: ReadPayout) => payoutId;
  return compareRows('payout', byKey(due, key), byKey(payouts.rows, key));
}

const ledgerKey = ({ ledgerAccount, currency }: ReadLedgerTotal): string => `${ledgerAccount} ${currency}`;

function byKey<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row> {
  return new Map(rows.map(row => [keyOf(row), row]));
}

/** Every field of every row on either side; a row that only one side has is a difference too. */
function compareRows<Row extends object>(
  what: string,
  due: ReadonlyMap<string, Row>,
  found: ReadonlyMap<string, Row>,
): Difference[] {
  const differences: Difference[] = [];
  for (const [key, row] of due) {
    const other = found.get(key);
    if (!other) differences.push(difference('I7', `${what} ${key}`, 'is missing from the read model'));
    else differences.push(...compareFields(`${what} ${key}`, row, other));
  }
  for (const key of found.keys()) {
    if (!due.has(key)) differences.push(difference('I7', `${what} ${key}`, 'is in the read model only'));
  }
  return differences;
}

function compareFields<Row extends object>(where: string, due: Row, found: Row): Difference[] {
  return Object.entries(due).flatMap(([field, value]: [string, unknown]) => {
    const other: unknown = Reflect.get(found, field);
    if (value === other) return [];
    return [difference('I7', where, `${field} is ${String(other)}, the streams say ${String(value)}`)];
  });
}

const difference = (invariant: 'I1' | 'I7', stream: string, detail: string): Difference => ({
  invariant,
  stream,
  revision: null,
  detail,
});

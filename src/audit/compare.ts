import type { Position } from '../event-store/event-store';
import type { Currency } from '../shared/money';
import type { Books } from './books';
import type { Difference } from './difference';
import type { HoldLine } from './hold-line';
import { returnedMinor, shownStatus, type PayoutBook } from './payout-book';

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
  /** Of the original amount. */
  readonly returnedAmountMinor: bigint;
  /** One line per return, in order: its id, amount and fee. */
  readonly returns: string;
}

export interface ReadCase {
  readonly caseId: string;
  readonly kind: string;
  readonly status: string;
  readonly payoutId: string | null;
  /** The last one proposed, as the read model writes it, its fields in order. */
  readonly decision: string | null;
  readonly proposedBy: string | null;
  readonly confirmedBy: string | null;
  readonly resolution: string | null;
  /** Of the case's stream. */
  readonly revision: bigint;
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
  readonly cases: ReadPart<ReadCase>;
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
  ...compareCases(books, readModel.cases),
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
  const key = ({ payoutId }: ReadPayout) => payoutId;
  return compareRows('payout', byKey(duePayouts(books), key), byKey(payouts.rows, key));
}

export function compareCases(books: Books, cases: ReadModelSnapshot['cases']): Difference[] {
  const key = ({ caseId }: ReadCase) => caseId;
  return compareRows('case', byKey(dueCases(books), key), byKey(cases.rows, key));
}

/** What the payouts' rows must say. */
export const duePayouts = (books: Books): ReadPayout[] =>
  [...books.payouts.values()].map(payout => duePayout(payout, books.holdOf(payout)));

/** What the cases' rows must say. */
export const dueCases = (books: Books): ReadCase[] =>
  [...books.cases.values()].map(book => {
    const { decided: _decided, decision, ...said } = book;
    const revision = books.streams.get(`case-${book.caseId}`) ?? -1n;
    return { ...said, decision: decision && inOrder(decision), revision };
  });

function duePayout(book: PayoutBook, hold: HoldLine | undefined): ReadPayout {
  const { payoutId, accountId, clientId, provider, currency, externalReference } = book;
  const { originalAmountMinor, heldAmountMinor, feeAmountMinor, finalAmountMinor, endToEndId } = book;
  const returns = [...book.returns].map(([id, back]) => `${id} ${back.amountMinor} ${back.feeAmountMinor}`);
  return {
    ...{ payoutId, accountId, clientId, provider, currency, externalReference, endToEndId },
    ...{ originalAmountMinor, heldAmountMinor, feeAmountMinor, finalAmountMinor },
    status: shownStatus(book),
    openHoldMinor: hold?.state === 'open' ? hold.amountMinor : 0n,
    contradicted: book.contradictions > 0,
    returnedAmountMinor: returnedMinor(book),
    returns: returns.join('\n'),
  };
}

/** A decision as one text, whichever way its amounts are written. */
export const inOrder = (decision: object): string =>
  JSON.stringify(Object.entries(decision).sort(), (_key, value: unknown) => {
    if (typeof value === 'string') return storable(value);
    return typeof value === 'bigint' ? `${value}` : value;
  });

/** PostgreSQL refuses NUL and halves of surrogate pairs: the read models show U+FFFD for them. */
const storable = (text: string): string =>
  text.replace(/\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');

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
  return Object.entries(due).flatMap(([field, said]: [string, unknown]) => {
    const value = typeof said === 'string' ? storable(said) : said;
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

import { unsaidMovements } from './accounts/account-life';
import { CURRENCIES } from '../../shared/money';
import { idsOf } from '../records/of-account';
import type { AuditedAccount } from '../records/audited-account-state';
import type { Difference } from '../difference';
import type { AuditedHold } from '../records/audited-hold';
import type { Ledger } from '../records/ledger';
import type { FeeSettlements } from './fee-settlements';

interface Books {
  readonly accounts: ReadonlyMap<string, AuditedAccount>;
  /** Of all accounts. */
  readonly holds: Iterable<readonly [key: string, hold: AuditedHold]>;
  readonly ledger: Ledger;
  readonly feeSettlements: Pick<FeeSettlements, 'checkTotals'>;
  readonly truncations: ReadonlyMap<string, string | undefined>;
}

/** What does not add up in the books as they stand. */
export function checkTotals(books: Books): Difference[] {
  const found: Difference[] = [...truncatedStreams(books), ...unsaidMovements(books.accounts.values())];
  const open = openHolds(books.holds);
  for (const book of books.accounts.values())
    found.push(...checkAccountTotals(books, book, open.get(book.accountId) ?? 0n));
  found.push(...books.feeSettlements.checkTotals(books.ledger));
  const totals = books.ledger.sorted();
  for (const currency of CURRENCIES) {
    const lines = totals.filter(line => line.currency === currency);
    const debits = lines.reduce((sum, { debitMinor }) => sum + debitMinor, 0n);
    const credits = lines.reduce((sum, { creditMinor }) => sum + creditMinor, 0n);
    const detail = `debits ${debits} and credits ${credits} in ${currency}`;
    if (debits !== credits) found.push({ invariant: 'I1', stream: 'the ledger', revision: null, detail });
  }
  return found;
}

/** By account: what is open, added up from the holds themselves. It is what the held balance must be. */
function openHolds(holds: Books['holds']): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const [key, { state, amountMinor }] of holds) {
    if (state !== 'open') continue;
    const [accountId] = idsOf(key);
    sums.set(accountId, (sums.get(accountId) ?? 0n) + amountMinor);
  }
  return sums;
}

/** Three ways to the same balances: the running ones, the holds one by one, and the ledger. */
function checkAccountTotals({ ledger }: Books, book: AuditedAccount, openMinor: bigint): Difference[] {
  const { accountId, currency, availableMinor, heldMinor, depositedMinor, takenMinor } = book;
  const found: Difference[] = [];
  const demand = (invariant: 'I1' | 'I3', what: string, is: bigint, due: bigint) => {
    const detail = `${what} is ${is}, ${due} was due`;
    if (is !== due) found.push({ invariant, stream: `account-${accountId}`, revision: null, detail });
  };
  demand('I3', 'the held balance beside the sum of open holds', heldMinor, openMinor);
  demand('I1', 'the account’s total', availableMinor + heldMinor, depositedMinor - takenMinor);
  const inLedger = (name: string) => ledger.creditBalance(`account:${accountId}:${name}`, currency);
  demand('I1', 'the ledger’s available', inLedger('available'), availableMinor);
  demand('I1', 'the ledger’s held', inLedger('held'), heldMinor);
  return found;
}

const OURS = /^(?:account|payout|case|notification|exchange|reconciliation|reference|provider)-/;

/** I10: of a stream of ours nothing may be left out, whatever still stands in `$all`. */
const truncatedStreams = ({ truncations }: Books): Difference[] =>
  [...truncations].flatMap(([stream, how]) =>
    how !== undefined && OURS.test(stream)
      ? [{ invariant: 'I10', stream, revision: null, detail: `the stream ${how}` } as const]
      : [],
  );

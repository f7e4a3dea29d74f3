import { CURRENCIES } from '../../shared/money';
import { openHoldsMinor } from './audited-account';
import type { AuditedAccount } from '../records/audited-account-state';
import type { Difference } from '../difference';
import type { Ledger } from '../records/ledger';

interface Books {
  readonly accounts: ReadonlyMap<string, AuditedAccount>;
  readonly ledger: Ledger;
  readonly truncations: ReadonlyMap<string, string | undefined>;
}

/** What does not add up in the books as they stand. */
export function checkTotals(books: Books): Difference[] {
  const found: Difference[] = [...truncatedStreams(books)];
  for (const book of books.accounts.values()) found.push(...checkAccountTotals(books, book));
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

/** Three ways to the same balances: the running ones, the holds one by one, and the ledger. */
function checkAccountTotals({ ledger }: Books, book: AuditedAccount): Difference[] {
  const { accountId, currency, availableMinor, heldMinor, depositedMinor, takenMinor } = book;
  const found: Difference[] = [];
  const demand = (invariant: 'I1' | 'I3', what: string, is: bigint, due: bigint) => {
    const detail = `${what} is ${is}, ${due} was due`;
    if (is !== due) found.push({ invariant, stream: `account-${accountId}`, revision: null, detail });
  };
  demand('I3', 'the held balance beside the sum of open holds', heldMinor, openHoldsMinor(book));
  demand('I1', 'the account’s total', availableMinor + heldMinor, depositedMinor - takenMinor);
  const inLedger = (name: string) => ledger.creditBalance(`account:${accountId}:${name}`, currency);
  demand('I1', 'the ledger’s available', inLedger('available'), availableMinor);
  demand('I1', 'the ledger’s held', inLedger('held'), heldMinor);
  return found;
}

const OURS = /^(?:account|payout|case|notification|exchange|reconciliation|reference)-/;

/** I10: of a stream of ours nothing may be left out, whatever still stands in `$all`. */
const truncatedStreams = ({ truncations }: Books): Difference[] =>
  [...truncations].flatMap(([stream, how]) =>
    how !== undefined && OURS.test(stream)
      ? [{ invariant: 'I10', stream, revision: null, detail: `the stream ${how}` } as const]
      : [],
  );

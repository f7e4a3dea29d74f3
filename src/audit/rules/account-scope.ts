import type { AuditedCase } from '../records/audited-case';
import type { AuditedPayout } from '../records/payouts/audited-payout';

interface KnownBooks {
  readonly payouts: Pick<ReadonlyMap<string, AuditedPayout>, 'get'>;
  readonly cases: ReadonlyMap<string, AuditedCase>;
}

/** `payout-7`, `payout 7`, `exchange-7`, `case_record 7`, `reported_time 7 payment` … */
const NAMED = /^(account|payout|exchange|case)(?:[- ]|_record )(.+)$/s;
const OF_PAYOUT = /^(?:reported_time|payout_notification) (\S+) .+$/s;
const OF_STREAM = /^projection_stream \S+ (.+)$/s;
const OF_LEDGER = /^ledger_balance account:(.+):(?:available|held) [A-Z]{3}$/s;

/** True of a stream or row that tells of this account: itself, its payouts, and what was exchanged and decided about them. */
export function isAbout(books: KnownBooks, accountId: string, place: string): boolean {
  const ledgerAccount = OF_LEDGER.exec(place);
  if (ledgerAccount) return ledgerAccount[1] === accountId;
  const named = place.replace(OF_PAYOUT, 'payout $1').replace(OF_STREAM, '$1');
  const [, what, id] = NAMED.exec(named) ?? [];
  if (what === undefined || id === undefined) return false;
  if (what === 'account') return id === accountId;
  const payoutId = what === 'case' ? books.cases.get(id)?.payoutId : id;
  return typeof payoutId === 'string' && books.payouts.get(payoutId)?.accountId === accountId;
}

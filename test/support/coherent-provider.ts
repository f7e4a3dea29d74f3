import type { Books } from '../../src/audit/books';
import type { Difference } from '../../src/audit/difference';
import type { PayoutBook } from '../../src/audit/payout-book';

/** What a provider remembers under one of our references. */
export interface ProviderRecord {
  readonly externalReference: string;
  readonly amountMinor: bigint;
  readonly status: 'PROCESSING' | 'COMPLETED' | 'FAILED';
  /** How many payments it accepted under it, whatever became of them. */
  readonly payments: number;
}

type Found = (invariant: 'I4' | 'I13', reference: string, detail: string) => void;

/** The providers' memory beside the books: at most one payment each, and at rest the same outcome and amount. */
export function providerViolations(
  books: Books,
  records: readonly ProviderRecord[],
  atRest: boolean,
  cases: ReadonlySet<string>,
): Difference[] {
  const found: Difference[] = [];
  const report: Found = (invariant, reference, detail) =>
    found.push({ invariant, stream: `reference ${reference}`, revision: null, detail });
  const submitted = bySubmittedReference(books, report);
  const byReference = grouped(records);
  for (const [reference, together] of byReference) {
    const payments = together.reduce((sum, record) => sum + record.payments, 0);
    if (payments > 1) report('I4', reference, `${payments} payments were accepted`);
    const payout = submitted.get(reference);
    if (!payout && payments > 0) report('I4', reference, 'was paid, but no submission was ever started');
    if (payout) for (const record of together) compareAmount(payout, record, report);
  }
  if (atRest) {
    for (const [reference, payout] of submitted) {
      if (!cases.has(payout.payoutId)) compareOutcome(payout, byReference.get(reference) ?? [], report);
    }
  }
  return found;
}

/** A reference names one order to the provider: two payouts under it would be taken for one. */
function bySubmittedReference(books: Books, report: Found): Map<string, PayoutBook> {
  const submitted = new Map<string, PayoutBook>();
  for (const payout of books.payouts.values()) {
    if (payout.providerKey === null) continue;
    const other = submitted.get(payout.externalReference);
    if (other?.provider === payout.provider) {
      report('I4', payout.externalReference, `is used by payouts ${other.payoutId} and ${payout.payoutId}`);
    }
    submitted.set(payout.externalReference, payout);
  }
  return submitted;
}

function compareAmount(payout: PayoutBook, record: ProviderRecord, report: Found): void {
  if (record.payments === 0 || record.amountMinor === payout.originalAmountMinor) return;
  report(
    'I13',
    record.externalReference,
    `paid ${record.amountMinor}, asked for ${payout.originalAmountMinor}`,
  );
}

function compareOutcome(payout: PayoutBook, records: readonly ProviderRecord[], report: Found): void {
  const accepted = records.filter(({ payments }) => payments > 0);
  const says = accepted.map(({ status }) => status).join(' + ') || 'nothing';
  // A refused order leaves no record, so "nothing" agrees with a failure, and with nothing else.
  const agrees = says === payout.status || (says === 'nothing' && payout.status === 'FAILED');
  if (!agrees) report('I13', payout.externalReference, `is ${payout.status} here, ${says} at the provider`);
}

function grouped(records: readonly ProviderRecord[]): Map<string, ProviderRecord[]> {
  const groups = new Map<string, ProviderRecord[]>();
  for (const record of records) {
    groups.set(record.externalReference, [...(groups.get(record.externalReference) ?? []), record]);
  }
  return groups;
}

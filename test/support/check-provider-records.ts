import type { Books } from '../../src/audit/books';
import type { Difference } from '../../src/audit/difference';
import type { AuditedPayout } from '../../src/audit/records/payouts/audited-payout';
import { returnedMinor } from '../../src/audit/records/payouts/audited-returns';
import type { AccountEvent } from '../../src/domain/account/events';
import type { FeeEvent } from '../../src/domain/journal/events';
import type { RecordedEvent } from '../../src/event-store/event-store';

/** What a provider remembers under one of our references. */
export interface ProviderRecord {
  readonly externalReference: string;
  readonly amountMinor: bigint;
  readonly status: 'PROCESSING' | 'COMPLETED' | 'FAILED';
  /** How many payments it accepted under it, whatever became of them. */
  readonly payments: number;
  /** How much of it came back, in minor units; undefined where the record does not say. */
  readonly returnedMinor?: bigint;
}

interface Known {
  readonly events: readonly RecordedEvent[];
  readonly providerRecords: readonly ProviderRecord[];
  readonly atRest: boolean;
}

type Found = (invariant: 'I4' | 'I13', reference: string, detail: string) => void;

/**
 * The providers' memory beside the books: at most one payment each, and at rest the same outcome, amount and returns, and
 * the float that comes of them. What stands in front of a person, or was decided by people, may differ.
 */
export function providerViolations(
  books: Books,
  { events, providerRecords: records, atRest }: Known,
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
    const excused = (payout: AuditedPayout) =>
      cases.has(payout.payoutId) || payout.decided.has(payout.status);
    for (const [reference, payout] of submitted) {
      if (!excused(payout)) compareOutcome(payout, byReference.get(reference) ?? [], report);
    }
    if (![...submitted.values()].some(excused))
      found.push(...floatViolations(books, events, records, submitted));
  }
  return found;
}

/** A reference names one order to the provider: two payouts under it would be taken for one. */
function bySubmittedReference(books: Books, report: Found): Map<string, AuditedPayout> {
  const submitted = new Map<string, AuditedPayout>();
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

function compareAmount(payout: AuditedPayout, record: ProviderRecord, report: Found): void {
  if (record.payments === 0 || record.amountMinor === payout.originalAmountMinor) return;
  report(
    'I13',
    record.externalReference,
    `paid ${record.amountMinor}, asked for ${payout.originalAmountMinor}`,
  );
}

function compareOutcome(payout: AuditedPayout, records: readonly ProviderRecord[], report: Found): void {
  const accepted = records.filter(({ payments }) => payments > 0);
  const says = accepted.map(({ status }) => status).join(' + ') || 'nothing';
  // A refused order leaves no record, so "nothing" agrees with a failure, and with nothing else.
  const agrees = says === payout.status || (says === 'nothing' && payout.status === 'FAILED');
  if (!agrees) report('I13', payout.externalReference, `is ${payout.status} here, ${says} at the provider`);
  const here = returnedMinor(payout);
  for (const { returnedMinor: there } of accepted) {
    if (there !== undefined && there !== here)
      report('I13', payout.externalReference, `returned ${here} here, ${there} at the provider`);
  }
}

/** I13: what must be left of a provider's float by the provider's own record of payments and returns. */
function floatViolations(
  books: Books,
  events: readonly RecordedEvent[],
  records: readonly ProviderRecord[],
  submitted: ReadonlyMap<string, AuditedPayout>,
): Difference[] {
  const due = new Map<string, bigint>();
  const add = (provider: string, currency: string, minor: bigint) => {
    const key = `provider:${provider}:float ${currency}`;
    // What cannot be read is told elsewhere.
    if (typeof minor === 'bigint') due.set(key, (due.get(key) ?? 0n) + minor);
  };
  for (const { body } of events) {
    const event = body as AccountEvent | FeeEvent;
    if (event.type === 'FundsDeposited')
      add(event.data.provider, event.data.currency, event.data.amountMinor);
    if (event.type === 'DepositReversed')
      add(event.data.provider, event.data.currency, -event.data.amountMinor);
    if (event.type === 'SuspenseBooked')
      add(event.data.provider, event.data.currency, suspenseMinor(event.data));
    if (event.type === 'ProviderFeesSettled' && event.data.paidFrom === 'FLOAT')
      add(event.data.provider, event.data.currency, -event.data.amountMinor);
  }
  for (const { externalReference, status, amountMinor, payments, returnedMinor = 0n } of records) {
    const payout = submitted.get(externalReference);
    if (!payout || payments === 0 || status !== 'COMPLETED') continue;
    add(payout.provider, payout.currency, returnedMinor - amountMinor);
  }
  const totals = new Map(books.ledger.sorted().map(line => [`${line.ledgerAccount} ${line.currency}`, line]));
  return [...due].flatMap(([stream, minor]) => {
    const total = totals.get(stream);
    const is = total ? total.debitMinor - total.creditMinor : 0n;
    const detail = `is ${is}, by the provider's own record ${minor}`;
    return is === minor ? [] : [{ invariant: 'I13', stream, revision: null, detail }];
  });
}

const suspenseMinor = ({ direction, amountMinor }: { direction: string; amountMinor: bigint }): bigint =>
  direction === 'LEFT_FLOAT' ? -amountMinor : amountMinor;

function grouped(records: readonly ProviderRecord[]): Map<string, ProviderRecord[]> {
  const groups = new Map<string, ProviderRecord[]>();
  for (const record of records) {
    groups.set(record.externalReference, [...(groups.get(record.externalReference) ?? []), record]);
  }
  return groups;
}

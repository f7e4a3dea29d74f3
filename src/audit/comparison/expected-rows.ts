import type { Books } from '../books';
import type { AuditedCase } from '../records/audited-case';
import type { AuditedPayout } from '../records/payouts/audited-payout';
import { publicStatus, returnedMinor } from '../records/payouts/audited-returns';
import { depositRequestRow } from './rows/expected-deposit-request';
import type { Row } from './rows/postgres-text';
import type { AuditedTableName } from './audited-tables';

/** Tables that are compared whole; the journal's entries and postings are compared as the streams go by. */
export type WholeTable = Exclude<AuditedTableName, 'journal_entry' | 'posting'>;

/** What each table must say by the books as they stand. */
export const EXPECTED_ROWS: Readonly<Record<WholeTable, (books: Books) => Iterable<Row>>> = {
  ledger_balance: books =>
    books.ledger.sorted().map(({ ledgerAccount, currency, debitMinor, creditMinor }) => ({
      ledger_account: ledgerAccount,
      currency,
      debit_total_minor: debitMinor,
      credit_total_minor: creditMinor,
    })),
  *reported_time({ details: shown }) {
    for (const { payoutId, movement, providerTime, endToEndId } of shown.movements.values())
      yield { payout_id: payoutId, movement, provider_time: providerTime, end_to_end_id: endToEndId };
  },
  *account(books) {
    for (const { accountId, name, currency, availableMinor, heldMinor } of books.accounts.values()) {
      const said = books.details.accounts.get(accountId);
      yield {
        ...{ id: accountId, name, currency, available_minor: availableMinor, held_minor: heldMinor },
        total_minor: availableMinor + heldMinor,
        revision: books.streams.get(`account-${accountId}`),
        opened_at: said?.openedAt,
        owner_name: said?.ownerName,
        owner_document: said?.ownerDocument,
        closed_at: said?.closedAt,
      };
    }
  },
  *deposit_request({ details: shown }) {
    for (const row of shown.depositRequests.values()) yield depositRequestRow(row);
  },
  *payout(books) {
    for (const payout of books.payouts.values())
      yield { ...amountColumns(books, payout), ...detailColumns(books, payout) };
  },
  *case_record(books) {
    for (const each of books.cases.values()) yield caseRow(books, each);
  },
  *payout_notification({ details: shown }) {
    for (const { payoutId, streamId } of shown.notifications.values())
      yield { payout_id: payoutId, stream_id: streamId };
  },
};

function amountColumns(books: Books, payout: AuditedPayout): Row {
  const hold = books.holdOf(payout);
  return {
    status: publicStatus(payout),
    currency: payout.currency,
    original_amount_minor: payout.originalAmountMinor,
    held_amount_minor: payout.heldAmountMinor,
    open_hold_minor: hold?.state === 'open' ? hold.amountMinor : 0n,
    fee_amount_minor: payout.feeAmountMinor,
    final_amount_minor: payout.finalAmountMinor,
    returned_amount_minor: returnedMinor(payout),
    contradicted: payout.contradictions > 0,
  };
}

function detailColumns({ details: shown }: Books, payout: AuditedPayout): Row {
  const said = shown.payouts.get(payout.payoutId);
  return {
    id: payout.payoutId,
    account_id: payout.accountId,
    client_id: payout.clientId,
    provider: payout.provider,
    mode: said?.mode,
    external_reference: payout.externalReference,
    end_to_end_id: payout.endToEndId,
    description: said?.description,
    payee: said?.payee,
    provider_id: said?.providerId,
    transaction_id: said?.transactionId,
    provider_time: said?.providerTime,
    failure_code: said?.failureCode,
    failure_message: said?.failureMessage,
    requested_at: said?.requestedAt,
    submitted_at: said?.submittedAt,
    completed_at: said?.completedAt,
    failed_at: said?.failedAt,
    commit_position: said?.position.commit,
    prepare_position: said?.position.prepare,
    returns: said?.returns,
    approval: said?.approval,
    warnings: said?.warnings,
    callback_url: said?.callbackUrl,
  };
}

function caseRow({ details: shown, streams }: Books, book: AuditedCase): Row {
  const said = shown.cases.get(book.caseId);
  return {
    id: book.caseId,
    kind: book.kind,
    status: book.status,
    payout_id: book.payoutId,
    cause_event_id: said?.causeEventId,
    cause_stream_id: said?.causeStreamId,
    detail: said?.detail,
    opened_at: said?.openedAt,
    decision: book.decision,
    reason: said?.reason,
    proposed_by: book.proposedBy,
    proposed_at: said?.proposedAt,
    confirmed_by: book.confirmedBy,
    confirmed_at: said?.confirmedAt,
    failure: said?.failure,
    resolution: book.resolution,
    resolved_at: said?.resolvedAt,
    revision: streams.get(`case-${book.caseId}`),
    commit_position: said?.position.commit,
    prepare_position: said?.position.prepare,
  };
}

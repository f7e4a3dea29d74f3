import type { ProjectionName } from '../../projections/schema';

/** A table of a read model as the audit reads it: every column is compared, so every column is named here. */
export interface AuditedTable {
  readonly projection: ProjectionName;
  readonly key: readonly string[];
  readonly columns: readonly string[];
}

const table = (projection: ProjectionName, key: string, columns: string): AuditedTable => ({
  projection,
  key: key.split(' '),
  columns: columns.split(' '),
});

/** Every table of the read models. A column that PostgreSQL has and this list has not is itself a difference. */
export const AUDITED_TABLES = {
  journal_entry: table(
    'journal',
    'id',
    'id account_id payout_id provider event_type stream_id revision commit_position prepare_position ' +
      'occurred_at recorded_at booked_at provider_time reference end_to_end_id',
  ),
  posting: table(
    'journal',
    'entry_id index',
    'entry_id index ledger_account currency debit_minor credit_minor commit_position prepare_position ' +
      'debit_total_minor credit_total_minor balance_minor',
  ),
  ledger_balance: table(
    'journal',
    'ledger_account currency',
    'ledger_account currency debit_total_minor credit_total_minor',
  ),
  reported_time: table('journal', 'payout_id movement', 'payout_id movement provider_time end_to_end_id'),
  account: table(
    'accounts',
    'id',
    'id name currency available_minor held_minor total_minor revision opened_at owner_name owner_document closed_at',
  ),
  deposit_request: table(
    'accounts',
    'id',
    'id account_id client_id provider status currency amount_minor reference approval requested_at ended_at ' +
      'failure_code failure_message commit_position prepare_position',
  ),
  payout: table(
    'payouts',
    'id',
    'id account_id client_id provider status currency original_amount_minor held_amount_minor open_hold_minor ' +
      'fee_amount_minor final_amount_minor external_reference description payee end_to_end_id provider_id ' +
      'transaction_id provider_time failure_code failure_message contradicted requested_at submitted_at ' +
      'completed_at failed_at commit_position prepare_position returned_amount_minor returns mode approval warnings ' +
      'callback_url',
  ),
  case_record: table(
    'cases',
    'id',
    'id kind status payout_id cause_event_id cause_stream_id detail opened_at decision reason proposed_by ' +
      'proposed_at confirmed_by confirmed_at failure resolution resolved_at revision commit_position prepare_position',
  ),
  payout_notification: table('cases', 'payout_id stream_id', 'payout_id stream_id'),
} as const;

export type AuditedTableName = keyof typeof AUDITED_TABLES;
export const AUDITED_TABLE_NAMES = Object.keys(AUDITED_TABLES) as AuditedTableName[];

/** What all projections share, in the schema of their own: compared one by one. */
export const SHARED_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  projection_checkpoint: [
    ...['name', 'commit_position', 'prepare_position', 'updated_at'],
    ...['event_id', 'event_stream', 'event_revision'],
    ...['event_commit_position', 'event_prepare_position', 'event_recorded_at'],
  ],
  projection_stream: ['projection', 'stream_id', 'revision'],
};

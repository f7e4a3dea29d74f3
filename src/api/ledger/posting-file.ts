import { columnsOf, type Column } from '../export/column';
import type { JournalEntryResponse, PostingResponse } from './journal-entry.response';

/** One posting with the fields of its journal entry. */
type PostingRow = { readonly entryId: string } & Omit<JournalEntryResponse, 'id' | 'postings'> &
  PostingResponse;

/** The rows of an entry: the journal as a file has a row for each posting. */
export const postingRows = ({ id, postings, ...entry }: JournalEntryResponse): PostingRow[] =>
  postings.map(posting => ({ entryId: id, ...entry, ...posting }));

const { text, name, amount, time, integer } = columnsOf<PostingRow>();

const ENTRY = [
  text('entryId'),
  text('position'),
  time('recordedAt'),
  time('bookedAt'),
  time('occurredAt'),
  text('providerTime'),
  name('eventName'),
  text('eventType'),
  text('stream'),
  integer('revision'),
  text('accountId'),
  text('payoutId'),
  text('provider'),
  text('reference'),
  text('description'),
  text('endToEndId'),
  name('ledgerAccountName'),
  text('ledgerAccount'),
];
const AMOUNTS = [text('currency'), amount('debit'), amount('credit'), amount('balance')];

export const POSTING_COLUMNS: readonly Column<PostingRow>[] = [...ENTRY, ...AMOUNTS];

export const CODED_POSTING_COLUMNS: readonly Column<PostingRow>[] = [
  ...ENTRY,
  text('code'),
  text('codeName'),
  ...AMOUNTS,
];

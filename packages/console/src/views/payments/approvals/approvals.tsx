import { Link } from 'wouter';
import { answerOf, api } from '../../../shared/api/client';
import { usePages } from '../../../shared/api/use-answer';
import { filled } from '../../../shared/api/filled';
import { useWords, type Words } from '../../../shared/i18n/words';
import { type Column, Table } from '../../../shared/table/table';
import { Money, Time } from '../../../shared/ui/figures';
import { Page, ProblemNote } from '../../../shared/ui/page';
import type { Schema } from '../../../shared/api/client';
import { ApprovalActions } from './approval-actions';
import { DepositActions } from './deposit-actions';

type Waiting = Schema<'ApprovalPage'>['items'][number];

const waitingColumns = ({ approvals, payout }: Words): readonly Column<Waiting>[] => [
  {
    id: 'reference',
    title: payout.reference,
    cell: row =>
      row.kind === 'PAYOUT' ? (
        <Link href={`/payouts/${row.id}`} data-row-link="">
          {row.externalReference}
        </Link>
      ) : (
        <Link href={`/accounts/${encodeURIComponent(row.accountId)}`} data-row-link="">
          {row.reference}
        </Link>
      ),
  },
  { id: 'account', title: payout.account, cell: ({ accountId }) => accountId },
  {
    id: 'payee',
    title: payout.payee,
    cell: row => (row.kind === 'PAYOUT' ? (row.payee.name ?? '—') : approvals.deposit),
  },
  {
    id: 'amount',
    title: payout.amount,
    number: true,
    cell: row => <Money amount={row.kind === 'PAYOUT' ? row.originalAmount : row.amount} />,
  },
  {
    id: 'rule',
    title: approvals.rule,
    cell: ({ approval }) => approval?.rules.map(({ text }) => text).join(' · '),
  },
  {
    id: 'given',
    title: approvals.given,
    cell: ({ approval }) => approval && `${approval.given.length} / ${approval.needed}`,
  },
  {
    id: 'expires',
    title: approvals.expires,
    cell: ({ approval }) => <Time at={approval?.expiresAt ?? null} />,
  },
  {
    id: 'actions',
    title: '',
    cell: row =>
      row.kind === 'PAYOUT' ? <ApprovalActions payout={row} /> : <DepositActions deposit={row} />,
  },
];

/** The queue of payouts and deposits that wait for people. */
export function Approvals() {
  const words = useWords();
  const { approvals, common } = words;
  const list = usePages<Waiting>(['approvals'], cursor =>
    answerOf(api.GET('/v1/approvals', { params: { query: filled({ cursor }) } })),
  );
  const columns = waitingColumns(words);
  return (
    <Page title={approvals.title} about={approvals.about} position={list.position}>
      {list.error && <ProblemNote error={list.error} />}
      <Table
        label={approvals.title}
        columns={columns}
        rows={list.items}
        rowId={({ id }) => id}
        listId={list.id}
        hasMore={list.hasMore}
        loadMore={list.loadMore}
        empty={list.isPending ? common.loading : approvals.empty}
      />
    </Page>
  );
}

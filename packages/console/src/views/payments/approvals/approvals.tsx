import { Link } from 'wouter';
import { answerOf, api } from '../../../shared/api/client';
import { usePages } from '../../../shared/api/use-answer';
import { filled } from '../../../shared/api/filled';
import { useWords } from '../../../shared/i18n/words';
import { type Column, Table } from '../../../shared/table/table';
import { Money, Time } from '../../../shared/ui/figures';
import { Page, ProblemNote } from '../../../shared/ui/page';
import type { Payout } from '../../../shared/ui/payout-columns';
import { ApprovalActions } from './approval-actions';

/** The queue of payouts that wait for people. */
export function Approvals() {
  const { approvals, payout, common } = useWords();
  const list = usePages<Payout>(['approvals'], cursor =>
    answerOf(api.GET('/v1/approvals', { params: { query: filled({ cursor }) } })),
  );
  const columns: readonly Column<Payout>[] = [
    {
      id: 'reference',
      title: payout.reference,
      cell: ({ id, externalReference }) => (
        <Link href={`/payouts/${id}`} data-row-link="">
          {externalReference}
        </Link>
      ),
    },
    { id: 'account', title: payout.account, cell: ({ accountId }) => accountId },
    { id: 'payee', title: payout.payee, cell: ({ payee }) => payee.name ?? '—' },
    {
      id: 'amount',
      title: payout.amount,
      number: true,
      cell: ({ originalAmount }) => <Money amount={originalAmount} />,
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
    { id: 'actions', title: '', cell: row => <ApprovalActions payout={row} /> },
  ];
  return (
    <Page title={approvals.title} about={approvals.about} position={list.position}>
      {list.error && <ProblemNote error={list.error} />}
      <Table
        label={approvals.title}
        columns={columns}
        rows={list.items}
        rowId={({ id }) => id}
        hasMore={list.hasMore}
        loadMore={list.loadMore}
        empty={list.isPending ? common.loading : approvals.empty}
      />
    </Page>
  );
}

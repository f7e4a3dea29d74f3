import { Link } from 'wouter';
import type { Schema } from '../../shared/api/client';
import { useWords } from '../../shared/i18n/words';
import type { Column } from '../../shared/table/table';
import { Id, Money, Time } from '../../shared/ui/figures';

type Line = Schema<'StatementLine'>;

/** What accounting matches a line by, and what it changed. */
export function useStatementColumns(): readonly Column<Line>[] {
  const { accounts, payout } = useWords();
  return [
    { id: 'time', title: payout.requested, cell: ({ bookedAt }) => <Time at={bookedAt} /> },
    {
      id: 'event',
      title: accounts.event,
      cell: ({ eventType, payoutId }) =>
        payoutId === null ? (
          eventType
        ) : (
          <Link href={`/payouts/${payoutId}`} data-row-link="">
            {eventType}
          </Link>
        ),
    },
    {
      id: 'reference',
      title: payout.reference,
      cell: ({ reference }) => <span className="nowrap">{reference ?? '—'}</span>,
    },
    {
      id: 'amount',
      title: payout.amount,
      number: true,
      cell: ({ originalAmount }) => <Money amount={originalAmount} />,
    },
    { id: 'fee', title: payout.fee, number: true, cell: ({ feeAmount }) => <Money amount={feeAmount} /> },
    {
      id: 'available',
      title: accounts.change,
      number: true,
      cell: ({ change }) => <Money amount={change.available} />,
    },
    { id: 'held', title: accounts.held, number: true, cell: ({ change }) => <Money amount={change.held} /> },
    {
      id: 'balance',
      title: accounts.balance,
      number: true,
      cell: ({ balance }) => <Money amount={balance.available} />,
    },
    { id: 'endToEndId', title: payout.endToEndId, cell: ({ endToEndId }) => <Id id={endToEndId} /> },
  ];
}

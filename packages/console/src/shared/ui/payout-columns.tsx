import { Link } from 'wouter';
import type { Schema } from '../api/client';
import { type Words } from '../i18n/words';
import type { Column } from '../table/table';
import { Money, Status, Time } from './figures';

export type Payout = Schema<'Payout'>;

/** The columns of every list of payouts. The first one is the link that the keyboard moves between. */
export const payoutColumns = ({ payout }: Words): readonly Column<Payout>[] => [
  {
    id: 'reference',
    title: payout.reference,
    cell: ({ id, externalReference }) => (
      <Link href={`/payouts/${id}`} data-row-link="">
        {externalReference}
      </Link>
    ),
  },
  {
    id: 'account',
    title: payout.account,
    cell: ({ accountId }) => <Link href={`/accounts/${encodeURIComponent(accountId)}`}>{accountId}</Link>,
  },
  { id: 'payee', title: payout.payee, cell: ({ payee }) => payee.name ?? '—' },
  { id: 'provider', title: payout.provider, cell: ({ provider }) => provider },
  { id: 'status', title: payout.status, cell: ({ status }) => <Status of={status} /> },
  {
    id: 'amount',
    title: payout.amount,
    number: true,
    cell: ({ originalAmount, currency }) => <Money amount={originalAmount} currency={currency} />,
  },
  {
    id: 'fee',
    title: payout.fee,
    number: true,
    cell: ({ feeAmount, currency }) => <Money amount={feeAmount} currency={currency} />,
  },
  { id: 'requested', title: payout.requested, cell: ({ requestedAt }) => <Time at={requestedAt} /> },
];

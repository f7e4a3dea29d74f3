import { useMemo } from 'react';
import { useMay } from '../../../app/session/session';
import { usePages } from '../../../shared/api/use-answer';
import { useLanguage } from '../../../shared/i18n/words';
import { Table } from '../../../shared/table/table';
import { Files } from '../../../shared/ui/files';
import { ChoiceFilter, PeriodFilter, TextFilter, useFilter } from '../../../shared/ui/filters';
import { Page, ProblemNote } from '../../../shared/ui/page';
import { ShowingRecorded } from '../../../shared/ui/showing-recorded';
import { payoutColumns } from '../../../shared/ui/payout-columns';
import { periodOf } from '../../../shared/ui/period';
import { listPayouts } from '../../../shared/ui/payout-queries';

const STATUSES = [
  'AWAITING_APPROVAL',
  'PROCESSING',
  'OUTCOME_UNKNOWN',
  'COMPLETED',
  'FAILED',
  'REJECTED',
  'PARTIALLY_RETURNED',
  'RETURNED',
] as const;
const PROVIDERS = ['connectpsp', 'ntxpay'] as const;

/** All payouts, the last request first. The filters are the address. */
export function Payouts() {
  const { words } = useLanguage();
  const { payout, common, statuses } = words;
  const mayPersonal = useMay('personal:read');
  const filters = useFilters();
  const columns = useMemo(() => payoutColumns(words), [words]);
  const list = usePages(['payouts', filters], cursor => listPayouts(filters, cursor));
  return (
    <Page title={payout.list} position={list.position}>
      <div className="filters">
        <ChoiceFilter
          name="status"
          label={payout.status}
          all={common.all}
          choices={STATUSES.map(status => [status, statuses[status]])}
        />
        <ChoiceFilter
          name="provider"
          label={payout.provider}
          all={common.all}
          choices={PROVIDERS.map(name => [name, name])}
        />
        <TextFilter name="account" label={payout.account} />
        <TextFilter name="amount" label={payout.amount} />
        <PeriodFilter />
        <Files path="/v1/payouts" query={filters} />
      </div>
      {list.error && <ProblemNote error={list.error} />}
      {mayPersonal && <ShowingRecorded />}
      <Table
        label={payout.list}
        columns={columns}
        rows={list.items}
        rowId={({ id }) => id}
        listId={list.id}
        hasMore={list.hasMore}
        loadMore={list.loadMore}
        empty={list.isPending ? common.loading : common.nothing}
      />
    </Page>
  );
}

function useFilters() {
  const [[status], [provider], [accountId]] = [
    useFilter('status'),
    useFilter('provider'),
    useFilter('account'),
  ];
  const [[from], [to]] = [useFilter('from'), useFilter('to')];
  const [amount] = useFilter('amount');
  return { status, provider, accountId, amount, ...periodOf(from, to) };
}

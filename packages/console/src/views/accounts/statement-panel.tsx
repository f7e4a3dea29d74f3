import { answerOf, api, type Schema } from '../../shared/api/client';
import { filled } from '../../shared/api/filled';
import { usePages } from '../../shared/api/use-answer';
import { useWords } from '../../shared/i18n/words';
import { Table } from '../../shared/table/table';
import { Money } from '../../shared/ui/figures';
import { Files } from '../../shared/ui/files';
import { ChoiceFilter, PeriodFilter, useFilter } from '../../shared/ui/filters';
import { Panel, ProblemNote } from '../../shared/ui/page';
import { periodOf } from '../../shared/ui/period';
import { useStatementColumns } from './statement-columns';

type Statement = Schema<'Statement'>;

/** Every movement of a period, or every payout as one line. */
export function StatementPanel({ id }: { readonly id: string }) {
  const { accounts, common } = useWords();
  const query = useStatementFilters();
  const list = usePages(['statement', id, query], async cursor => {
    const path = { id };
    const asked = { path, query: filled({ ...query, cursor, limit: 200 }) };
    const { body, position } = await answerOf(api.GET('/v1/accounts/{id}/statement', { params: asked }));
    return { body: { ...body, items: body.lines }, position };
  });
  const whole = list.first as Statement | undefined;
  return (
    <Panel
      title={accounts.statement}
      flush
      aside={<Files path={`/v1/accounts/${encodeURIComponent(id)}/statement`} query={query} />}
    >
      <div className="body filters">
        <PeriodFilter />
        <ChoiceFilter
          name="lines"
          label={accounts.lines}
          all={accounts.eachEntry}
          choices={[['payouts', accounts.eachPayout]]}
        />
      </div>
      {list.error && <ProblemNote error={list.error} />}
      {whole && <Ends of={whole} />}
      <Table
        label={accounts.statement}
        columns={useStatementColumns()}
        rows={list.items}
        rowId={({ entryId }) => entryId}
        listId={list.id}
        hasMore={list.hasMore}
        loadMore={list.loadMore}
        empty={list.isPending ? common.loading : common.nothing}
      />
    </Panel>
  );
}

function useStatementFilters() {
  const [[from], [to], [lines]] = [useFilter('from'), useFilter('to'), useFilter('lines')];
  return filled({ ...periodOf(from, to), lines: lines === 'payouts' ? (lines as 'payouts') : undefined });
}

/** What the account had before the first line, and after the last one. */
function Ends({ of: { opening, closing, currency } }: { readonly of: Statement }) {
  const { accounts } = useWords();
  return (
    <p className="body small row">
      {accounts.opening} <Money amount={opening.available} currency={currency} />
      {accounts.closing} <Money amount={closing.available} currency={currency} />
    </p>
  );
}

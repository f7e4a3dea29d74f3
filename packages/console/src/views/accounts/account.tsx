import { useParams } from 'wouter';
import { useMay } from '../../app/session/session';
import { answerOf, api, type Schema } from '../../shared/api/client';
import { filled } from '../../shared/api/filled';
import { useAnswer } from '../../shared/api/use-answer';
import { useWords } from '../../shared/i18n/words';
import { Table } from '../../shared/table/table';
import { Money } from '../../shared/ui/figures';
import { TextFilter, useFilter } from '../../shared/ui/filters';
import { Loaded, Page, Panel } from '../../shared/ui/page';
import { endOf } from '../../shared/ui/payout-queries';
import { AsOfSlider } from './as-of-slider';
import { LimitsUsed } from './limits-used';
import { useStatementColumns } from './statement-columns';

/** One account: what it has now or had at the end of a day, and every movement of a period. */
export function AccountPage() {
  const { id = '' } = useParams();
  const { accounts } = useWords();
  const found = useAnswer(['account', id], () =>
    answerOf(api.GET('/v1/accounts/{id}', { params: { path: { id } } })),
  );
  const mayLimits = useMay('limits', 'audit');
  const { body } = found.data ?? {};
  return (
    <Page
      title={body?.name ?? accounts.one}
      about={<span className="mono">{id}</span>}
      position={found.data?.position ?? null}
    >
      <Loaded query={found}>{({ body: account }) => <Balances account={account} />}</Loaded>
      <StatementPanel id={id} />
      {mayLimits && <LimitsUsed accountId={id} />}
    </Page>
  );
}

const FIGURES = ['available', 'held', 'total'] as const;

function Balances({ account }: { readonly account: Schema<'Account'> }) {
  const { accounts } = useWords();
  const [day] = useFilter('asOf');
  const query = filled({ asOf: endOf(day) });
  const path = { id: account.id };
  const past = useAnswer(
    ['balance', account.id, day],
    () => answerOf(api.GET('/v1/accounts/{id}/balance', { params: { path, query } })),
    { enabled: day !== '', live: false },
  );
  const shown = day === '' ? account.balance : past.data?.body;
  return (
    <section className="panel" aria-label={accounts.available}>
      <div className="figures">
        {FIGURES.map(figure => (
          <div key={figure}>
            <span className="muted small">{accounts[figure]}</span>
            <b data-figure={figure}>
              <Money amount={shown?.[figure] ?? null} currency={account.currency} />
            </b>
          </div>
        ))}
      </div>
      <div className="body">
        <AsOfSlider openedAt={account.openedAt} />
      </div>
    </section>
  );
}

function StatementPanel({ id }: { readonly id: string }) {
  const { accounts, common } = useWords();
  const [[from], [to]] = [useFilter('from'), useFilter('to')];
  const query = filled({ from, to, limit: 200 });
  const statement = useAnswer(['statement', id, from, to], () =>
    answerOf(api.GET('/v1/accounts/{id}/statement', { params: { path: { id }, query } })),
  );
  const columns = useStatementColumns();
  const file = `/v1/accounts/${encodeURIComponent(id)}/statement?${new URLSearchParams({ ...filled({ from, to }), format: 'csv' })}`;
  return (
    <Panel
      title={accounts.statement}
      flush
      aside={
        <a href={file} download>
          {common.download} CSV
        </a>
      }
    >
      <div className="body filters">
        <TextFilter name="from" label={common.from} type="date" />
        <TextFilter name="to" label={common.to} type="date" />
      </div>
      <Loaded query={statement}>
        {({ body }) => (
          <>
            <p className="body small row">
              {accounts.opening} <Money amount={body.opening.available} currency={body.currency} />
              {accounts.closing} <Money amount={body.closing.available} currency={body.currency} />
            </p>
            <Table
              label={accounts.statement}
              columns={columns}
              rows={body.lines}
              rowId={({ entryId }) => entryId}
            />
          </>
        )}
      </Loaded>
    </Panel>
  );
}

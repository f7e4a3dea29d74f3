import { useParams } from 'wouter';
import { useMay } from '../../app/session/session';
import { answerOf, api, type Schema } from '../../shared/api/client';
import { useAnswer } from '../../shared/api/use-answer';
import { useWords } from '../../shared/i18n/words';
import { Money } from '../../shared/ui/figures';
import { useFilter } from '../../shared/ui/filters';
import { Loaded, Page } from '../../shared/ui/page';
import { endOfDay } from '../../shared/ui/period';
import { AsOfSlider } from './as-of-slider';
import { LimitsUsed } from './limits-used';
import { StatementPanel } from './statement-panel';

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
  const query = endOfDay(day);
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

import { Link } from 'wouter';
import { answerOf, api, type Schema } from '../../shared/api/client';
import { useAnswer } from '../../shared/api/use-answer';
import { useWords } from '../../shared/i18n/words';
import { Money, Time } from '../../shared/ui/figures';
import { Files } from '../../shared/ui/files';
import { AsOfFilter, useFilter } from '../../shared/ui/filters';
import { Facts, Loaded, Page, Panel } from '../../shared/ui/page';
import { endOfDay } from '../../shared/ui/period';

/** Our money at each provider: what the books expect, what the provider says, and the difference line by line. */
export function Float() {
  const { nav } = useWords();
  const [day] = useFilter('asOf');
  const query = endOfDay(day);
  const ask = () => answerOf(api.GET('/v1/ledger/provider-floats', { params: { query } }));
  const found = useAnswer(['float', day], ask, { live: day === '' });
  return (
    <Page title={nav.float} position={found.data?.position ?? null}>
      <div className="filters">
        <AsOfFilter />
        <Files path="/v1/ledger/provider-floats" query={query} />
      </div>
      <Loaded query={found}>
        {({ body }) => (
          <div className="halves">
            {body.floats.map(float => (
              <ProviderFloat key={`${float.provider} ${float.currency}`} float={float} />
            ))}
          </div>
        )}
      </Loaded>
    </Page>
  );
}

const toJournal = (provider: string, part: string): string =>
  `/journal?ledgerAccount=${encodeURIComponent(`provider:${provider}:${part}`)}`;

function ProviderFloat({ float: of }: { readonly float: Schema<'ProviderFloat'> }) {
  const { books } = useWords();
  const money = (amount: string | null) => <Money amount={amount} currency={of.currency} />;
  return (
    <Panel title={of.provider} aside={of.reportedAt === null ? of.reason : <Time at={of.reportedAt} />}>
      <Facts
        of={[
          [books.paid, <Link href={toJournal(of.provider, 'float')}>{money(of.float)}</Link>],
          [books.fees, <Link href={toJournal(of.provider, 'fees')}>{money(of.fees)}</Link>],
          [books.expected, <b>{money(of.expected)}</b>],
          [books.reported, money(of.reported)],
          [books.difference, <b data-difference={of.difference}>{money(of.difference)}</b>],
          [books.suspense, money(of.suspense)],
        ]}
      />
    </Panel>
  );
}

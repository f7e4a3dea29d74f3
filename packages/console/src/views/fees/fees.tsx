import { answerOf, api } from '../../shared/api/client';
import { useAnswer } from '../../shared/api/use-answer';
import { useWords } from '../../shared/i18n/words';
import { Loaded, Page } from '../../shared/ui/page';
import { ProviderFees } from './provider-fees';

/** What each provider is owed for its fees, and how they were settled. */
export function Fees() {
  const { nav, fees } = useWords();
  const found = useAnswer(['float', ''], () => answerOf(api.GET('/v1/ledger/provider-floats')));
  return (
    <Page title={nav.fees} about={fees.about} position={found.data?.position ?? null}>
      <Loaded query={found}>
        {({ body }) =>
          [...new Set(body.floats.map(({ provider }) => provider))].map(provider => (
            <ProviderFees key={provider} provider={provider} />
          ))
        }
      </Loaded>
    </Page>
  );
}

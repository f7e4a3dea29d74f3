import { api, answerOf } from '../../shared/api/client';
import { useAnswer } from '../../shared/api/use-answer';
import { formatCount } from '../../shared/format/money';
import { useLanguage } from '../../shared/i18n/words';
import { Facts, Loaded, Page, Panel } from '../../shared/ui/page';

/** The proof log as its last signed checkpoint says it: whoever keeps this text can prove a change of what was before. */
export function Proofs() {
  const { words, language } = useLanguage();
  const { nav, control, common } = words;
  const found = useAnswer(['checkpoint'], () =>
    answerOf(api.GET('/v1/proofs/checkpoint', { parseAs: 'text' })),
  );
  return (
    <Page title={nav.proofs}>
      <Loaded query={found}>
        {({ body }) => {
          const [origin = '', size = '0', root = ''] = String(body).split('\n');
          return (
            <Panel
              title={origin}
              aside={
                <a href="/v1/proofs/checkpoint" download="checkpoint.txt">
                  {common.download}
                </a>
              }
            >
              <Facts
                of={[
                  [control.size, formatCount(Number(size), language)],
                  [control.root, <span className="mono">{root}</span>],
                ]}
              />
              <h3>{control.checkpoint}</h3>
              <pre className="raw" tabIndex={0}>
                {String(body)}
              </pre>
            </Panel>
          );
        }}
      </Loaded>
    </Page>
  );
}

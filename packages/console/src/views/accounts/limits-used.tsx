import { answerOf, api } from '../../shared/api/client';
import { useAnswer } from '../../shared/api/use-answer';
import { minorOf } from '../../shared/format/money';
import { useWords } from '../../shared/i18n/words';
import { Money } from '../../shared/ui/figures';
import { Loaded, Panel } from '../../shared/ui/page';

/** How much of each limit of the account is used today. */
export function LimitsUsed({ accountId }: { readonly accountId: string }) {
  const { accounts, control } = useWords();
  const scope = `account-${accountId}`;
  const limits = useAnswer(['limits', scope], () =>
    answerOf(api.GET('/v1/limits', { params: { query: { scope } } })),
  );
  return (
    <Panel title={accounts.limits}>
      <Loaded query={limits}>
        {({ body }) =>
          body.inForce.length === 0 ? (
            <p className="muted">{control.noLimits}</p>
          ) : (
            <ul className="stack">
              {body.inForce.map(({ changeId, limit, terms, used }) => (
                <li key={changeId}>
                  <div className="row spread">
                    <span className="mono">{limit}</span>
                    <span>
                      <Money amount={used} /> / <Money amount={terms.amount} />
                    </span>
                  </div>
                  <Bar used={used} of={terms.amount} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}

function Bar({ used, of }: { readonly used: string | null; readonly of: string | null }) {
  if (used === null || of === null || minorOf(of) === 0n) return null;
  const percent = Number((minorOf(used) * 100n) / minorOf(of));
  return (
    <div className="bar" aria-hidden="true">
      <span style={{ width: `${Math.min(100, percent)}%` }} />
    </div>
  );
}

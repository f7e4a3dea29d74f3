import { answerOf, api, type Schema } from '../../../shared/api/client';
import { useAnswer } from '../../../shared/api/use-answer';
import { useWords } from '../../../shared/i18n/words';
import { Money } from '../../../shared/ui/figures';
import { Loaded } from '../../../shared/ui/page';
import { balanceAfter, type Wanted } from './effect';

interface EffectPreviewProps {
  readonly payoutId: string | null;
  readonly wanted: Wanted;
}

/** What a decision does to the balances of the account, before anybody decides. */
export function EffectPreview({ payoutId, wanted }: EffectPreviewProps) {
  const { cases } = useWords();
  const before = useAnswer(['effect', payoutId], () => readBefore(payoutId!), { enabled: payoutId !== null });
  if (payoutId === null) return <p className="small muted">{cases.noEffect}</p>;
  return (
    <Loaded query={before}>
      {({ body }) => (
        <Effect
          now={body.balance}
          then={balanceAfter(body.balance, body.payout, wanted)}
          accountId={body.payout.accountId}
        />
      )}
    </Loaded>
  );
}

async function readBefore(id: string) {
  const { body: payout } = await answerOf(api.GET('/v1/payouts/{id}', { params: { path: { id } } }));
  const path = { id: payout.accountId };
  const { body: account, position } = await answerOf(api.GET('/v1/accounts/{id}', { params: { path } }));
  return { body: { payout, balance: account.balance }, position };
}

interface EffectProps {
  readonly accountId: string;
  readonly now: Schema<'BalanceAmounts'>;
  readonly then: Schema<'BalanceAmounts'> | null;
}

const FIGURES = ['available', 'held', 'total'] as const;

function Effect({ accountId, now, then }: EffectProps) {
  const { cases } = useWords();
  return (
    <table className="table" data-effect="">
      <caption className="small muted" style={{ textAlign: 'left' }}>
        {cases.effect} {accountId}
      </caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="hidden">{cases.total}</span>
          </th>
          <th scope="col" className="number">
            {cases.now}
          </th>
          <th scope="col" className="number">
            {cases.then}
          </th>
        </tr>
      </thead>
      <tbody>
        {FIGURES.map(figure => (
          <tr key={figure}>
            <th scope="row">{cases[figure]}</th>
            <td className="number">
              <Money amount={now[figure]} />
            </td>
            <td className="number">
              <b>
                <Money amount={then?.[figure] ?? null} />
              </b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

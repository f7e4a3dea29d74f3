import { answerOf, api } from '../../shared/api/client';
import { useAnswer } from '../../shared/api/use-answer';
import { useWords } from '../../shared/i18n/words';

interface MappingChoiceProps {
  readonly provider: string;
  readonly chosen: string;
  readonly choose: (name: string) => void;
}

/** Which mapping says what the columns of a CSV file mean. It is there where the provider has one. */
export function MappingChoice({ provider, chosen, choose }: MappingChoiceProps) {
  const { reconciliation } = useWords();
  const ask = () => answerOf(api.GET('/v1/statement-mappings'));
  const found = useAnswer(['statement-mappings'], ask, { live: false });
  const names = (found.data?.body.items ?? []).filter(each => each.provider === provider);
  if (names.length === 0) return null;
  return (
    <label className="field">
      <span className="label">{reconciliation.columns}</span>
      <select className="input" value={chosen} onChange={({ target }) => choose(target.value)}>
        <option value="">{reconciliation.ownColumns}</option>
        {names.map(({ name }) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}

import { useId } from 'react';
import { useSearchParams } from 'wouter';
import { useWords } from '../i18n/words';
import { yesterday } from './period';

/** A filter that stands in the address, so every list is a link. */
export function useFilter(name: string): readonly [value: string, set: (value: string) => void] {
  const [params, setParams] = useSearchParams();
  const set = (value: string) =>
    setParams(
      before => {
        const next = new URLSearchParams(before);
        if (value === '') next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  return [params.get(name) ?? '', set];
}

interface FieldProps {
  readonly name: string;
  readonly label: string;
}

interface TextProps extends FieldProps {
  readonly type?: 'text' | 'date';
  /** The last day that can be chosen. */
  readonly max?: string;
}

export function TextFilter({ name, label, type = 'text', max }: TextProps) {
  const [value, set] = useFilter(name);
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input"
        type={type}
        max={max}
        key={value}
        defaultValue={value}
        onBlur={({ target }) => target.value !== value && set(target.value)}
        onKeyDown={({ key, currentTarget }) => key === 'Enter' && set(currentTarget.value)}
      />
    </div>
  );
}

/** The first and the last day of a period. */
export function PeriodFilter() {
  const { common } = useWords();
  return (
    <>
      <TextFilter name="from" label={common.from} type="date" />
      <TextFilter name="to" label={common.until} type="date" />
    </>
  );
}

/** A past day, at whose end the answer is true. */
export function AsOfFilter() {
  const { books } = useWords();
  return <TextFilter name="asOf" label={books.asOf} type="date" max={yesterday()} />;
}

/** A month like 2026-11. `standard`: what is shown where the address names none. */
export function MonthFilter({ name, label, standard }: FieldProps & { readonly standard: string }) {
  const [value, set] = useFilter(name);
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input"
        type="month"
        min="2020-01"
        value={value || standard}
        onChange={({ target }) => set(target.value)}
      />
    </div>
  );
}

interface ChoiceProps extends FieldProps {
  readonly choices: readonly (readonly [value: string, label: string])[];
  readonly all: string;
}

export function ChoiceFilter({ name, label, choices, all }: ChoiceProps) {
  const [value, set] = useFilter(name);
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="input" value={value} onChange={({ target }) => set(target.value)}>
        <option value="">{all}</option>
        {choices.map(([choice, words]) => (
          <option key={choice} value={choice}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}

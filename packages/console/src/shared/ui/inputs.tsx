interface TextProps {
  readonly label: string;
  readonly value: string;
  readonly set: (value: string) => void;
  readonly type?: 'text' | 'url' | 'date';
  readonly required?: boolean;
  readonly maxLength?: number;
}

/** A line of text in a dialog. */
export function TextInput({ label, value, set, type = 'text', required = true, maxLength = 200 }: TextProps) {
  return (
    <label className="field">
      <span className="label">{label}</span>
      <input
        className="input"
        type={type}
        required={required}
        maxLength={maxLength}
        value={value}
        onChange={({ target }) => set(target.value)}
      />
    </label>
  );
}

interface RadioProps<Value extends string> {
  readonly legend: string;
  readonly name: string;
  readonly choices: Readonly<Record<Value, string>>;
  readonly chosen: Value;
  readonly choose: (chosen: Value) => void;
}

/** One of a few choices in a dialog. */
export function RadioInput<Value extends string>({
  legend,
  name,
  choices,
  chosen,
  choose,
}: RadioProps<Value>) {
  return (
    <fieldset className="choices">
      <legend className="label">{legend}</legend>
      {(Object.keys(choices) as Value[]).map(value => (
        <label className="choice" key={value}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === chosen}
            onChange={() => choose(value)}
          />
          {choices[value]}
        </label>
      ))}
    </fieldset>
  );
}

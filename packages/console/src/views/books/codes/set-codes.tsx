import { useState } from 'react';
import { ActionDialog } from '../../../shared/actions/action-dialog';
import { answerOf, api, type Schema } from '../../../shared/api/client';
import { useWords } from '../../../shared/i18n/words';
import { TextInput } from '../../../shared/ui/inputs';

type Coded = Schema<'CodedAccountDto'>;

interface SetCodesProps {
  /** The version that is changed. */
  readonly before: Schema<'AccountMapping'> | undefined;
  readonly onClose: () => void;
}

const today = (): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/Sao_Paulo' }).format(new Date());

/** One ledger account in each line: the account, its code and the name of the code, as spreadsheets paste them. */
function codedOf(text: string): Coded[] {
  const lines = text.split('\n').filter(line => line.trim() !== '');
  return lines.map(line => {
    const [account = '', code = '', ...rest] = line.split(/[;\t]/).map(part => part.trim());
    const description = rest.join('; ');
    return { account, code, ...(description !== '' && { description }) };
  });
}

const textOf = (accounts: readonly Schema<'CodedAccount'>[]): string =>
  accounts.map(({ account, code, description }) => [account, code, description ?? ''].join(';')).join('\n');

/** Sets a version of a mapping. A fault of a line is named by the API, by the number of the line from 0. */
export function SetCodes({ before, onClose }: SetCodesProps) {
  const { codes } = useWords();
  const [name, setName] = useState(before?.name ?? '');
  const [validFrom, setValidFrom] = useState(before?.validFrom ?? today());
  const [text, setText] = useState(before ? textOf(before.accounts) : '');
  return (
    <ActionDialog
      title={before ? `${codes.change}: ${before.name}` : codes.set}
      confirm={codes.save}
      asksReason={false}
      canConfirm={name !== '' && text.trim() !== ''}
      onClose={onClose}
      send={() =>
        answerOf(
          api.PUT('/v1/account-mappings/{name}', {
            params: { path: { name } },
            body: { validFrom, accounts: codedOf(text) },
          }),
        )
      }
    >
      {!before && <TextInput label={codes.name} value={name} set={setName} maxLength={64} />}
      <TextInput label={codes.validFrom} value={validFrom} set={setValidFrom} type="date" />
      <label className="field">
        <span className="label">{codes.lines}</span>
        <textarea
          className="input mono"
          rows={10}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </label>
      <p className="small muted">{codes.form}</p>
    </ActionDialog>
  );
}

import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { useWords } from '../../shared/i18n/words';
import { Page } from '../../shared/ui/page';

/** Opens an account by its id. */
export function Accounts() {
  const { accounts, common } = useWords();
  const [, go] = useLocation();
  const [id, setId] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    go(`/accounts/${encodeURIComponent(id.trim())}`);
  };
  return (
    <Page title={accounts.title}>
      <form className="filters" onSubmit={submit}>
        <div className="field">
          <label htmlFor="account">{accounts.open}</label>
          <input
            id="account"
            className="input"
            required
            value={id}
            onChange={({ target }) => setId(target.value)}
          />
        </div>
        <button className="button primary">{common.show}</button>
      </form>
    </Page>
  );
}

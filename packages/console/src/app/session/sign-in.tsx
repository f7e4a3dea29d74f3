import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { answerOf, api } from '../../shared/api/client';
import { useWords } from '../../shared/i18n/words';
import { ProblemNote } from '../../shared/ui/page';
import { LanguageSwitch } from '../switches';

/** Sends the key once, as any request of the API does. The answer is a cookie that no script can read. */
export function SignIn() {
  const { signIn } = useWords();
  const [key, setKey] = useState('');
  const queries = useQueryClient();
  const attempt = useMutation({
    mutationFn: () =>
      answerOf(api.POST('/console/session', { headers: { Authorization: `Bearer ${key.trim()}` } })),
    onSuccess: () => queries.resetQueries(),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate();
  };
  return (
    <main className="sign-in">
      <h1>Holdfast</h1>
      <section className="panel">
        <form className="body stack" onSubmit={submit}>
          <h2>{signIn.title}</h2>
          <div className="field">
            <label htmlFor="key">{signIn.key}</label>
            <input
              id="key"
              className="input mono"
              type="password"
              autoComplete="current-password"
              autoFocus
              required
              value={key}
              onChange={({ target }) => setKey(target.value)}
              aria-describedby="about-key"
            />
            <p id="about-key" className="small muted">
              {signIn.about}
            </p>
          </div>
          {attempt.error !== null && <ProblemNote error={attempt.error} />}
          <div className="row spread">
            <button className="button primary" disabled={attempt.isPending || key.trim() === ''}>
              {signIn.submit}
            </button>
            <LanguageSwitch />
          </div>
        </form>
      </section>
    </main>
  );
}

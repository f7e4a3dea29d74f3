import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef } from 'react';
import { answerOf, api, useCsrfToken } from '../../shared/api/client';
import { problemOf } from '../../shared/api/problem';
import { ProblemNote } from '../../shared/ui/page';
import { SessionContext } from './session';
import { SignIn } from './sign-in';

const RENEWED_MS = 5 * 60_000;
const SESSION = ['session'];

/** Shows its children to a person who is signed in, and the sign-in to all others. */
export function SignedIn({ children }: { readonly children: ReactNode }) {
  const queries = useQueryClient();
  const isActive = useActivity();
  const session = useQuery({
    queryKey: SESSION,
    queryFn: () => answerOf(api.GET('/console/session')),
    // A page that nobody touches renews nothing, so its session ends.
    refetchInterval: () => (isActive() ? RENEWED_MS : false),
    refetchOnWindowFocus: false,
  });
  useEffect(() => endWhenRefused(queries), [queries]);
  if (session.error !== null)
    return problemOf(session.error).status === 401 ? <SignIn /> : <ProblemNote error={session.error} />;
  if (!session.data) return null;
  const { body } = session.data;
  useCsrfToken(body.csrfToken);
  return <SessionContext value={body}>{children}</SessionContext>;
}

/** A query that is refused with 401 asks for the session again, which then shows the sign-in. */
const endWhenRefused = (queries: ReturnType<typeof useQueryClient>): (() => void) =>
  queries.getQueryCache().subscribe(({ query }) => {
    const isSession = query.queryKey[0] === SESSION[0];
    const isRefused = query.state.error !== null && problemOf(query.state.error).status === 401;
    if (!isSession && isRefused) void queries.resetQueries({ queryKey: SESSION });
  });

/** Whether a person has touched the page in the last minutes. */
function useActivity(): () => boolean {
  const lastMs = useRef(performance.now());
  useEffect(() => {
    const note = () => void (lastMs.current = performance.now());
    for (const kind of ['pointerdown', 'keydown']) document.addEventListener(kind, note);
    return () => ['pointerdown', 'keydown'].forEach(kind => document.removeEventListener(kind, note));
  }, []);
  return () => performance.now() - lastMs.current < 2 * RENEWED_MS;
}

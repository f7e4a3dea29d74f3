import { createContext, useContext } from 'react';
import type { Schema } from '../../shared/api/client';

export type Session = Schema<'ConsoleSession'>;

const Context = createContext<Session | undefined>(undefined);
export const SessionContext = Context;

/** Who is signed in. @throws {Error} where nobody is */
export function useSession(): Session {
  const session = useContext(Context);
  if (!session) throw new Error('Nobody is signed in');
  return session;
}

/** Whether the person has one of the scopes. The API decides all the same. */
export const useMay = (...scopes: readonly string[]): boolean => {
  const session = useSession();
  return scopes.some(scope => session.scopes.includes(scope));
};

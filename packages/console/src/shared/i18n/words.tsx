import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { en, type Words } from './en';
import { pt } from './pt';

export type Language = 'pt' | 'en';
export type { Words };

const DICTIONARIES: Readonly<Record<Language, Words>> = { en, pt };
const KEPT = 'holdfast.language';

interface Spoken {
  readonly language: Language;
  readonly words: Words;
  readonly speak: (language: Language) => void;
}
const Context = createContext<Spoken | undefined>(undefined);

const firstLanguage = (): Language => {
  const kept = localStorage.getItem(KEPT);
  if (kept === 'pt' || kept === 'en') return kept;
  return navigator.language.toLowerCase().startsWith('pt') ? 'pt' : 'en';
};

/** Gives the page its words. The browser decides the first language, and a person's own choice is kept. */
export function Language({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language === 'pt' ? 'pt-BR' : 'en';
  }, [language]);
  const speak = (next: Language) => {
    localStorage.setItem(KEPT, next);
    setLanguage(next);
  };
  return <Context value={{ language, words: DICTIONARIES[language], speak }}>{children}</Context>;
}

/** @throws {Error} outside `Language` */
export function useLanguage(): Spoken {
  const spoken = useContext(Context);
  if (!spoken) throw new Error('There is no language around this part');
  return spoken;
}

export const useWords = (): Words => useLanguage().words;

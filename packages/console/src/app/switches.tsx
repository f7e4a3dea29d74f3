import { useState } from 'react';
import { useLanguage } from '../shared/i18n/words';

export function LanguageSwitch() {
  const { language, speak } = useLanguage();
  const other = language === 'pt' ? 'en' : 'pt';
  return (
    <button
      type="button"
      className="button quiet"
      lang={other === 'pt' ? 'pt-BR' : 'en'}
      onClick={() => speak(other)}
    >
      {other === 'pt' ? 'Português' : 'English'}
    </button>
  );
}

const THEMES = ['auto', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];
const KEPT = 'holdfast.theme';

const apply = (theme: Theme): void => {
  if (theme === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
};
const kept = (): Theme => THEMES.find(theme => theme === localStorage.getItem(KEPT)) ?? 'auto';
apply(kept());

export function ThemeSwitch() {
  const { shell } = useLanguage().words;
  const [theme, setTheme] = useState(kept);
  const choose = (chosen: Theme) => {
    localStorage.setItem(KEPT, chosen);
    apply(chosen);
    setTheme(chosen);
  };
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]!;
  return (
    <button
      type="button"
      className="button quiet"
      onClick={() => choose(next)}
      aria-label={`${shell.theme}: ${shell.themes[theme]}`}
    >
      {shell.themes[theme]}
    </button>
  );
}

import { useState } from 'react';
import { useWords } from '../../shared/i18n/words';
import { ZONE } from '../../shared/format/time';
import { useFilter } from '../../shared/ui/filters';

const DAY_MS = 86_400_000;
const AT_MOST = 365;
const dayOf = (atMs: number): string => new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(atMs);

/** Chooses a day of the past. The right end is now. The day stands in the address. */
export function AsOfSlider({ openedAt }: { readonly openedAt: string }) {
  const { accounts } = useWords();
  const [day, setDay] = useFilter('asOf');
  const [todayMs] = useState(() => Date.now());
  const days = Math.min(AT_MOST, Math.max(1, Math.ceil((todayMs - Date.parse(openedAt)) / DAY_MS) + 1));
  const ago = day === '' ? 0 : Math.round((Date.parse(dayOf(todayMs)) - Date.parse(day)) / DAY_MS);
  const choose = (chosen: number) => setDay(chosen === 0 ? '' : dayOf(todayMs - chosen * DAY_MS));
  return (
    <label className="field">
      <span className="label">{day === '' ? accounts.now : `${accounts.asOf} ${day}`}</span>
      <input
        type="range"
        min={-days}
        max={0}
        value={-Math.min(ago, days)}
        onChange={({ target }) => choose(-Number(target.value))}
        aria-valuetext={day === '' ? accounts.now : day}
      />
    </label>
  );
}

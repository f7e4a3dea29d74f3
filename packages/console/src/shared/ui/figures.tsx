import { Link } from 'wouter';
import { formatMoney } from '../format/money';
import { formatAge, formatTime } from '../format/time';
import { useLanguage, useWords } from '../i18n/words';

/** An amount of money. Null shows a dash. */
export function Money({
  amount,
  currency = 'BRL',
}: {
  readonly amount: string | null;
  readonly currency?: string;
}) {
  const { language } = useLanguage();
  if (amount === null) return <span className="muted">—</span>;
  return <span className="nowrap">{formatMoney(amount, currency, language)}</span>;
}

export function Time({ at }: { readonly at: string | null }) {
  const { language } = useLanguage();
  if (at === null) return <span className="muted">—</span>;
  return (
    <time className="nowrap" dateTime={at}>
      {formatTime(at, language)}
    </time>
  );
}

interface AgeProps {
  readonly since: string;
  /** How old it was at the moment that the page shows; absent: how old it is now. */
  readonly seconds?: number;
}

export function Age({ since, seconds }: AgeProps) {
  const { language } = useLanguage();
  const at = seconds === undefined ? Date.now() : Date.parse(since) + seconds * 1_000;
  return (
    <time className="nowrap" dateTime={since} title={formatTime(since, language)}>
      {formatAge(since, at, language)}
    </time>
  );
}

type Tone = 'good' | 'warn' | 'bad' | 'info' | 'plain';
const TONES: Readonly<Record<string, Tone>> = {
  COMPLETED: 'good',
  RESOLVED: 'good',
  up: 'good',
  PROCESSING: 'info',
  CONFIRMED: 'info',
  AWAITING_APPROVAL: 'warn',
  PARTIALLY_RETURNED: 'warn',
  RETURNED: 'warn',
  PROPOSED: 'warn',
  OPEN: 'warn',
  OUTCOME_UNKNOWN: 'bad',
  FAILED: 'bad',
  REJECTED: 'bad',
  down: 'bad',
};

/** A status in words, with a colour beside the words. */
export function Status({ of }: { readonly of: string }) {
  const { statuses } = useWords();
  return (
    <span className="tag" data-tone={TONES[of] ?? 'plain'}>
      {wordFor(statuses, of)}
    </span>
  );
}

/** The word for a code of the API. A code that is newer than the dictionary stands for itself. */
export const wordFor = (dictionary: Readonly<Record<string, string>>, code: string): string =>
  dictionary[code] ?? code;

/** An id that leads somewhere, or only stands there. */
export function Id({ id, to }: { readonly id: string | null; readonly to?: string }) {
  if (id === null) return <span className="muted">—</span>;
  return to === undefined ? (
    <span className="mono">{id}</span>
  ) : (
    <Link className="mono" href={to}>
      {id}
    </Link>
  );
}

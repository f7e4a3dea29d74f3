import type { ReactNode } from 'react';
import { useWords } from '../../shared/i18n/words';
import type { Signed } from './verify/note';

type Tone = 'good' | 'bad' | 'plain';

export const SIGNED_TONES: Readonly<Record<Signed, Tone>> = {
  SIGNED: 'good',
  NOT_SIGNED: 'bad',
  NO_KEY: 'plain',
  NOT_POSSIBLE: 'plain',
};

interface FindingProps {
  readonly tone: Tone;
  readonly children: ReactNode;
}

/** One thing that was verified, found wrong, or not verified. The tag says it in words too. */
export function Finding({ tone, children }: FindingProps) {
  const { verdicts } = useWords();
  return (
    <li>
      <span className="tag" data-tone={tone}>
        {verdicts[tone]}
      </span>{' '}
      {children}
    </li>
  );
}

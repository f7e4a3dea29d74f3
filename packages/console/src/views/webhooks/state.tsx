import { useWords } from '../../shared/i18n/words';
import { wordFor } from '../../shared/ui/figures';

const TONES: Readonly<Record<string, string>> = {
  ENABLED: 'good',
  DELIVERED: 'good',
  DISABLED: 'plain',
  RETRYING: 'warn',
  PARKED: 'bad',
  FAILED: 'bad',
  GIVEN_UP: 'bad',
};

/** The state of an endpoint, of a delivery or of an attempt. */
export function State({ of }: { readonly of: string }) {
  const { endpointStates } = useWords();
  return (
    <span className="tag" data-tone={TONES[of] ?? 'plain'}>
      {wordFor(endpointStates, of)}
    </span>
  );
}

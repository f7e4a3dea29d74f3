import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { formatCount } from '../../shared/format/money';
import { useLanguage, useWords } from '../../shared/i18n/words';
import { Panel, ProblemNote } from '../../shared/ui/page';
import { Finding, SIGNED_TONES } from './finding';
import { type Extended, keepKey, keptCheckpoint, keptKey, type Verified, verifyLog } from './verify/verify';

/** Compares the log with what this browser kept of it. */
export function VerifyLog() {
  const { proofs } = useWords();
  const [key, setKey] = useState(keptKey);
  const work = useMutation({ mutationFn: () => verifyLog(key) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    keepKey(key);
    work.mutate();
  };
  return (
    <Panel title={proofs.verifyTitle}>
      <form className="stack" onSubmit={submit}>
        <p>{proofs.verifyAbout}</p>
        <div className="field">
          <label htmlFor="log-key">{proofs.key}</label>
          <input
            id="log-key"
            className="input mono"
            value={key}
            placeholder="name+id+key"
            onChange={({ target }) => setKey(target.value)}
          />
        </div>
        <div className="row">
          <button className="button primary" disabled={work.isPending}>
            {proofs.verify}
          </button>
          <Kept />
        </div>
        {work.error !== null && <ProblemNote error={work.error} />}
        {work.data && <Outcome of={work.data} />}
      </form>
    </Panel>
  );
}

function Kept() {
  const { words, language } = useLanguage();
  const kept = keptCheckpoint();
  if (!kept) return <span className="small muted">{words.proofs.keepsNone}</span>;
  return (
    <span className="small muted">
      {words.proofs.keeps} {formatCount(kept.size, language)}
    </span>
  );
}

const EXTENDED_TONES: Readonly<Record<Extended, 'good' | 'bad' | 'plain'>> = {
  FIRST: 'plain',
  EXTENDED: 'good',
  ANOTHER_LOG: 'bad',
  CONTRADICTED: 'bad',
};

function Outcome({ of: { checkpoint, before, extended, signed } }: { readonly of: Verified }) {
  const { words, language } = useLanguage();
  const { proofs, verdicts } = words;
  const sizes = [before, checkpoint].flatMap(each => (each ? [formatCount(each.size, language)] : []));
  return (
    <div className="note" role="status" data-verified={extended}>
      <p>
        <b>{proofs.byBrowser}</b> {sizes.join(' → ')}
      </p>
      <ul>
        <Finding tone={EXTENDED_TONES[extended]}>{verdicts[extended]}</Finding>
        <Finding tone={SIGNED_TONES[signed]}>{verdicts[signed]}</Finding>
      </ul>
      <p className="small muted">{proofs.limits}</p>
    </div>
  );
}

import { api, answerOf } from '../../shared/api/client';
import { useAnswer } from '../../shared/api/use-answer';
import { formatCount } from '../../shared/format/money';
import { useLanguage, useWords } from '../../shared/i18n/words';
import { Age, Time } from '../../shared/ui/figures';
import { Facts, Loaded, Page, Panel } from '../../shared/ui/page';
import { PayoutProof } from './payout-proof';
import { type Checkpoint, cosignaturesOf, parseCheckpoint } from './verify/note';
import { VerifyLog } from './verify-log';

/** The proof log: what is signed, who cosigned it and when, and what this browser can verify of it. */
export function Proofs() {
  const { nav, proofs } = useWords();
  const found = useAnswer(['checkpoint'], () =>
    answerOf(api.GET('/v1/proofs/checkpoint', { parseAs: 'text' })),
  );
  return (
    <Page title={nav.proofs} about={proofs.about}>
      <Loaded query={found}>{({ body }) => <Signed note={String(body)} />}</Loaded>
      <VerifyLog />
      <PayoutProof />
    </Page>
  );
}

function Signed({ note }: { readonly note: string }) {
  const { words, language } = useLanguage();
  const { control, common } = words;
  const checkpoint = parseCheckpoint(note);
  const download = (
    <a href="/v1/proofs/checkpoint" download="checkpoint.txt">
      {common.download}
    </a>
  );
  return (
    <Panel title={checkpoint?.origin ?? control.checkpoint} aside={download}>
      {checkpoint && (
        <Facts
          of={[
            [control.size, formatCount(checkpoint.size, language)],
            [control.root, <span className="mono">{checkpoint.text.split('\n')[2]}</span>],
            ...cosignedBy(checkpoint, words.proofs),
          ]}
        />
      )}
      <h3>{control.checkpoint}</h3>
      <pre className="raw" tabIndex={0}>
        {note}
      </pre>
    </Panel>
  );
}

interface Cosigned {
  readonly cosigned: string;
  readonly noWitness: string;
}

function cosignedBy(checkpoint: Checkpoint, { cosigned, noWitness }: Cosigned) {
  const all = cosignaturesOf(checkpoint);
  if (all.length === 0) return [[cosigned, noWitness] as const];
  return all.map(({ witness, at }) => {
    const when = (
      <>
        <Time at={at} /> (<Age since={at} />)
      </>
    );
    return [`${cosigned} ${witness}`, when] as const;
  });
}

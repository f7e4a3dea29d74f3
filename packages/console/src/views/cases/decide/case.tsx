import { useState } from 'react';
import { Link, useParams } from 'wouter';
import { useMay, useSession } from '../../../app/session/session';
import { answerOf, api } from '../../../shared/api/client';
import { useAnswer } from '../../../shared/api/use-answer';
import { useWords } from '../../../shared/i18n/words';
import { Id, Status, Time, wordFor } from '../../../shared/ui/figures';
import { Facts, Loaded, Page, Panel } from '../../../shared/ui/page';
import type { CaseOfPage } from './case-of-page';
import { Decide } from './decide';
import { Evidence } from './evidence';
import { Proposal } from './proposal';

/** A case with its evidence, the decision that waits, and what it would do. */
export function CasePage() {
  const { id = '' } = useParams();
  const { cases, kinds } = useWords();
  const found = useAnswer(['case', id], () =>
    answerOf(api.GET('/v1/cases/{id}', { params: { path: { id } } })),
  );
  const kind = found.data?.body.kind;
  return (
    <Page
      title={kind === undefined ? cases.one : wordFor(kinds, kind)}
      about={<span className="mono">{id}</span>}
      position={found.data?.position ?? null}
      actions={found.data && <Actions of={found.data.body} />}
    >
      <Loaded query={found}>
        {({ body }) => (
          <>
            <Panel title={cases.detail}>
              <CaseFacts of={body} />
            </Panel>
            {body.decision && <Proposal of={body} />}
            <Evidence of={body.evidence} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function CaseFacts({ of }: { readonly of: CaseOfPage }) {
  const { cases, payout } = useWords();
  return (
    <Facts
      of={[
        [cases.detail, of.detail],
        [payout.title, of.payoutId === null ? '—' : <Id id={of.payoutId} to={`/payouts/${of.payoutId}`} />],
        [cases.opened, <Time at={of.openedAt} />],
        [cases.cause, <Cause stream={of.cause.stream} />],
      ]}
    />
  );
}

function Cause({ stream }: { readonly stream: string }) {
  const mayRead = useMay('audit');
  return mayRead ? (
    <Link className="mono" href={`/streams/${stream}`}>
      {stream}
    </Link>
  ) : (
    <span className="mono">{stream}</span>
  );
}

function Actions({ of }: { readonly of: CaseOfPage }) {
  const { cases } = useWords();
  const { clientName } = useSession();
  const mayDecide = useMay('cases:decide');
  const [isOpen, setOpen] = useState(false);
  const isMine = of.status === 'PROPOSED' && of.decision?.proposedBy === clientName;
  const isDecidable = mayDecide && (of.status === 'OPEN' || of.status === 'PROPOSED') && !isMine;
  return (
    <>
      <Status of={of.status} />
      {isDecidable && (
        <button type="button" className="button primary" onClick={() => setOpen(true)}>
          {of.status === 'PROPOSED' ? cases.confirm : cases.decide}
        </button>
      )}
      {isOpen && <Decide of={of} onClose={() => setOpen(false)} />}
    </>
  );
}

import { Link } from 'wouter';
import { useMay } from '../../../app/session/session';
import type { Schema } from '../../../shared/api/client';
import { useWords } from '../../../shared/i18n/words';
import { Money, Time } from '../../../shared/ui/figures';

type Step = Schema<'ExplainedStep'>;

const TONES: readonly (readonly [tone: string, events: RegExp])[] = [
  ['good', /Completed|Captured|Approved$/],
  ['bad', /Failed|Rejected|Expired|Contradicted/],
  ['warn', /Unknown|Repeated|Returned|Requires|Awaiting/],
];

/** What happened, in words, with the postings of each step. */
export function Timeline({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <ol className="timeline">
      {steps.map(step => (
        <li key={step.eventId} data-tone={TONES.find(([, events]) => events.test(step.event))?.[0]}>
          <Time at={step.recordedAt} />
          <div>
            <p>{step.words}</p>
            {step.rule !== null && <p className="small muted">{step.rule}</p>}
            <Source step={step} />
            {step.postings.length > 0 && <Postings of={step.postings} />}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Source({ step }: { readonly step: Step }) {
  const { payout } = useWords();
  const mayRead = useMay('audit');
  const name = `${step.event} · ${step.stream}@${step.revision}`;
  return (
    <p className="small muted mono">
      {mayRead ? <Link href={`/streams/${step.stream}#${step.revision}`}>{name}</Link> : name}
      {step.evidence !== null && (
        <>
          {' · '}
          {payout.evidence}: {step.evidence}
        </>
      )}
    </p>
  );
}

function Postings({ of }: { readonly of: readonly Schema<'ExplainedPosting'>[] }) {
  const { books } = useWords();
  return (
    <table className="table small">
      <thead>
        <tr>
          <th scope="col">{books.ledgerAccount}</th>
          <th scope="col" className="number">
            {books.debit}
          </th>
          <th scope="col" className="number">
            {books.credit}
          </th>
        </tr>
      </thead>
      <tbody>
        {of.map(({ ledgerAccount, debit, credit }, index) => (
          <tr key={index}>
            <td>
              <Link className="mono" href={`/journal?ledgerAccount=${encodeURIComponent(ledgerAccount)}`}>
                {ledgerAccount}
              </Link>
            </td>
            <td className="number">{debit === '0.00' ? '' : <Money amount={debit} />}</td>
            <td className="number">{credit === '0.00' ? '' : <Money amount={credit} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

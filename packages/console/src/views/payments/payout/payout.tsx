import { useState } from 'react';
import { Link, useParams } from 'wouter';
import { useMay } from '../../../app/session/session';
import { answerOf, api } from '../../../shared/api/client';
import { useAnswer } from '../../../shared/api/use-answer';
import { useLanguage, useWords } from '../../../shared/i18n/words';
import { Id, Money, Status, Time } from '../../../shared/ui/figures';
import { ShowingRecorded } from '../../../shared/ui/showing-recorded';
import { Facts, Loaded, Page, Panel } from '../../../shared/ui/page';
import type { Payout } from '../../../shared/ui/payout-columns';
import { ApprovalActions } from '../approvals/approval-actions';
import { Recorded } from './recorded';
import { Timeline } from './timeline';

/** One payout from its request to its postings. */
export function PayoutPage() {
  const { id = '' } = useParams();
  const { payout: words } = useWords();
  const path = { params: { path: { id } } };
  const found = useAnswer(['payout', id], () => answerOf(api.GET('/v1/payouts/{id}', path)));
  const mayExplain = useMay('payouts:read', 'audit');
  const explained = useAnswer(
    ['payout', id, 'explain'],
    () => answerOf(api.GET('/v1/payouts/{id}/explain', path)),
    {
      enabled: mayExplain,
    },
  );
  const [isRawShown, showRaw] = useState(false);
  const title = found.data ? `${words.title} ${found.data.body.externalReference}` : words.title;
  return (
    <Page
      title={title}
      about={<span className="mono">{id}</span>}
      position={found.data?.position ?? null}
      actions={found.data && <Actions payout={found.data.body} />}
    >
      <Loaded query={found}>
        {({ body }) => (
          <>
            <Sum payout={body} agrees={explained.data?.body.sums.agrees} />
            <div className="columns">
              <Panel title={words.timeline}>
                <Loaded query={explained}>{answer => <Timeline steps={answer.body.steps} />}</Loaded>
              </Panel>
              <div className="stack">
                <PayoutFacts payout={body} />
                <Payee payout={body} />
              </div>
            </div>
          </>
        )}
      </Loaded>
      <Panel
        title={words.raw}
        aside={
          <button
            type="button"
            className="button quiet"
            aria-expanded={isRawShown}
            onClick={() => showRaw(!isRawShown)}
          >
            {words.showRaw}
          </button>
        }
      >
        {isRawShown && <Recorded payoutId={id} />}
      </Panel>
    </Page>
  );
}

function Actions({ payout }: { readonly payout: Payout }) {
  const { payout: words, webhooks } = useWords();
  const [mayProve, mayHooks, mayRead] = [useMay('audit'), useMay('webhooks'), useMay('payouts:read')];
  return (
    <>
      <Status of={payout.status} />
      <ApprovalActions payout={payout} />
      {mayRead && PAID.includes(payout.status) && <Receipts payoutId={payout.id} />}
      {mayHooks && (
        <Link className="button" href={`/webhooks?payout=${payout.id}`}>
          {webhooks.ofPayout}
        </Link>
      )}
      {mayProve && (
        <Link className="button" href={`/proofs?payout=${payout.id}`}>
          {words.proof}
        </Link>
      )}
    </>
  );
}

/** Only a payout that is paid has a receipt. */
const PAID: readonly string[] = ['COMPLETED', 'PARTIALLY_RETURNED', 'RETURNED'];

/** The service makes the receipt, so it opens as a page of its own. */
function Receipts({ payoutId }: { readonly payoutId: string }) {
  const { language, words } = useLanguage();
  const address = `/v1/payouts/${payoutId}/receipt?locale=${language === 'pt' ? 'pt-BR' : 'en'}`;
  return (
    <>
      <a className="button" href={address} target="_blank" rel="noopener">
        {words.payout.receipt}
      </a>
      <a className="button" href={`${address}&format=pdf`} target="_blank" rel="noopener">
        PDF
      </a>
    </>
  );
}

interface SumProps {
  readonly payout: Payout;
  /** What the explanation says of its own sums; undefined while it is not there. */
  readonly agrees: boolean | undefined;
}

/** Amount + fee = debits, in figures and in words. */
function Sum({ payout, agrees }: SumProps) {
  const { payout: words } = useWords();
  const { originalAmount, feeAmount, finalAmount, heldAmount, returnedAmount, currency } = payout;
  const figures = [
    [words.amount, originalAmount],
    [`+ ${words.fee}`, feeAmount],
    [`= ${words.debits}`, finalAmount],
    [words.held, finalAmount === null ? heldAmount : '0.00'],
    [words.returned, returnedAmount],
  ] as const;
  return (
    <section className="panel" aria-label={words.sums}>
      <div className="figures">
        {figures.map(([label, amount]) => (
          <div key={label}>
            <span className="muted small">{label}</span>
            <b>
              <Money amount={amount} currency={currency} />
            </b>
          </div>
        ))}
      </div>
      {agrees !== undefined && (
        <p className="body small" data-agrees={agrees}>
          {agrees ? words.agrees : words.differs}
        </p>
      )}
    </section>
  );
}

function PayoutFacts({ payout }: { readonly payout: Payout }) {
  const { payout: words } = useWords();
  const { accountId, provider, failure } = payout;
  return (
    <Panel title={words.title}>
      <Facts
        of={[
          [words.account, <Link href={`/accounts/${encodeURIComponent(accountId)}`}>{accountId}</Link>],
          [words.provider, provider],
          [words.reference, payout.externalReference],
          [words.description, payout.description ?? '—'],
          [words.endToEndId, <Id id={payout.endToEndId} />],
          [words.providerId, <Id id={payout.providerId} />],
          [words.requested, <Time at={payout.requestedAt} />],
          [words.completed, <Time at={payout.completedAt} />],
          ...(payout.callbackUrl ? [[words.callbackUrl, <Id id={payout.callbackUrl} />] as const] : []),
          ...(failure ? [[words.failure, `${failure.code}: ${failure.message}`] as const] : []),
        ]}
      />
    </Panel>
  );
}

function Payee({ payout: { payee } }: { readonly payout: Payout }) {
  const { payout: words } = useWords();
  const isFull = useMay('personal:read');
  const { destination } = payee;
  return (
    <Panel title={words.payee}>
      <Facts
        of={[
          [words.payee, payee.name ?? '—'],
          [words.document, payee.document ?? '—'],
          [words.key, 'pixKey' in destination ? destination.pixKey : destination.type],
        ]}
      />
      {isFull ? <ShowingRecorded /> : <p className="small muted">{words.masked}</p>}
    </Panel>
  );
}

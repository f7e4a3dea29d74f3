import { useMutation } from '@tanstack/react-query';
import { type FormEvent } from 'react';
import { useMay } from '../../app/session/session';
import { answerOf, api } from '../../shared/api/client';
import { useWords } from '../../shared/i18n/words';
import { useFilter } from '../../shared/ui/filters';
import { Panel, ProblemNote } from '../../shared/ui/page';
import { Finding, SIGNED_TONES } from './finding';
import { keptKey, type VerifiedPayout, verifyPayout } from './verify/verify';

/** Verifies the events of one payout here, and makes the bundle that another program verifies. */
export function PayoutProof() {
  const { proofs, webhooks } = useWords();
  const [payoutId, setPayoutId] = useFilter('payout');
  const verifying = useMutation({ mutationFn: () => verifyPayout(payoutId.trim(), keptKey()) });
  const making = useMutation({ mutationFn: () => saveBundle(payoutId.trim()) });
  const mayMake = useMay('personal:read');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    verifying.mutate();
  };
  const error = verifying.error ?? making.error;
  return (
    <Panel title={proofs.payoutTitle}>
      <form className="stack" onSubmit={submit}>
        <div className="field">
          <label htmlFor="proof-of">{webhooks.payoutId}</label>
          <input
            id="proof-of"
            className="input mono"
            required
            value={payoutId}
            onChange={({ target }) => setPayoutId(target.value)}
          />
        </div>
        <div className="row">
          <button className="button primary" disabled={verifying.isPending || payoutId.trim() === ''}>
            {proofs.verify}
          </button>
          <button
            type="button"
            className="button"
            disabled={making.isPending || !mayMake || payoutId.trim() === ''}
            onClick={() => making.mutate()}
          >
            {making.isPending ? proofs.making : proofs.make}
          </button>
        </div>
        <p className="small muted">{mayMake ? proofs.bundleAbout : proofs.bundleScope}</p>
        {error !== null && <ProblemNote error={error} />}
        {verifying.data && <Outcome of={verifying.data} />}
      </form>
    </Panel>
  );
}

function Outcome({ of: { signed, proved, wrong, pending } }: { readonly of: VerifiedPayout }) {
  const { proofs, verdicts } = useWords();
  return (
    <div className="note" role="status" data-proved={proved}>
      <p>
        <b>{proofs.byBrowser}</b>
      </p>
      <ul>
        <Finding tone={wrong.length === 0 ? 'good' : 'bad'}>
          {proofs.proved} {proved}
        </Finding>
        {wrong.map(place => (
          <Finding key={place} tone="bad">
            <span className="mono">{place}</span> {proofs.wrong}
          </Finding>
        ))}
        {pending > 0 && (
          <Finding tone="plain">
            {proofs.pending} {pending}
          </Finding>
        )}
        <Finding tone={SIGNED_TONES[signed]}>{verdicts[signed]}</Finding>
      </ul>
      <p className="small muted">{proofs.limits}</p>
    </div>
  );
}

/** Fetches the zip, so that a refusal is shown here, and gives it to the browser to save. */
async function saveBundle(payoutId: string): Promise<void> {
  const params = { path: { id: payoutId } };
  const { body } = await answerOf(api.GET('/v1/payouts/{id}/bundle', { params, parseAs: 'blob' }));
  const address = URL.createObjectURL(body);
  const link = document.createElement('a');
  link.href = address;
  link.download = `payout-${payoutId}.zip`;
  link.click();
  URL.revokeObjectURL(address);
}

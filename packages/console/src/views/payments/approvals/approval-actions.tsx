import { useState } from 'react';
import { useMay } from '../../../app/session/session';
import { ActionDialog } from '../../../shared/actions/action-dialog';
import { answerOf, api } from '../../../shared/api/client';
import { useWords } from '../../../shared/i18n/words';
import { Money } from '../../../shared/ui/figures';
import { Facts } from '../../../shared/ui/page';
import type { Payout } from '../../../shared/ui/payout-columns';

/** What a person can do with a payout that waits. Nothing for any other payout. */
export function ApprovalActions({ payout }: { readonly payout: Payout }) {
  const { approvals } = useWords();
  const [open, setOpen] = useState<'approve' | 'reject'>();
  if (!useMay('cases:decide') || payout.status !== 'AWAITING_APPROVAL') return null;
  return (
    <span className="row">
      <button type="button" className="button" onClick={() => setOpen('approve')}>
        {approvals.approve}
      </button>
      <button type="button" className="button" onClick={() => setOpen('reject')}>
        {approvals.reject}
      </button>
      {open === 'approve' && <Approve payout={payout} onClose={() => setOpen(undefined)} />}
      {open === 'reject' && <Reject payout={payout} onClose={() => setOpen(undefined)} />}
    </span>
  );
}

interface DialogProps {
  readonly payout: Payout;
  readonly onClose: () => void;
}

function Approve({ payout, onClose }: DialogProps) {
  const { approvals } = useWords();
  const path = { id: payout.id };
  return (
    <ActionDialog
      title={approvals.approveTitle}
      confirm={approvals.approve}
      asksReason={false}
      onClose={onClose}
      send={({ idempotencyKey }) =>
        answerOf(
          api.POST('/v1/payouts/{id}/approve', {
            params: { path, header: { 'Idempotency-Key': idempotencyKey } },
          }),
        )
      }
    >
      <Figures payout={payout} />
      <p>{approvals.effect}</p>
    </ActionDialog>
  );
}

function Reject({ payout, onClose }: DialogProps) {
  const { approvals } = useWords();
  const path = { id: payout.id };
  return (
    <ActionDialog
      title={approvals.rejectTitle}
      confirm={approvals.reject}
      danger
      onClose={onClose}
      send={({ reason, idempotencyKey }) =>
        answerOf(
          api.POST('/v1/payouts/{id}/reject', {
            params: { path, header: { 'Idempotency-Key': idempotencyKey } },
            body: { reason },
          }),
        )
      }
    >
      <Figures payout={payout} />
      <p>{approvals.rejectEffect}</p>
    </ActionDialog>
  );
}

function Figures({ payout }: { readonly payout: Payout }) {
  const { payout: words, approvals } = useWords();
  const { approval } = payout;
  return (
    <Facts
      of={[
        [words.amount, <Money amount={payout.originalAmount} currency={payout.currency} />],
        [words.held, <Money amount={payout.heldAmount} currency={payout.currency} />],
        [words.payee, payout.payee.name ?? '—'],
        [words.account, payout.accountId],
        [words.reference, payout.externalReference],
        [approvals.rule, approval?.rules.map(({ text }) => text).join(' · ') ?? '—'],
      ]}
    />
  );
}

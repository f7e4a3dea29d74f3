import { useState } from 'react';
import { useMay } from '../../../app/session/session';
import { ActionDialog } from '../../../shared/actions/action-dialog';
import { answerOf, api } from '../../../shared/api/client';
import { useWords } from '../../../shared/i18n/words';
import { Money } from '../../../shared/ui/figures';
import { Facts } from '../../../shared/ui/page';
import type { Schema } from '../../../shared/api/client';

type WaitingDeposit = Pick<
  Schema<'DepositRequest'>,
  'id' | 'accountId' | 'status' | 'amount' | 'currency' | 'reference' | 'recordedBy' | 'approval'
>;

/** What a person can do with a deposit that waits. */
export function DepositActions({ deposit }: { readonly deposit: WaitingDeposit }) {
  const { approvals } = useWords();
  const [open, setOpen] = useState<'approve' | 'reject'>();
  if (!useMay('cases:decide') || deposit.status !== 'AWAITING_APPROVAL') return null;
  return (
    <span className="row">
      <button type="button" className="button" onClick={() => setOpen('approve')}>
        {approvals.approve}
      </button>
      <button type="button" className="button" onClick={() => setOpen('reject')}>
        {approvals.reject}
      </button>
      {open === 'approve' && <Approve deposit={deposit} onClose={() => setOpen(undefined)} />}
      {open === 'reject' && <Reject deposit={deposit} onClose={() => setOpen(undefined)} />}
    </span>
  );
}

interface DialogProps {
  readonly deposit: WaitingDeposit;
  readonly onClose: () => void;
}

function Approve({ deposit, onClose }: DialogProps) {
  const { approvals } = useWords();
  const path = { id: deposit.accountId, depositId: deposit.id };
  return (
    <ActionDialog
      title={approvals.approveDeposit}
      confirm={approvals.approve}
      asksReason={false}
      onClose={onClose}
      send={({ idempotencyKey }) =>
        answerOf(
          api.POST('/v1/accounts/{id}/deposits/{depositId}/approve', {
            params: { path, header: { 'Idempotency-Key': idempotencyKey } },
          }),
        )
      }
    >
      <Figures deposit={deposit} />
      <p>{approvals.depositEffect}</p>
    </ActionDialog>
  );
}

function Reject({ deposit, onClose }: DialogProps) {
  const { approvals } = useWords();
  const path = { id: deposit.accountId, depositId: deposit.id };
  return (
    <ActionDialog
      title={approvals.rejectDeposit}
      confirm={approvals.reject}
      danger
      onClose={onClose}
      send={({ reason, idempotencyKey }) =>
        answerOf(
          api.POST('/v1/accounts/{id}/deposits/{depositId}/reject', {
            params: { path, header: { 'Idempotency-Key': idempotencyKey } },
            body: { reason },
          }),
        )
      }
    >
      <Figures deposit={deposit} />
      <p>{approvals.depositRejectEffect}</p>
    </ActionDialog>
  );
}

function Figures({ deposit }: { readonly deposit: WaitingDeposit }) {
  const { payout: words, approvals } = useWords();
  return (
    <Facts
      of={[
        [words.amount, <Money amount={deposit.amount} currency={deposit.currency} />],
        [words.account, deposit.accountId],
        [words.reference, deposit.reference],
        [approvals.recordedBy, deposit.recordedBy],
        [approvals.rule, deposit.approval.rules.map(({ text }) => text).join(' · ')],
      ]}
    />
  );
}

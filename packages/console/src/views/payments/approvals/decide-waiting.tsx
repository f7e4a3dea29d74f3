import { type ReactNode, useState } from 'react';
import { useMay } from '../../../app/session/session';
import { ActionDialog } from '../../../shared/actions/action-dialog';
import { useWords } from '../../../shared/i18n/words';

interface Choice {
  readonly title: string;
  /** What it will do, in words. */
  readonly effect: string;
}

interface DecideWaitingProps {
  /** Nothing is offered for what does not wait. */
  readonly isWaiting: boolean;
  readonly figures: ReactNode;
  readonly approval: Choice & { readonly send: (key: string) => Promise<unknown> };
  readonly rejection: Choice & { readonly send: (key: string, reason: string) => Promise<unknown> };
}

/** What a person can do with a payout or a deposit that waits. */
export function DecideWaiting({ isWaiting, figures, approval, rejection }: DecideWaitingProps) {
  const { approvals } = useWords();
  const [open, setOpen] = useState<'approve' | 'reject'>();
  if (!useMay('cases:decide') || !isWaiting) return null;
  const { title, effect } = open === 'reject' ? rejection : approval;
  return (
    <span className="row">
      {(['approve', 'reject'] as const).map(action => (
        <button key={action} type="button" className="button" onClick={() => setOpen(action)}>
          {approvals[action]}
        </button>
      ))}
      {open && (
        <ActionDialog
          title={title}
          confirm={approvals[open]}
          danger={open === 'reject'}
          asksReason={open === 'reject'}
          onClose={() => setOpen(undefined)}
          send={({ idempotencyKey, reason }) =>
            open === 'reject' ? rejection.send(idempotencyKey, reason) : approval.send(idempotencyKey)
          }
        >
          {figures}
          <p>{effect}</p>
        </ActionDialog>
      )}
    </span>
  );
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { drawIdempotencyKey } from '../api/client';
import { useWords } from '../i18n/words';
import { ProblemNote } from '../ui/page';

interface ActionProps {
  readonly title: string;
  /** What it will do, in figures. */
  readonly children?: ReactNode;
  readonly confirm: string;
  readonly danger?: boolean;
  /** False where the route takes no reason. */
  readonly asksReason?: boolean;
  /** What the reason is called. */
  readonly reasonLabel?: string;
  readonly reason?: string;
  readonly canConfirm?: boolean;
  readonly onClose: () => void;
  /** Sends it. The key is the same for every attempt of this dialog, so an attempt that is repeated has one effect. */
  readonly send: (action: { readonly reason: string; readonly idempotencyKey: string }) => Promise<unknown>;
  readonly onDone?: (result: unknown) => void;
}

/** Asks a person to confirm an action, with a reason. An error stays in the dialog, whole. */
export function ActionDialog(props: ActionProps) {
  const { title, children, confirm, danger = false, asksReason = true, canConfirm = true, onClose } = props;
  const { common } = useWords();
  const [reason, setReason] = useState(props.reason ?? '');
  const [idempotencyKey] = useState(drawIdempotencyKey);
  const [dialog, ids] = [useRef<HTMLDialogElement>(null), useId()];
  const queries = useQueryClient();
  const action = useMutation({
    mutationFn: () => props.send({ reason: reason.trim(), idempotencyKey }),
    onSuccess: async result => {
      await queries.invalidateQueries();
      props.onDone?.(result);
      onClose();
    },
  });
  useEffect(() => dialog.current?.showModal(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    action.mutate();
  };
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={`${ids}t`} onClose={onClose}>
      <form onSubmit={submit}>
        <h2 id={`${ids}t`}>{title}</h2>
        {children}
        {asksReason && (
          <div className="field">
            <label htmlFor={`${ids}r`}>{props.reasonLabel ?? common.reason}</label>
            <textarea
              id={`${ids}r`}
              className="input"
              required
              maxLength={500}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          </div>
        )}
        {action.error !== null && <ProblemNote error={action.error} />}
        <div className="row">
          <button
            className={`button ${danger ? 'danger' : 'primary'}`}
            disabled={action.isPending || !canConfirm || (asksReason && reason.trim() === '')}
          >
            {confirm}
          </button>
          <button type="button" className="button" onClick={() => dialog.current?.close()}>
            {common.cancel}
          </button>
        </div>
      </form>
    </dialog>
  );
}

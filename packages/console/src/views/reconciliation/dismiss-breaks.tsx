import { useState } from 'react';
import { ActionDialog } from '../../shared/actions/action-dialog';
import { answerOf, api } from '../../shared/api/client';
import { useWords } from '../../shared/i18n/words';

/** As many as the route takes at once. */
export const MOST_AT_ONCE = 500;

interface DismissProps {
  readonly caseIds: readonly string[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Dismisses the cases that a person has chosen. The person says how many they are, and the service compares. */
export function DismissBreaks({ caseIds, onClose, onDone }: DismissProps) {
  const { reconciliation } = useWords();
  const [count, setCount] = useState('');
  return (
    <ActionDialog
      title={reconciliation.dismissTitle}
      confirm={reconciliation.dismiss}
      danger
      canConfirm={/^\d+$/.test(count)}
      onClose={onClose}
      onDone={onDone}
      send={({ reason, idempotencyKey }) =>
        answerOf(
          api.POST('/v1/cases/dismiss', {
            params: { header: { 'Idempotency-Key': idempotencyKey } },
            body: { caseIds: [...caseIds], count: Number(count), reason },
          }),
        )
      }
    >
      <p>{reconciliation.dismissEffect}</p>
      <label className="field">
        <span className="label">{reconciliation.dismissCount}</span>
        <input
          className="input"
          inputMode="numeric"
          required
          value={count}
          onChange={({ target }) => setCount(target.value.trim())}
        />
      </label>
    </ActionDialog>
  );
}

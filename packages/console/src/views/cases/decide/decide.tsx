import { useState } from 'react';
import { ActionDialog } from '../../../shared/actions/action-dialog';
import { answerOf, api, type Schema } from '../../../shared/api/client';
import { filled } from '../../../shared/api/filled';
import { useWords } from '../../../shared/i18n/words';
import { wordFor } from '../../../shared/ui/figures';
import type { CaseOfPage } from './case-of-page';
import { decisionsOf, needsSecond } from './choices';
import { EffectPreview } from './effect-preview';

type Resolve = Schema<'ResolveCaseDto'>;

interface DecideProps {
  readonly of: CaseOfPage;
  readonly onClose: () => void;
}

/** Proposes a decision, or confirms the one that another person proposed. Both see the same effect. */
export function Decide({ of, onClose }: DecideProps) {
  const { cases, kinds } = useWords();
  const proposed = of.status === 'PROPOSED' ? of.decision : null;
  const [decision, setDecision] = useState<string>(proposed?.type ?? decisionsOf(of.kind)[0]!);
  const [feeAmount, setFee] = useState(proposed?.feeAmount ?? '0.00');
  const [amount, setAmount] = useState(proposed?.amount ?? '');
  const figures = {
    ...(decision === 'MARK_PAID' && { feeAmount }),
    ...(['CHARGE_CUSTOMER', 'WRITE_OFF'].includes(decision) && { amount }),
  };
  const body = (reason: string) =>
    filled({
      decision,
      reason,
      ...figures,
      endToEndId: proposed?.endToEndId ?? undefined,
      payoutId: proposed?.payoutId ?? undefined,
      direction: proposed?.direction ?? (decision === 'WRITE_OFF' ? 'LEFT_FLOAT' : undefined),
    }) as Resolve;
  return (
    <ActionDialog
      title={proposed ? cases.confirm : cases.decide}
      confirm={wordFor(kinds, decision)}
      reason={proposed?.reason ?? ''}
      onClose={onClose}
      send={({ reason, idempotencyKey }) =>
        answerOf(
          api.POST('/v1/cases/{id}/resolve', {
            params: { path: { id: of.id }, header: { 'Idempotency-Key': idempotencyKey } },
            body: body(reason),
          }),
        )
      }
    >
      <Choices kind={of.kind} decision={decision} choose={setDecision} isFixed={proposed !== null} />
      {decision === 'MARK_PAID' && <AmountField label={cases.fee} value={feeAmount} set={setFee} />}
      {'amount' in figures && <AmountField label={cases.effect} value={amount} set={setAmount} />}
      <EffectPreview payoutId={of.payoutId} wanted={{ decision, ...figures }} />
      {needsSecond(decision) && !proposed && <p className="small muted">{cases.second}</p>}
    </ActionDialog>
  );
}

interface ChoicesProps {
  readonly kind: string;
  readonly decision: string;
  readonly choose: (decision: string) => void;
  /** A second person confirms what the first one chose, and nothing else. */
  readonly isFixed: boolean;
}

function Choices({ kind, decision, choose, isFixed }: ChoicesProps) {
  const { cases, kinds } = useWords();
  return (
    <fieldset className="choices">
      <legend className="hidden">{cases.decide}</legend>
      {(isFixed ? [decision] : decisionsOf(kind)).map(choice => (
        <label className="choice" key={choice}>
          <input
            type="radio"
            name="decision"
            value={choice}
            checked={choice === decision}
            onChange={() => choose(choice)}
          />
          {wordFor(kinds, choice)}
        </label>
      ))}
    </fieldset>
  );
}

interface AmountFieldProps {
  readonly label: string;
  readonly value: string;
  readonly set: (value: string) => void;
}

function AmountField({ label, value, set }: AmountFieldProps) {
  return (
    <label className="field">
      <span className="label">{label}</span>
      <input
        className="input mono"
        inputMode="decimal"
        required
        pattern="\d+\.\d{2}"
        placeholder="0.00"
        value={value}
        onChange={({ target }) => set(target.value)}
      />
    </label>
  );
}

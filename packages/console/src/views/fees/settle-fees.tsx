import { useState } from 'react';
import { ActionDialog } from '../../shared/actions/action-dialog';
import { answerOf, api, type Schema } from '../../shared/api/client';
import { useWords } from '../../shared/i18n/words';
import { Money } from '../../shared/ui/figures';
import { RadioInput, TextInput } from '../../shared/ui/inputs';
import { Facts } from '../../shared/ui/page';

type Wish = Schema<'FeeSettlementDto'>;

interface SettleProps {
  readonly provider: string;
  /** What another person has proposed: it is confirmed with the same figures. */
  readonly proposal: Schema<'FeeSettlement'> | undefined;
  readonly onClose: () => void;
}

const EMPTY: Wish = { amount: '', currency: 'BRL', paidFrom: 'FLOAT', reference: '', evidence: '' };

/** Says that fees are paid, or confirms it. The reason is what it rests on. */
export function SettleFees({ provider, proposal, onClose }: SettleProps) {
  const { fees } = useWords();
  const [wish, setWish] = useState<Wish>(proposal ? sameAs(proposal) : EMPTY);
  const action = proposal ? fees.confirm : fees.settle;
  return (
    <ActionDialog
      title={`${action}: ${provider}`}
      confirm={action}
      reasonLabel={fees.evidence}
      canConfirm={wish.amount !== '' && wish.reference !== ''}
      onClose={onClose}
      send={({ reason, idempotencyKey }) =>
        answerOf(
          api.POST('/v1/providers/{provider}/fee-settlements', {
            params: { path: { provider }, header: { 'Idempotency-Key': idempotencyKey } },
            body: { ...wish, evidence: reason },
          }),
        )
      }
    >
      {proposal ? <Proposal of={proposal} /> : <Fields of={wish} set={setWish} />}
      <p>{proposal ? fees.confirmEffect : fees.settleEffect}</p>
    </ActionDialog>
  );
}

const sameAs = ({ amount, currency, paidFrom, reference }: Schema<'FeeSettlement'>): Wish => ({
  ...{ amount, currency: currency as NonNullable<Wish['currency']>, paidFrom, reference, evidence: '' },
});

function Proposal({ of }: { readonly of: Schema<'FeeSettlement'> }) {
  const { fees } = useWords();
  return (
    <Facts
      of={[
        [fees.amount, <Money amount={of.amount} currency={of.currency} />],
        [fees.paidFrom, fees.places[of.paidFrom]],
        [fees.reference, of.reference],
        [fees.evidence, of.evidence],
        [fees.proposedBy, of.proposedBy],
      ]}
    />
  );
}

function Fields({ of, set }: { readonly of: Wish; readonly set: (wish: Wish) => void }) {
  const { fees } = useWords();
  return (
    <>
      <TextInput label={fees.amount} value={of.amount} set={amount => set({ ...of, amount })} />
      <TextInput
        label={fees.reference}
        value={of.reference}
        set={reference => set({ ...of, reference })}
        maxLength={140}
      />
      <RadioInput
        legend={fees.paidFrom}
        name="paidFrom"
        choices={fees.places}
        chosen={of.paidFrom}
        choose={paidFrom => set({ ...of, paidFrom })}
      />
    </>
  );
}

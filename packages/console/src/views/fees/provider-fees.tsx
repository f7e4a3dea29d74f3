import { useState } from 'react';
import { useMay, useSession } from '../../app/session/session';
import { answerOf, api, type Schema } from '../../shared/api/client';
import { useAnswer } from '../../shared/api/use-answer';
import { useWords } from '../../shared/i18n/words';
import { type Column, Table } from '../../shared/table/table';
import { Money, Time } from '../../shared/ui/figures';
import { Facts, Loaded, Panel } from '../../shared/ui/page';
import { SettleFees } from './settle-fees';

type Settlement = Schema<'FeeSettlement'>;

/** A settlement that another person has proposed, or a new one. */
type Asking = { readonly proposal: Settlement | undefined };

/** What one provider is owed, and its last settlements. */
export function ProviderFees({ provider }: { readonly provider: string }) {
  const { fees } = useWords();
  const [asking, setAsking] = useState<Asking>();
  const path = { params: { path: { provider }, query: { limit: 100 } } };
  const ask = () => answerOf(api.GET('/v1/providers/{provider}/fee-settlements', path));
  const found = useAnswer(['fee-settlements', provider], ask);
  const columns = useColumns(proposal => setAsking({ proposal }));
  const mayPropose = useMay('reconciliation');
  const settle = (
    <button type="button" className="button" onClick={() => setAsking({ proposal: undefined })}>
      {fees.settle}
    </button>
  );
  return (
    <Panel title={provider} aside={mayPropose && settle}>
      <Loaded query={found}>
        {({ body }) => (
          <>
            <Facts
              of={body.owed.map(({ currency, amount }) => [
                `${fees.owed} ${currency}`,
                <b key={currency}>
                  <Money amount={amount} currency={currency} />
                </b>,
              ])}
            />
            <Table
              label={`${fees.settlements}: ${provider}`}
              columns={columns}
              rows={body.items}
              rowId={({ id }) => id}
            />
          </>
        )}
      </Loaded>
      {asking && <SettleFees provider={provider} {...asking} onClose={() => setAsking(undefined)} />}
    </Panel>
  );
}

function useColumns(confirm: (proposal: Settlement) => void): readonly Column<Settlement>[] {
  const { fees } = useWords();
  return [
    { id: 'reference', title: fees.reference, cell: ({ reference }) => reference },
    {
      id: 'amount',
      title: fees.amount,
      number: true,
      cell: ({ amount, currency }) => <Money amount={amount} currency={currency} />,
    },
    { id: 'paidFrom', title: fees.paidFrom, cell: ({ paidFrom }) => fees.places[paidFrom] },
    { id: 'evidence', title: fees.evidence, cell: ({ evidence }) => evidence },
    {
      id: 'proposed',
      title: fees.proposedBy,
      cell: ({ proposedBy, proposedAt }) => (
        <>
          {proposedBy} <Time at={proposedAt} />
        </>
      ),
    },
    { id: 'settled', title: fees.confirmedBy, cell: of => <Confirmed of={of} confirm={confirm} /> },
  ];
}

interface ConfirmedProps {
  readonly of: Settlement;
  readonly confirm: (proposal: Settlement) => void;
}

/** Who confirmed it, or the button for another person than the proposer. */
function Confirmed({ of, confirm }: ConfirmedProps) {
  const { fees } = useWords();
  const { clientName } = useSession();
  const mayConfirm = useMay('reconciliation') && of.proposedBy !== clientName;
  if (of.status === 'SETTLED')
    return (
      <>
        {of.confirmedBy} <Time at={of.settledAt} />
      </>
    );
  if (!mayConfirm) return <span className="muted">{fees.waits}</span>;
  return (
    <button type="button" className="button" onClick={() => confirm(of)}>
      {fees.confirm}
    </button>
  );
}

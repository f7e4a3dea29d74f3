import { answerOf, api, type Schema } from '../../shared/api/client';
import { useAnswer } from '../../shared/api/use-answer';
import { useWords } from '../../shared/i18n/words';
import { type Column, Table } from '../../shared/table/table';
import { Money, Time } from '../../shared/ui/figures';
import { Loaded, Page } from '../../shared/ui/page';

type Limit = Schema<'LimitInForce'>;

/** The limits in force, with what is used of them. */
export function Limits() {
  const { nav, control, accounts, common, cases } = useWords();
  const found = useAnswer(['limits'], () => answerOf(api.GET('/v1/limits')));
  const columns: readonly Column<Limit>[] = [
    { id: 'limit', title: control.limit, cell: ({ limit }) => <span className="mono">{limit}</span> },
    {
      id: 'figure',
      title: control.figure,
      number: true,
      cell: ({ terms }) => <Money amount={terms.amount} />,
    },
    { id: 'used', title: accounts.limits, number: true, cell: ({ used }) => <Money amount={used} /> },
    { id: 'reason', title: common.reason, cell: ({ reason }) => reason },
    {
      id: 'by',
      title: cases.by,
      cell: ({ proposedBy, confirmedBy }) => [proposedBy, confirmedBy].filter(Boolean).join(', '),
    },
    { id: 'from', title: common.from, cell: ({ effectiveFrom }) => <Time at={effectiveFrom} /> },
  ];
  return (
    <Page title={nav.limits} position={found.data?.position ?? null}>
      <Loaded query={found}>
        {({ body }) => (
          <Table
            label={nav.limits}
            columns={columns}
            rows={body.inForce}
            rowId={({ changeId }) => changeId}
            empty={control.noLimits}
          />
        )}
      </Loaded>
    </Page>
  );
}

import { useState } from 'react';
import { useMay } from '../../../app/session/session';
import { answerOf, api, type Schema } from '../../../shared/api/client';
import { useAnswer } from '../../../shared/api/use-answer';
import { useWords } from '../../../shared/i18n/words';
import { type Column, Table } from '../../../shared/table/table';
import { Time } from '../../../shared/ui/figures';
import { Facts, Loaded, Page, Panel } from '../../../shared/ui/page';
import { SetCodes } from './set-codes';

type Mapping = Schema<'AccountMapping'>;
type Coded = Schema<'CodedAccount'>;

/** The codes of our ledger accounts in other charts of accounts. */
export function Codes() {
  const { nav, codes } = useWords();
  const [asking, setAsking] = useState<{ readonly before: Mapping | undefined }>();
  const found = useAnswer(['account-mappings'], () => answerOf(api.GET('/v1/account-mappings')));
  const set = (
    <button type="button" className="button" onClick={() => setAsking({ before: undefined })}>
      {codes.set}
    </button>
  );
  return (
    <Page title={nav.codes} about={codes.about} actions={useMay('reconciliation') ? set : undefined}>
      <Loaded query={found}>
        {({ body }) =>
          body.items.length === 0 ? (
            <p className="empty">{codes.none}</p>
          ) : (
            body.items.map(each => (
              <OneMapping key={each.name} of={each} change={() => setAsking({ before: each })} />
            ))
          )
        }
      </Loaded>
      {asking && <SetCodes {...asking} onClose={() => setAsking(undefined)} />}
    </Page>
  );
}

function OneMapping({ of, change }: { readonly of: Mapping; readonly change: () => void }) {
  const { codes } = useWords();
  const columns: readonly Column<Coded>[] = [
    { id: 'account', title: codes.account, cell: ({ account }) => <span className="mono">{account}</span> },
    { id: 'code', title: codes.code, cell: ({ code }) => <span className="mono">{code}</span> },
    { id: 'description', title: codes.description, cell: ({ description }) => description ?? '—' },
  ];
  const button = (
    <button type="button" className="button" onClick={change}>
      {codes.change}
    </button>
  );
  return (
    <Panel title={of.name} aside={useMay('reconciliation') && button}>
      <Facts
        of={[
          [codes.validFrom, of.validFrom],
          [codes.version, of.version],
          [codes.setBy, of.setBy],
          [codes.setAt, <Time at={of.setAt} />],
        ]}
      />
      <Table label={of.name} columns={columns} rows={of.accounts} rowId={({ account }) => account} />
    </Panel>
  );
}

import { useState } from 'react';
import { ActionDialog } from '../../shared/actions/action-dialog';
import { answerOf, api, type Schema } from '../../shared/api/client';
import { filled } from '../../shared/api/filled';
import { usePages } from '../../shared/api/use-answer';
import { useWords } from '../../shared/i18n/words';
import { type Column, Table } from '../../shared/table/table';
import { Time } from '../../shared/ui/figures';
import { Page, ProblemNote } from '../../shared/ui/page';
import { ShownOnce } from '../../shared/ui/shown-once';

type Key = Schema<'ApiKey'>;
type State = 'live' | 'revoked' | 'expired';

const stateOf = ({ revokedAt, expiresAt }: Key): State => {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && Date.parse(expiresAt) <= Date.now() ? 'expired' : 'live';
};

/** Persons and services with their keys. A new key is shown once. */
export function Keys() {
  const { nav, control, common } = useWords();
  const [made, setMade] = useState<string>();
  const list = usePages<Key>(['keys'], cursor =>
    answerOf(api.GET('/v1/keys', { params: { query: filled({ cursor, limit: 200 }) } })),
  );
  const columns: readonly Column<Key>[] = [
    { id: 'client', title: control.client, cell: ({ clientName }) => <b>{clientName}</b> },
    { id: 'kind', title: control.kind, cell: ({ kind }) => kind },
    {
      id: 'scopes',
      title: control.scopes,
      cell: ({ scopes }) => <span className="small">{scopes.join(', ')}</span>,
    },
    {
      id: 'accounts',
      title: control.accounts,
      cell: ({ accounts }) => (accounts === '*' ? common.all : accounts.join(', ')),
    },
    { id: 'made', title: control.made, cell: ({ createdAt }) => <Time at={createdAt} /> },
    { id: 'ends', title: control.ends, cell: ({ expiresAt }) => <Time at={expiresAt} /> },
    { id: 'state', title: control.state, cell: key => <KeyState of={stateOf(key)} /> },
    {
      id: 'actions',
      title: '',
      cell: key => stateOf(key) === 'live' && <KeyActions of={key} onMade={setMade} />,
    },
  ];
  return (
    <Page title={nav.keys}>
      {list.error && <ProblemNote error={list.error} />}
      {made !== undefined && <ShownOnce words={control.newKey} secret={made} />}
      <Table
        label={nav.keys}
        columns={columns}
        rows={list.items}
        rowId={({ id }) => id}
        listId={list.id}
        hasMore={list.hasMore}
        loadMore={list.loadMore}
      />
    </Page>
  );
}

function KeyState({ of }: { readonly of: State }) {
  const { control } = useWords();
  return (
    <span className="tag" data-tone={of === 'live' ? 'good' : 'plain'}>
      {control[of]}
    </span>
  );
}

interface KeyActionsProps {
  readonly of: Key;
  readonly onMade: (key: string) => void;
}

function KeyActions({ of, onMade }: KeyActionsProps) {
  const { control } = useWords();
  const [open, setOpen] = useState<'rotate' | 'revoke'>();
  const params = { path: { id: of.id } };
  const close = () => setOpen(undefined);
  return (
    <span className="row">
      <button type="button" className="button quiet" onClick={() => setOpen('rotate')}>
        {control.rotate}
      </button>
      <button type="button" className="button quiet" onClick={() => setOpen('revoke')}>
        {control.revoke}
      </button>
      {open === 'rotate' && (
        <ActionDialog
          title={`${control.rotateTitle}: ${of.clientName}`}
          confirm={control.rotate}
          asksReason={false}
          onClose={close}
          send={async () => onMade((await answerOf(api.POST('/v1/keys/{id}/rotate', { params }))).body.key)}
        >
          <p>{control.rotateEffect}</p>
        </ActionDialog>
      )}
      {open === 'revoke' && (
        <ActionDialog
          title={`${control.revokeTitle}: ${of.clientName}`}
          confirm={control.revoke}
          danger
          asksReason={false}
          onClose={close}
          send={() => answerOf(api.POST('/v1/keys/{id}/revoke', { params }))}
        />
      )}
    </span>
  );
}

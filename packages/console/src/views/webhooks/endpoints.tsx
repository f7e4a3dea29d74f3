import { useState } from 'react';
import { answerOf, api } from '../../shared/api/client';
import { useAnswer } from '../../shared/api/use-answer';
import { useWords } from '../../shared/i18n/words';
import { type Column, Table } from '../../shared/table/table';
import { Time, wordFor } from '../../shared/ui/figures';
import { Loaded, Page, Panel } from '../../shared/ui/page';
import { ShownOnce } from '../../shared/ui/shown-once';
import { AddEndpoint } from './add-endpoint';
import { Deliveries } from './deliveries';
import type { Endpoint } from './endpoint';
import { EndpointActions } from './endpoint-actions';
import { State } from './state';

/** A client has at most 16 endpoints, so one page holds them all. */
const ALL = { params: { query: { limit: 50 } } };

/** Where the person's client gets messages, and what it was sent. */
export function Webhooks() {
  const { webhooks } = useWords();
  const found = useAnswer(['endpoints'], () => answerOf(api.GET('/v1/webhook-endpoints', ALL)));
  const [secret, setSecret] = useState<string>();
  const [isAdding, setAdding] = useState(false);
  const add = (
    <button type="button" className="button" onClick={() => setAdding(true)}>
      {webhooks.add}
    </button>
  );
  return (
    <Page title={webhooks.title} about={webhooks.about} position={found.data?.position ?? null} actions={add}>
      {secret !== undefined && <ShownOnce words={webhooks.secret} secret={secret} />}
      <Loaded query={found}>
        {({ body }) => (
          <>
            <Endpoints of={body.items} onSecret={setSecret} />
            <Panel title={webhooks.deliveries}>
              <Deliveries endpoints={body.items} />
            </Panel>
          </>
        )}
      </Loaded>
      {isAdding && <AddEndpoint onSecret={setSecret} onClose={() => setAdding(false)} />}
    </Page>
  );
}

interface EndpointsProps {
  readonly of: readonly Endpoint[];
  readonly onSecret: (secret: string) => void;
}

function Endpoints({ of, onSecret }: EndpointsProps) {
  const { webhooks, payout } = useWords();
  const columns: readonly Column<Endpoint>[] = [
    { id: 'address', title: webhooks.address, cell: endpoint => <Address of={endpoint} /> },
    { id: 'events', title: webhooks.events, cell: ({ events }) => <EventNames of={events} /> },
    { id: 'status', title: payout.status, cell: endpoint => <EndpointState of={endpoint} /> },
    { id: 'added', title: webhooks.added, cell: ({ addedAt }) => <Time at={addedAt} /> },
    { id: 'actions', title: '', cell: endpoint => <EndpointActions of={endpoint} onSecret={onSecret} /> },
  ];
  return (
    <Table label={webhooks.title} columns={columns} rows={of} rowId={({ id }) => id} empty={webhooks.empty} />
  );
}

function Address({ of: { url, description, receives } }: { readonly of: Endpoint }) {
  const { webhooks } = useWords();
  return (
    <>
      <span className="mono">{url}</span>
      {receives === 'CALLBACKS' && <p className="small">{webhooks.callbacks}</p>}
      {description !== null && <p className="small muted">{description}</p>}
    </>
  );
}

function EventNames({ of }: { readonly of: readonly string[] }) {
  return <span className="small">{of.join(', ')}</span>;
}

function EndpointState({ of }: { readonly of: Endpoint }) {
  const { webhooks, endpointStates } = useWords();
  return (
    <>
      <State of={of.status} />
      {of.reason !== null && (
        <p className="small muted">
          {wordFor(endpointStates, of.reason)}, {webhooks.since} <Time at={of.since} />
        </p>
      )}
      {of.formerSecretUntil !== null && (
        <p className="small muted">
          {webhooks.formerUntil} <Time at={of.formerSecretUntil} />
        </p>
      )}
    </>
  );
}

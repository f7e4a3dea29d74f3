import { Link } from 'wouter';
import { answerOf, api, type Schema } from '../../shared/api/client';
import { filled } from '../../shared/api/filled';
import { usePages } from '../../shared/api/use-answer';
import { useWords } from '../../shared/i18n/words';
import { type Column, Table } from '../../shared/table/table';
import { Time } from '../../shared/ui/figures';
import { ChoiceFilter, TextFilter, useFilter } from '../../shared/ui/filters';
import { ProblemNote } from '../../shared/ui/page';
import type { Endpoint } from './endpoint';
import { State } from './state';

type Delivery = Schema<'WebhookDelivery'>;
const STATUSES = ['DELIVERED', 'RETRYING', 'GIVEN_UP'] as const;

/** What the endpoints of the person's client were sent: about a payout, or to one of them. The filters are the address. */
export function Deliveries({ endpoints }: { readonly endpoints: readonly Endpoint[] }) {
  const { webhooks, payout, common, endpointStates } = useWords();
  const [[payoutId], [endpointId]] = [useFilter('payout'), useFilter('endpoint')];
  return (
    <div className="stack">
      <div className="filters">
        <TextFilter name="payout" label={webhooks.payoutId} />
        <ChoiceFilter
          name="endpoint"
          label={webhooks.endpoint}
          all={common.all}
          choices={endpoints.map(({ id, url }) => [id, url])}
        />
        <ChoiceFilter
          name="status"
          label={payout.status}
          all={common.all}
          choices={STATUSES.map(status => [status, endpointStates[status]])}
        />
      </div>
      {payoutId === '' && endpointId === '' ? (
        <p className="muted">{webhooks.choose}</p>
      ) : (
        <Found payoutId={payoutId} endpointId={endpointId} endpoints={endpoints} />
      )}
    </div>
  );
}

interface FoundProps {
  /** Empty: about anything. */
  readonly payoutId: string;
  /** Empty: to any endpoint. */
  readonly endpointId: string;
  readonly endpoints: readonly Endpoint[];
}

function Found({ payoutId, endpointId, endpoints }: FoundProps) {
  const { webhooks, common } = useWords();
  const [status] = useFilter('status');
  const list = usePages<Delivery>(['deliveries', payoutId, endpointId, status], cursor => {
    const query = filled({ payoutId, endpointId, status, cursor }) as { payoutId: string };
    return answerOf(api.GET('/v1/webhook-deliveries', { params: { query } }));
  });
  const columns = useColumns(endpoints);
  if (list.error) return <ProblemNote error={list.error} />;
  return (
    <Table
      label={webhooks.deliveries}
      columns={columns}
      rows={list.items}
      rowId={({ id }) => id}
      listId={list.id}
      hasMore={list.hasMore}
      loadMore={list.loadMore}
      empty={list.isPending ? common.loading : webhooks.noDeliveries}
    />
  );
}

function useColumns(endpoints: readonly Endpoint[]): readonly Column<Delivery>[] {
  const { webhooks, payout } = useWords();
  const addressOf = (endpointId: string): string =>
    endpoints.find(({ id }) => id === endpointId)?.url ?? endpointId;
  return [
    {
      id: 'event',
      title: webhooks.event,
      cell: ({ id, event }) => (
        <Link href={`/webhooks/deliveries/${id}`} data-row-link="">
          {event}
        </Link>
      ),
    },
    {
      id: 'endpoint',
      title: webhooks.endpoint,
      cell: ({ endpointId }) => <span className="mono">{addressOf(endpointId)}</span>,
    },
    { id: 'status', title: payout.status, cell: ({ status }) => <State of={status} /> },
    { id: 'attempts', title: webhooks.attempts, number: true, cell: ({ attempts }) => attempts.length },
    {
      id: 'last',
      title: webhooks.lastAttempt,
      cell: ({ attempts }) => <Time at={attempts.at(-1)?.attemptedAt ?? null} />,
    },
    { id: 'next', title: webhooks.next, cell: ({ nextAttemptAt }) => <Time at={nextAttemptAt} /> },
  ];
}

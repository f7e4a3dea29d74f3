import { useState } from 'react';
import { useParams } from 'wouter';
import { ActionDialog } from '../../shared/actions/action-dialog';
import { answerOf, api, type Schema } from '../../shared/api/client';
import { useAnswer } from '../../shared/api/use-answer';
import { formatCount } from '../../shared/format/money';
import { useLanguage, useWords } from '../../shared/i18n/words';
import { type Column, Table } from '../../shared/table/table';
import { Id, Time } from '../../shared/ui/figures';
import { Facts, Loaded, Page, Panel } from '../../shared/ui/page';
import { State } from './state';

type Delivery = Schema<'WebhookDelivery'>;
type Attempt = Schema<'WebhookAttempt'>;

/** One message to one endpoint, with each attempt. */
export function DeliveryPage() {
  const { id = '' } = useParams();
  const { webhooks } = useWords();
  const params = { path: { id } };
  const found = useAnswer(['delivery', id], () =>
    answerOf(api.GET('/v1/webhook-deliveries/{id}', { params })),
  );
  const delivery = found.data?.body;
  return (
    <Page
      title={webhooks.delivery}
      about={<span className="mono">{delivery?.event ?? id}</span>}
      actions={delivery && <Replay of={delivery} />}
    >
      <Loaded query={found}>{({ body }) => <Shown of={body} />}</Loaded>
    </Page>
  );
}

/** A message that is still on its way is sent again by itself. */
function Replay({ of: { id, status } }: { readonly of: Delivery }) {
  const { webhooks } = useWords();
  const [isOpen, setOpen] = useState(false);
  const params = { path: { id } };
  if (status !== 'DELIVERED') return null;
  return (
    <>
      <button type="button" className="button" onClick={() => setOpen(true)}>
        {webhooks.replay}
      </button>
      {isOpen && (
        <ActionDialog
          title={webhooks.replayTitle}
          confirm={webhooks.replay}
          asksReason={false}
          onClose={() => setOpen(false)}
          send={() => answerOf(api.POST('/v1/webhook-deliveries/{id}/replay', { params }))}
        >
          <p>{webhooks.replayEffect}</p>
        </ActionDialog>
      )}
    </>
  );
}

function Shown({ of }: { readonly of: Delivery }) {
  const { webhooks, payout } = useWords();
  const { id, payoutId, status, nextAttemptAt, attempts, body } = of;
  return (
    <>
      <Panel title={webhooks.delivery}>
        <Facts
          of={[
            ['webhook-id', <Id id={id} />],
            [payout.status, <State of={status} />],
            [webhooks.next, <Time at={nextAttemptAt} />],
            [payout.title, payoutId === null ? '—' : <Id id={payoutId} to={`/payouts/${payoutId}`} />],
          ]}
        />
      </Panel>
      <Panel title={webhooks.attempts} flush>
        <Table
          label={webhooks.attempts}
          columns={useAttemptColumns()}
          rows={attempts}
          rowId={({ attempt, attemptedAt }) => `${attempt} ${attemptedAt}`}
        />
      </Panel>
      <Panel title={webhooks.body}>
        <pre className="raw" tabIndex={0}>
          {body}
        </pre>
      </Panel>
    </>
  );
}

function useAttemptColumns(): readonly Column<Attempt>[] {
  const { language, words } = useLanguage();
  const { webhooks } = words;
  return [
    { id: 'attempt', title: webhooks.attempt, number: true, cell: ({ attempt }) => attempt },
    { id: 'at', title: webhooks.at, cell: ({ attemptedAt }) => <Time at={attemptedAt} /> },
    { id: 'outcome', title: webhooks.outcome, cell: ({ outcome }) => <State of={outcome} /> },
    { id: 'answer', title: webhooks.answer, cell: ({ statusCode, fault }) => statusCode ?? fault ?? '—' },
    {
      id: 'took',
      title: webhooks.took,
      number: true,
      cell: ({ durationMs }) => `${formatCount(durationMs, language)} ms`,
    },
    {
      id: 'began',
      title: webhooks.began,
      cell: ({ answerStart }) => <span className="mono small">{answerStart}</span>,
    },
  ];
}

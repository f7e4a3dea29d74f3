import { useState } from 'react';
import { ActionDialog } from '../../shared/actions/action-dialog';
import { answerOf, api } from '../../shared/api/client';
import { useWords, type Words } from '../../shared/i18n/words';
import type { Endpoint } from './endpoint';

type Action = 'test' | 'rotate' | 'enable' | 'disable' | 'remove';

/** What each action says before a person confirms it. */
const effectOf = (action: Action, { webhooks }: Words): string => webhooks[`${action}Effect`];

interface EndpointActionsProps {
  readonly of: Endpoint;
  readonly onSecret: (secret: string) => void;
}

/** What a person can do with an endpoint of the own client. */
export function EndpointActions({ of, onSecret }: EndpointActionsProps) {
  const words = useWords();
  const { webhooks } = words;
  const [open, setOpen] = useState<Action>();
  const actions = actionsOf(of);
  return (
    <span className="row">
      {actions.map(action => (
        <button key={action} type="button" className="button quiet" onClick={() => setOpen(action)}>
          {webhooks[action]}
        </button>
      ))}
      {open !== undefined && (
        <ActionDialog
          title={open === 'test' ? webhooks.testTitle : webhooks[open]}
          confirm={webhooks[open]}
          danger={open === 'remove' || open === 'disable'}
          asksReason={false}
          onClose={() => setOpen(undefined)}
          send={() => send(open, of.id, onSecret)}
        >
          <p className="mono">{of.url}</p>
          <p>{effectOf(open, words)}</p>
        </ActionDialog>
      )}
    </span>
  );
}

const actionsOf = ({ status }: Endpoint): readonly Action[] =>
  status === 'ENABLED' ? ['test', 'rotate', 'disable', 'remove'] : ['enable', 'rotate', 'remove'];

async function send(action: Action, id: string, onSecret: (secret: string) => void): Promise<void> {
  const params = { params: { path: { id } } };
  if (action === 'rotate')
    return onSecret((await answerOf(api.POST('/v1/webhook-endpoints/{id}/rotate', params))).body.secret);
  if (action === 'remove') await answerOf(api.DELETE('/v1/webhook-endpoints/{id}', params));
  else await answerOf(api.POST(`/v1/webhook-endpoints/{id}/${action}`, params));
}

import { useState } from 'react';
import { ActionDialog } from '../../shared/actions/action-dialog';
import { answerOf, api, type Schema } from '../../shared/api/client';
import { filled } from '../../shared/api/filled';
import { useWords } from '../../shared/i18n/words';
import { RadioInput, TextInput } from '../../shared/ui/inputs';

type Wish = Schema<'NewEndpointDto'>;
type Receives = Exclude<Wish['receives'], null | undefined>;
type EventName = Wish['events'][number];

const EVENTS: readonly EventName[] = [
  'payout.accepted',
  'payout.awaiting_approval',
  'payout.rejected',
  'payout.approved',
  'payout.approval_rejected',
  'payout.approval_expired',
  'payout.submitted',
  'payout.outcome_unknown',
  'payout.completed',
  'payout.failed',
  'payout.returned',
  'case.opened',
  'case.decided',
  'deposit.recorded',
  'deposit.reversed',
];
const USUAL: readonly EventName[] = ['payout.completed', 'payout.failed', 'payout.returned'];

interface AddEndpointProps {
  readonly onSecret: (secret: string) => void;
  readonly onClose: () => void;
}

/** Adds an endpoint. Its secret is in the answer, and in no later one. */
export function AddEndpoint({ onSecret, onClose }: AddEndpointProps) {
  const { webhooks } = useWords();
  const [url, setUrl] = useState('');
  const [description, setDescription] = useState('');
  const [events, setEvents] = useState(USUAL);
  const [receives, setReceives] = useState<Receives>('ALL');
  const said = { url: url.trim(), description: description.trim(), events: [...events], receives };
  const body = filled(said) as Wish;
  return (
    <ActionDialog
      title={webhooks.add}
      confirm={webhooks.add}
      asksReason={false}
      canConfirm={url.trim() !== '' && events.length > 0}
      onClose={onClose}
      send={async () => onSecret((await answerOf(api.POST('/v1/webhook-endpoints', { body }))).body.secret)}
    >
      {/* It stays so: no later change turns one kind into the other. */}
      <RadioInput
        legend={webhooks.receives}
        name="receives"
        choices={webhooks.kinds}
        chosen={receives}
        choose={setReceives}
      />
      <TextInput label={webhooks.address} value={url} set={setUrl} type="url" maxLength={2_048} />
      <TextInput label={webhooks.describe} value={description} set={setDescription} required={false} />
      <EventChoice chosen={events} choose={setEvents} />
      {receives === 'ALL' ? <p>{webhooks.addEffect}</p> : <CallbackRules />}
    </ActionDialog>
  );
}

/** What a person has to know of an endpoint of callbacks before it is there. */
function CallbackRules() {
  const { webhooks } = useWords();
  return (
    <ul className="small">
      {webhooks.callbackRules.map(rule => (
        <li key={rule}>{rule}</li>
      ))}
    </ul>
  );
}

interface EventChoiceProps {
  readonly chosen: readonly EventName[];
  readonly choose: (chosen: readonly EventName[]) => void;
}

function EventChoice({ chosen, choose }: EventChoiceProps) {
  const { webhooks } = useWords();
  const toggle = (name: EventName) =>
    choose(chosen.includes(name) ? chosen.filter(each => each !== name) : [...chosen, name]);
  return (
    <fieldset className="checks">
      <legend className="label">{webhooks.events}</legend>
      {EVENTS.map(name => (
        <label key={name} className="mono small">
          <input type="checkbox" checked={chosen.includes(name)} onChange={() => toggle(name)} /> {name}
        </label>
      ))}
    </fieldset>
  );
}

import { derivedId, fingerprint } from '../../../src/shared/ids';
import { changedJson, placeOf, type Attack } from './edits';
import type { StoredEvent } from './event-store-folder';
import { withMadeIds } from './forger';

/** What is recorded about access while the service ends comes after its last checkpoint, which therefore does not cover it. */
const isOurs = ({ stream }: StoredEvent): boolean => !/^(checkpoint-|security-|api-key-uses)/.test(stream);

/** The log ends before the last events, as if it had never had them. */
export const dropLast =
  (count: number): Attack =>
  history => {
    const last = history.filter(isOurs).at(-count);
    return history.slice(0, history.indexOf(last!));
  };

/** The events after it get other revisions, and with them other ids. */
export const dropOne: Attack = history => {
  const at = placeOf(history, 'FundsDeposited', 'second deposit');
  return withMadeIds(history, history.toSpliced(at, 1));
};

/** A deposit that was never made, with a key and an id as the service makes them. */
function deposit(model: StoredEvent): StoredEvent {
  const depositId = derivedId('deposit', 'admin', 'never made');
  const data = changedJson(model.data, json => {
    Object.assign(json, { depositId, reference: 'never made', amountMinor: 1_000_000 });
    json['fingerprint'] = fingerprint('merchant-1', '10000.00', 'never made', 'connectpsp');
  });
  const metadata = changedJson(model.metadata, json => (json['$causationId'] = depositId));
  return { ...model, id: '', data, metadata };
}

export const insertInside: Attack = history => {
  const at = placeOf(history, 'FundsDeposited', 'second deposit');
  return withMadeIds(history, history.toSpliced(at, 0, deposit(history[at]!)));
};

export const insertAtTheEnd: Attack = history => {
  const model = history[placeOf(history, 'FundsDeposited', 'second deposit')]!;
  return withMadeIds(history, [...history, deposit(model)]);
};

/** Each stays the same in its own stream. */
export const swapTwo: Attack = history => {
  const one = placeOf(history, 'FundsDeposited', 'second deposit');
  const two = placeOf(history, 'PayoutRequested', 'failing');
  return history.with(one, history[two]!).with(two, history[one]!);
};

export const putOlderCopy: Attack = (_history, older) => older;

/** Everything that speaks of the payout: its stream, its reference, its hold, exchanges and notifications. */
export const leaveOutPayout =
  (reference: string): Attack =>
  history => {
    const { stream } = history[placeOf(history, 'PayoutRequested', `"${reference}"`)]!;
    const payoutId = stream.slice('payout-'.length);
    const speaksOfIt = (event: StoredEvent) =>
      [event.stream, event.data].some(text => text.includes(payoutId)) ||
      (event.stream.startsWith('notification-') && event.data.includes(`\\"${reference}\\"`));
    return withMadeIds(
      history,
      history.filter(event => !isOurs(event) || !speaksOfIt(event)),
    );
  };

/** The stream's own metadata hides its first events. */
export const hideByMetadata: Attack = history => {
  const { stream, recordedAt } = history[placeOf(history, 'PayoutRequested', '"early"')]!;
  const metadata: StoredEvent = {
    id: derivedId('hidden'),
    stream: `$$${stream}`,
    type: '$metadata',
    contentType: 'application/json',
    data: Buffer.from('{"$tb":2}'),
    metadata: Buffer.from(''),
    recordedAt,
  };
  return [...history, metadata];
};

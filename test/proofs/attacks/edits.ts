import { derivedId, fingerprint } from '../../../src/shared/ids';
import type { StoredEvent } from './event-store-folder';
import { withMadeIds, type History } from './forger';

type Json = Record<string, unknown>;

/** What a person does to the event store who may write everything. `older`: a copy of it that was made earlier. */
export type Attack = (history: History, older: History) => History;

export function changedJson(bytes: Buffer, edit: (json: Json) => void): Buffer {
  const json = JSON.parse(bytes.toString()) as Json;
  edit(json);
  return Buffer.from(JSON.stringify(json));
}

/** The place of the first event of a type that has the text in its data. */
export function placeOf(history: History, type: string, text = ''): number {
  const at = history.findIndex(event => event.type === type && event.data.includes(text));
  if (at < 0) throw new Error(`There is no ${type} with ${text}`);
  return at;
}

/** Changes one event and leaves its id. */
const edit =
  (type: string, text: string, change: (event: StoredEvent) => Partial<StoredEvent>): Attack =>
  history => {
    const at = placeOf(history, type, text);
    return history.with(at, { ...history[at]!, ...change(history[at]!) });
  };

/** Changes one event, and makes its id and all that follows from it again. */
const editWhole =
  (...of: Parameters<typeof edit>): Attack =>
  (history, older) =>
    withMadeIds(history, edit(...of)(history, older));

/** A customer has more money. */
export const editAmount = editWhole('FundsDeposited', 'second deposit', ({ data }) => ({
  data: changedJson(data, json => {
    json['amountMinor'] = 99_000;
    json['fingerprint'] = fingerprint('merchant-1', '990.00', 'second deposit', 'connectpsp');
  }),
}));

/** The provider's words say another amount. */
export const editProvedAmount = editWhole('FundsDeposited', 'tx-1', ({ data }) => ({
  data: changedJson(data, json => (json['amountMinor'] = 99_000)),
}));

/** Another person seems to have got the money. */
export const editPayee = editWhole('PayoutRequested', '"early"', ({ data }) => ({
  data: changedJson(data, json => {
    const { payee } = json['personal'] as { payee: Json };
    payee['name'] = 'João Souza';
  }),
}));

/** The provider's words, with their hash. */
export const editNotification = editWhole('ProviderNotificationReceived', 'early', ({ data }) => ({
  data: changedJson(data, json => {
    const personal = json['personal'] as { rawBody: string; encoding: BufferEncoding };
    personal.rawBody = personal.rawBody.replace(/"amount": ?50(\.00?)?/, '"amount":49.00');
    json['bodyHash'] = fingerprint(Buffer.from(personal.rawBody, personal.encoding).toString('base64'));
  }),
}));

/** A simple thief does not know how ids are made. */
export const editNameAlone = edit('AccountOpened', 'merchant-2', ({ data }) => ({
  data: changedJson(data, json => (json['name'] = 'Another')),
}));

/** Another person seems to have confirmed a decision. */
export const editActor = editWhole('CaseDecisionConfirmed', 'bob', ({ metadata }) => ({
  metadata: changedJson(metadata, json => (json['actor'] = 'client:carol')),
}));

export const editOccurredAt = editWhole('FundsHeld', '', ({ metadata }) => ({
  metadata: changedJson(metadata, json => (json['occurredAt'] = '2026-01-01T00:00:00.000Z')),
}));

/** The version is one that the other type has. */
export const editType = edit('ApiKeyCreated', 'bob', ({ metadata }) => ({
  type: 'ApiKeyRevoked',
  metadata: changedJson(metadata, json => (json['schemaVersion'] = 1)),
}));

export const editId = edit('ApiKeyCreated', 'bob', () => ({ id: derivedId('another') }));

/** One customer's deposit becomes another customer's. The account stands in the stream's name and in the data. */
export const editStream: Attack = history => {
  const toAnother = ({ data }: StoredEvent): Buffer =>
    changedJson(data, json => {
      const [accountId, reference] = ['merchant-2', 'second deposit'];
      if ('holder' in json) return void (json['holder'] = accountId);
      Object.assign(json, {
        accountId,
        fingerprint: fingerprint(accountId, '40.00', reference, 'connectpsp'),
      });
    });
  const moved = history.map(event => {
    if (!['FundsDeposited', 'ReferenceReserved'].includes(event.type)) return event;
    if (!event.data.includes('second deposit')) return event;
    const stream = event.stream.replace('merchant-1', 'merchant-2');
    const metadata = changedJson(event.metadata, json => (json['$correlationId'] = 'merchant-2'));
    return { ...event, stream, metadata, data: toAnother(event) };
  });
  return withMadeIds(history, moved);
};

/** The service takes only JSON for an event. */
export const editContentType = edit('FundsHeld', '', () => ({ contentType: 'application/octet-stream' }));

export const editRecordedTime = edit('FundsDeposited', 'second deposit', ({ recordedAt }) => ({
  recordedAt: new Date(recordedAt.getTime() + 1),
}));

/** A technical event in front: every event has another position. */
export const editPositions: Attack = history => {
  const technical = history[placeOf(history, 'SagaCheckpointMoved')]!;
  return [{ ...technical, id: derivedId('in front'), stream: 'checkpoint-in-front' }, ...history];
};

/** The event with each of its fields changed in turn, and the name of the field. */
export function* everyEdit(event: StoredEvent): Generator<readonly [string, StoredEvent]> {
  for (const field of ['id', 'stream', 'type', 'contentType'] as const)
    yield [field, { ...event, [field]: `${event[field]}x` }];
  yield ['recordedAt', { ...event, recordedAt: new Date(0) }];
  for (const part of ['data', 'metadata'] as const)
    for (const text of everyChange(JSON.parse(event[part].toString())))
      yield [part, { ...event, [part]: Buffer.from(JSON.stringify(text)) }];
}

/** A JSON value with each of its leaves changed in turn. */
function* everyChange(value: unknown): Generator<unknown> {
  if (typeof value !== 'object' || value === null) return yield [value];
  for (const [key, item] of Object.entries(value))
    for (const changed of everyChange(item)) yield { ...value, [key]: changed };
}

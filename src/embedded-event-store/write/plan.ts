import type { Random } from '../../shared/random';
import {
  isMetastream,
  isSoftDeleted,
  metastreamOf,
  parseObject,
  SOFT_DELETED_TEXT,
} from '../storage/stream-head';
import type { ProposedEvent } from '../wire/recorded-event';
import { decideAppend, decideDelete, type Decision } from './decide';
import type { GroupDraft } from './group-draft';
import type { WriteOutcome, WriteRequest } from './requests';

/** What a request comes to: either an outcome at once, or a change to the draft that cannot fail any more. */
export type Plan =
  | { readonly kind: 'settled'; readonly outcome: WriteOutcome }
  | { readonly kind: 'change'; readonly apply: () => WriteOutcome };

/** Decides a request against the draft. Reads only. @throws {CorruptDataError} what it needs to know is damaged */
export async function planWrite(draft: GroupDraft, random: Random, request: WriteRequest): Promise<Plan> {
  switch (request.kind) {
    case 'append':
      return planAppend(draft, random, request);
    case 'delete':
      return planDelete(draft, random, request);
    case 'tombstone':
      return planTombstone(draft, random, request);
  }
}

type AppendRequest = Extract<WriteRequest, { kind: 'append' }>;
type DeleteRequest = Extract<WriteRequest, { kind: 'delete' | 'tombstone' }>;

async function planAppend(draft: GroupDraft, random: Random, request: AppendRequest): Promise<Plan> {
  const { stream, expected, events } = request;
  const described = isMetastream(stream) ? await draft.head(stream.slice(2)) : undefined;
  if (described?.tombstoned) return settled({ kind: 'deleted' });
  const ids = events.map(event => event.id);
  const decision = await decideAppend(draft, stream, expected, ids);
  const head = await draft.head(stream);
  if (decision.kind !== 'write') return settled(outcomeOf(decision, request, head.revision));
  if (events.length === 0) return settled({ kind: 'written', ...placeOf(head) });
  const revival = isSoftDeleted(head) ? await revivalOf(draft, random, stream, head.revision + 1) : undefined;
  await draft.prepare(stream);
  return change(() => {
    if (revival) draft.append(metastreamOf(stream), [revival]);
    return { kind: 'written', ...placeOf(draft.append(stream, events)) };
  });
}

/** A soft delete is metadata that hides every revision there can be. */
async function planDelete(draft: GroupDraft, random: Random, request: DeleteRequest): Promise<Plan> {
  const head = await draft.head(request.stream);
  const decision = decideDelete(head, request.expected);
  if (decision.kind !== 'write') return settled(outcomeOf(decision, request, head.revision));
  const event = await metadataEvent(draft, random, request.stream, SOFT_DELETED_TEXT);
  return change(() => {
    const { position } = draft.append(metastreamOf(request.stream), [event]);
    return { kind: 'written', revision: head.revision, position };
  });
}

async function planTombstone(draft: GroupDraft, random: Random, request: DeleteRequest): Promise<Plan> {
  const head = await draft.head(request.stream);
  const decision = decideDelete(head, request.expected);
  if (decision.kind !== 'write') return settled(outcomeOf(decision, request, head.revision));
  await draft.prepare(request.stream);
  const event = systemEvent(random, '$streamDeleted', '{}');
  return change(() => ({ kind: 'written', ...placeOf(draft.tombstone(request.stream, event)) }));
}

/** The `$metadata` event that shows a soft-deleted stream again, from this revision on. */
const revivalOf = (draft: GroupDraft, random: Random, stream: string, from: number): Promise<ProposedEvent> =>
  metadataEvent(draft, random, stream, String(from));

/** A `$metadata` event with this `$tb`; whatever else the stream's metadata says is kept. */
async function metadataEvent(draft: GroupDraft, random: Random, stream: string, truncateBefore: string) {
  const metastream = metastreamOf(stream);
  await draft.prepare(metastream);
  const { $tb: _replaced, ...kept } = parseObject((await draft.lastData(metastream)) ?? Buffer.alloc(0));
  const others = JSON.stringify(kept).slice(1);
  return systemEvent(random, '$metadata', `{"$tb":${truncateBefore}${others === '}' ? '' : ','}${others}`);
}

const systemEvent = (random: Random, type: string, json: string): ProposedEvent => ({
  id: random.uuid(),
  type,
  contentType: 'application/json',
  data: Buffer.from(json),
  metadata: Buffer.alloc(0),
});

function outcomeOf(
  decision: Exclude<Decision, { kind: 'write' }>,
  request: WriteRequest,
  revision: number,
): WriteOutcome {
  if (decision.kind === 'repeat') return { kind: 'written', ...placeOf(decision.place) };
  if (decision.kind === 'deleted') return { kind: 'deleted' };
  const actual = revision < 0 ? undefined : revision;
  return { kind: 'wrong_expected', expected: request.expected, actual };
}

const placeOf = ({ revision, position }: { revision: number; position: number }) => ({ revision, position });
const settled = (outcome: WriteOutcome): Plan => ({ kind: 'settled', outcome });
const change = (apply: () => WriteOutcome): Plan => ({ kind: 'change', apply });

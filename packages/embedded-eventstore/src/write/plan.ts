import type { Random } from '../core/random';
import {
  isMetastream,
  isSoftDeleted,
  metastreamOf,
  parseObject,
  SOFT_DELETED_TEXT,
  streamOfMetastream,
  type StreamHead,
} from '../storage/heads/stream-head';
import type { ProposedEvent } from '../wire/recorded-event';
import { decideAppend, decideDelete, decideTombstone, type Decision } from './decide';
import type { GroupDraft } from './group-draft';
import type { WriteOutcome, WriteRequest } from './requests';

/** The plan of a request: an outcome at once, or a change of the draft that cannot fail any more. */
export type Plan =
  | { readonly kind: 'settled'; readonly outcome: WriteOutcome }
  | { readonly kind: 'change'; readonly apply: () => WriteOutcome };

/**
 * Decides a request against the draft. It only reads.
 * @throws {CorruptDataError} when needed data is damaged
 */
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
  const described = isMetastream(stream) ? await draft.head(streamOfMetastream(stream)) : undefined;
  if (described?.tombstoned) return outcomePlan({ kind: 'deleted' });
  const ids = events.map(event => event.id);
  const decision = await decideAppend(draft, stream, expected, ids);
  const head = await draft.head(stream);
  if (decision.kind !== 'write') return outcomePlan(outcomeOf(decision, request, head.revision));
  const revival = await planRevival(draft, random, request, head, described);
  await draft.prepare(stream);
  return changePlan(() => {
    const appended = events.length > 0 ? draft.append(stream, events) : undefined;
    if (revival) draft.append(revival.metastream, [revival.event]);
    // An append without events has no place of its own. Its answer has the end of the log.
    const { revision, position } = appended ?? { revision: head.revision, position: draft.lastPosition };
    return { kind: 'written', revision, position };
  });
}

interface Revival {
  readonly metastream: string;
  readonly event: ProposedEvent;
}

/**
 * The `$metadata` event that shows a soft-deleted stream again, from its next revision on. New events in the stream and
 * new metadata both show it again; the deleted events stay hidden.
 */
async function planRevival(
  draft: GroupDraft,
  random: Random,
  { stream, events }: AppendRequest,
  head: StreamHead,
  described: StreamHead | undefined,
): Promise<Revival | undefined> {
  if (isSoftDeleted(head)) {
    const metastream = metastreamOf(stream);
    await draft.prepare(metastream);
    const metadata = (await draft.lastData(metastream)) ?? NOTHING;
    return { metastream, event: metadataShowingFrom(random, metadata, head.revision + 1) };
  }
  const last = events.at(-1);
  if (!last || !described || !isSoftDeleted(described)) return undefined;
  return { metastream: stream, event: metadataShowingFrom(random, last.data, described.revision + 1) };
}

/** A soft delete is metadata that hides every possible revision. It replaces the earlier metadata. */
async function planDelete(draft: GroupDraft, random: Random, request: DeleteRequest): Promise<Plan> {
  const head = await draft.head(request.stream);
  const decision = decideDelete(head, request.expected);
  if (decision.kind !== 'write') return outcomePlan(outcomeOf(decision, request, head.revision));
  const metastream = metastreamOf(request.stream);
  await draft.prepare(metastream);
  const event = metadataEvent(random, `{"$tb":${SOFT_DELETED_TEXT}}`);
  return changePlan(() => {
    const { position } = draft.append(metastream, [event]);
    return { kind: 'written', revision: head.revision, position };
  });
}

async function planTombstone(draft: GroupDraft, random: Random, request: DeleteRequest): Promise<Plan> {
  const head = await draft.head(request.stream);
  const decision = decideTombstone(head, request.expected);
  if (decision.kind !== 'write') return outcomePlan(outcomeOf(decision, request, head.revision));
  await draft.prepare(request.stream);
  const event = {
    id: random.uuid(),
    type: '$streamDeleted',
    contentType: 'application/octet-stream',
    data: NOTHING,
    metadata: NOTHING,
  };
  return changePlan(() => ({ kind: 'written', ...placeOf(draft.tombstone(request.stream, event)) }));
}

/** The same metadata, but it hides the events before this revision. */
function metadataShowingFrom(random: Random, metadata: Uint8Array, revision: number): ProposedEvent {
  const { $tb: _replaced, ...kept } = parseObject(metadata);
  return metadataEvent(random, JSON.stringify({ ...kept, $tb: revision }));
}

const NOTHING = Buffer.alloc(0);

const metadataEvent = (random: Random, json: string): ProposedEvent => ({
  id: random.uuid(),
  type: '$metadata',
  contentType: 'application/json',
  data: Buffer.from(json),
  metadata: NOTHING,
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
const outcomePlan = (outcome: WriteOutcome): Plan => ({ kind: 'settled', outcome });
const changePlan = (apply: () => WriteOutcome): Plan => ({ kind: 'change', apply });

import type { FinishedDelivery, WebhookProgressSaved } from '../../../domain/outbound/events';
import { appendEvents } from '../../../event-store/append-events';
import type { EventStore, ExpectedRevision, LogMark, Position } from '../../../event-store/event-store';
import { containsMark, markOf } from '../../../event-store/log/log-mark';
import { readEvents, readLastEvent } from '../../../event-store/read-events';
import { WEBHOOK_ENDPOINTS_STREAM, webhookProgressStream } from '../../../event-store/stream-names';
import type { Clock } from '../../../shared/clock';
import { derivedId } from '../../../shared/ids';
import { Bug } from '../../../shared/invariant';
import type { OpenDelivery } from '../open-delivery';

export interface EndpointPlace {
  readonly position: Position;
  readonly mark: LogMark;
}

export interface EndpointProgress extends EndpointPlace {
  readonly open: readonly OpenDelivery['place'][];
}

/**
 * From where an endpoint reads on after a restart. It begins at its own first event, so it gets everything after that.
 * What any process saved is true for every other one.
 */
export class EndpointProgressKeeper {
  private revision: ExpectedRevision = 'no_stream';

  constructor(
    private readonly parts: { readonly store: EventStore; readonly clock: Clock },
    private readonly endpointId: string,
  ) {}

  /** @throws {Fault} */
  async load(): Promise<EndpointProgress> {
    const { store } = this.parts;
    const last = await readLastEvent(store, webhookProgressStream(this.endpointId));
    this.revision = last ? last.revision : 'no_stream';
    const saved = last && progressIn(last.body.data);
    // A copy of the log can number positions differently. Then everything is read again, and what was delivered stays so.
    return saved && (await containsMark(store, saved.mark)) ? saved : this.beginning();
  }

  /** False: another process has saved meanwhile, and this was not saved. @throws {Fault} */
  async save(
    { position, mark }: EndpointPlace,
    open: Iterable<OpenDelivery>,
    finished: readonly FinishedDelivery[],
  ): Promise<boolean> {
    const { endpointId, revision } = this;
    const stream = webhookProgressStream(endpointId);
    const places = [...open].map(({ place, deliveryId }) => ({ ...place, deliveryId }));
    const ended = finished.length > 0 && { finished };
    const data = { endpointId, ...textOf(position), open: places, ...ended, lastEvent: lastEventOf(mark) };
    const body: WebhookProgressSaved = { type: 'WebhookProgressSaved', data };
    const cause = { causationId: derivedId(stream), correlationId: endpointId, actor: 'outbound' };
    const done = await appendEvents(this.parts, stream, revision, [body], cause, String(revision));
    if (done.ok) this.revision = done.revision;
    else await this.load();
    return done.ok;
  }

  private async beginning(): Promise<EndpointProgress> {
    for await (const event of readEvents(this.parts.store, WEBHOOK_ENDPOINTS_STREAM)) {
      const { body, position } = event;
      if (body.type === 'WebhookEndpointAdded' && body.data.endpointId === this.endpointId)
        return { position, mark: markOf(event), open: [] };
    }
    throw new Bug(`The endpoint ${this.endpointId} was never added`);
  }
}

const textOf = ({ commit, prepare }: Position) => ({ commit: String(commit), prepare: String(prepare) });

const positionIn = ({ commit, prepare }: { commit: string; prepare: string }): Position => ({
  commit: BigInt(commit),
  prepare: BigInt(prepare),
});

const lastEventOf = ({ eventId, streamId, revision, position, recordedAt }: LogMark) => ({
  ...{ eventId, streamId, revision: String(revision) },
  ...textOf(position),
  recordedAt: recordedAt.toISOString(),
});

function progressIn(data: WebhookProgressSaved['data']): EndpointProgress {
  const { eventId, streamId, revision, recordedAt } = data.lastEvent;
  const position = positionIn(data.lastEvent);
  const mark = { eventId, streamId, revision: BigInt(revision), position, recordedAt: new Date(recordedAt) };
  return { position: positionIn(data), mark, open: data.open };
}

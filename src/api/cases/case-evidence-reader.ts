import { Inject, Injectable } from '@nestjs/common';
import {
  caseStream,
  EXCHANGE_PREFIX,
  exchangeStream,
  NOTIFICATION_PREFIX,
  payoutStream,
} from '../../event-store/stream-names';
import type { CaseWithSources } from '../../queries/cases/get-case';
import { type EventView, eventView } from '../audit/recorded-events';
import { API_OPTIONS, type ApiOptions } from '../options';

export interface Evidence {
  readonly case: readonly EventView[];
  /** One, or none where the stream does not have it any more. */
  readonly cause: readonly EventView[];
  readonly payout: readonly EventView[];
  readonly exchanges: readonly EventView[];
  readonly notifications: readonly EventView[];
  /** Streams that have more events than are shown. */
  readonly more: readonly string[];
}

/** Events shown per stream: a payout that was asked about for a day has thousands of exchanges. */
const MAX_EVENTS = 100;

/** Reads everything known about a case from the streams themselves, as recorded: it is never behind. */
@Injectable()
export class CaseEvidence {
  constructor(@Inject(API_OPTIONS) private readonly options: ApiOptions) {}

  /**
   * `withPersonal`: also what only those see who may read any stream.
   * @throws {Fault} the event store is away
   */
  async of({ case: of, notificationStreams }: CaseWithSources, withPersonal: boolean): Promise<Evidence> {
    const more: string[] = [];
    const read = async (stream: string) => {
      const { events, isWhole } = await this.read(stream);
      if (!isWhole) more.push(stream);
      return withPersonal ? events : events.map(withoutRawTexts);
    };
    const { payoutId, cause } = of;
    const isNotice = cause.streamId.startsWith(NOTIFICATION_PREFIX);
    const notices = new Set([...(isNotice ? [cause.streamId] : []), ...notificationStreams]);
    const notifications: EventView[] = [];
    for (const stream of notices) notifications.push(...(await read(stream)));
    return {
      case: await read(caseStream(of.id)),
      cause: await this.cause(cause, withPersonal),
      payout: payoutId === null ? [] : await read(payoutStream(payoutId)),
      exchanges: payoutId === null ? [] : await read(exchangeStream(payoutId)),
      notifications,
      more,
    };
  }

  private async read(stream: string): Promise<{ events: EventView[]; isWhole: boolean }> {
    const events: EventView[] = [];
    for await (const event of this.options.store.readStream(stream, 0n, MAX_EVENTS + 1)) {
      if (events.length === MAX_EVENTS) return { events, isWhole: false };
      events.push(eventView(event));
    }
    return { events, isWhole: true };
  }

  private async cause(
    { eventId, streamId }: CaseWithSources['case']['cause'],
    withPersonal: boolean,
  ): Promise<EventView[]> {
    for await (const event of this.options.store.readStream(streamId)) {
      if (event.id !== eventId) continue;
      const view = eventView(event);
      return [withPersonal ? view : withoutRawTexts(view)];
    }
    return [];
  }
}

/** A payout's own events are shown to everybody who may ask for it; raw texts of others only to the audit. */
function withoutRawTexts(view: EventView): EventView {
  const isRaw = view.stream.startsWith(EXCHANGE_PREFIX) || view.stream.startsWith(NOTIFICATION_PREFIX);
  const data = view.data as Readonly<Record<string, unknown>>;
  return isRaw && 'personal' in data ? { ...view, data: { ...data, personal: null } } : view;
}

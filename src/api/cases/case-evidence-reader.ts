import { Injectable } from '@nestjs/common';
import { comparePositions, EventStore, parsePosition } from '../../event-store/event-store';
import {
  caseStream,
  exchangeStream,
  NOTIFICATION_PREFIX,
  payoutStream,
} from '../../event-store/stream-names';
import type { CaseWithSources } from '../../queries/cases/get-case';
import { EventResponse } from '../audit/event.response';
import { shownEvent, type Sight } from '../audit/shown-event';
import type { CaseEvidenceResponse } from './case-evidence.response';

/** Events in an answer for each stream: a payout that was polled for a day has thousands of exchanges. */
const MAX_EVENTS = 100;

/** Reads all events about a case from their streams, not from a read model: so the evidence is never behind. */
@Injectable()
export class CaseEvidenceReader {
  constructor(private readonly store: EventStore) {}

  /** The evidence as the reader sees it. @throws {Fault} when the event store does not answer */
  async readEvidence(
    { case: of, notificationStreams }: CaseWithSources,
    sight: Sight,
  ): Promise<CaseEvidenceResponse> {
    const more: string[] = [];
    const read = async (stream: string) => {
      const { events, isWhole } = await this.read(stream);
      if (!isWhole) more.push(stream);
      return events.map(event => shownEvent(event, sight));
    };
    const { payoutId, cause } = of;
    const isNotification = cause.streamId.startsWith(NOTIFICATION_PREFIX);
    const streams = new Set([...(isNotification ? [cause.streamId] : []), ...notificationStreams]);
    const notifications: EventResponse[] = [];
    for (const stream of streams) notifications.push(...(await read(stream)));
    const own = payoutId === null ? [] : await read(payoutStream(payoutId));
    const apart = payoutId === null ? [] : await read(exchangeStream(payoutId));
    return {
      case: await read(caseStream(of.id)),
      cause: await this.cause(cause, sight),
      payout: own.filter(event => !isExchange(event)),
      exchanges: [...apart, ...own.filter(isExchange)].sort(byPosition),
      notifications,
      more,
    };
  }

  private async read(stream: string): Promise<{ events: EventResponse[]; isWhole: boolean }> {
    const events: EventResponse[] = [];
    for await (const event of this.store.readStream(stream, 0n, MAX_EVENTS + 1)) {
      if (events.length === MAX_EVENTS) return { events, isWhole: false };
      events.push(EventResponse.from(event));
    }
    return { events, isWhole: true };
  }

  private async cause(
    { eventId, streamId }: CaseWithSources['case']['cause'],
    sight: Sight,
  ): Promise<EventResponse[]> {
    for await (const event of this.store.readStream(streamId)) {
      if (event.id !== eventId) continue;
      return [shownEvent(EventResponse.from(event), sight)];
    }
    return [];
  }
}

/** Exchanges that decided something stand in the payout's stream, the others in a stream of their own. */
const isExchange = ({ type }: EventResponse): boolean => type === 'ProviderExchanged';

const byPosition = (left: EventResponse, right: EventResponse): number =>
  comparePositions(parsePosition(left.position)!, parsePosition(right.position)!);

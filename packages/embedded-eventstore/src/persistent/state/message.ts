import type { ResolvedEvent } from '../../services/read/links';
import { dataOf, summaryOf } from '../../wire/recorded-event';

/** Where a message came from decides what its end means: progress of the group, or of the parked stream. */
export type Origin =
  | {
      readonly kind: 'read';
      /** Goes up by one with every event the group has read. */
      readonly sequence: number;
      /** Revision or position, as the group's source counts. */
      readonly place: number;
    }
  | {
      readonly kind: 'replayed';
      /** In the stream of parked messages. */
      readonly revision: number;
    };

export interface Message {
  /** What consumers acknowledge it by: of the link where there is one, else of the event. */
  readonly id: string;
  /** The stream of the event itself: what Pinned keeps with one consumer. */
  readonly stream: string;
  readonly content: ResolvedEvent;
  /** How often it was sent before. */
  readonly retries: number;
  readonly origin: Origin;
}

/** A message before it has a history. */
export type Unsent = Pick<Message, 'id' | 'stream' | 'content'>;

export function unsent(content: ResolvedEvent): Unsent {
  const { event, link } = content;
  const original = link ?? event;
  const stream = event ? summaryOf(event.bytes).stream : link ? targetOf(dataOf(link.bytes)) : '';
  return { id: original ? summaryOf(original.bytes).id : '', stream, content };
}

/** The stream a link's data (`revision@stream`) points to. */
const targetOf = (data: Buffer): string => data.toString().replace(/^[^@]*@/, '');

/** An event the group's source has; without a message where the group's filter does not let it through. */
export interface ReadEvent {
  readonly place: number;
  readonly message?: Unsent;
}

export const sizeOfContent = ({ event, link }: ResolvedEvent): number =>
  (event?.bytes.length ?? 0) + (link?.bytes.length ?? 0);

import type { ResolvedEvent } from '../../services/read/links';
import { dataOf, summaryOf } from '../../wire/recorded-event';

/** The origin of a message. It decides whose progress the end of the message is: the group's or the parked stream's. */
type Origin =
  | {
      readonly kind: 'read';
      /** Grows by one with every event that the group reads. */
      readonly sequence: number;
      /** The revision or position, depending on the group's source. */
      readonly place: number;
    }
  | {
      readonly kind: 'replayed';
      /** The revision in the stream of parked messages. */
      readonly revision: number;
    };

export interface Message {
  /** The id for acknowledgements: of the link when there is one, else of the event. */
  readonly id: string;
  /** The stream of the event itself, which Pinned keeps with one consumer. */
  readonly stream: string;
  readonly content: ResolvedEvent;
  /** The number of earlier deliveries. */
  readonly retries: number;
  readonly origin: Origin;
}

/** A message that was not sent yet. */
export type Unsent = Pick<Message, 'id' | 'stream' | 'content'>;

export function createUnsentMessage(content: ResolvedEvent): Unsent {
  const { event, link } = content;
  const original = link ?? event;
  const stream = event ? summaryOf(event.bytes).stream : link ? targetOf(dataOf(link.bytes)) : '';
  return { id: original ? summaryOf(original.bytes).id : '', stream, content };
}

/** The stream in the data of a link, `revision@stream`. */
const targetOf = (data: Buffer): string => data.toString().replace(/^[^@]*@/, '');

/** One event of the source. It has no message when the group's filter removes it. */
export interface ReadEvent {
  readonly place: number;
  readonly message?: Unsent;
}

export const sizeOfContent = ({ event, link }: ResolvedEvent): number =>
  (event?.bytes.length ?? 0) + (link?.bytes.length ?? 0);

import { isPayoutEvent } from '../../domain/journal/known-events';
import type { Position, RecordedEvent } from '../../event-store/event-store';
import { foldPayout, type PayoutOfStream, type StreamReader } from '../fold-stream';

/** An event that a confirmation rests on. */
export interface ConfirmingEvent {
  readonly id: string;
  readonly position: Position;
}

/** What a payout's own stream says of its payment. */
export interface PayoutConfirmation {
  readonly payout: PayoutOfStream;
  /** The event by which the payout is paid; undefined where there is none. */
  readonly completion: ConfirmingEvent | undefined;
  /** In the order of the payout's returns. */
  readonly returns: readonly ConfirmingEvent[];
  /** How many cases the evidence against an outcome of the payout opens. */
  readonly contradictions: number;
}

/** Reads the stream once, so that the payout and its events agree. Returns undefined for no payout. @throws {Fault} */
export async function readConfirmation(
  streams: StreamReader,
  payoutId: string,
): Promise<PayoutConfirmation | undefined> {
  const events: RecordedEvent[] = [];
  const folded = await foldPayout(keeping(streams, events), payoutId);
  if (!folded) return undefined;
  return {
    payout: folded.row,
    completion: ofType(events, 'PayoutCompleted').at(-1),
    returns: ofType(events, 'PayoutReturned'),
    contradictions: new Set(events.flatMap(contradictionOf)).size,
  };
}

const keeping = (streams: StreamReader, kept: RecordedEvent[]): StreamReader => ({
  async *readStream(...asked) {
    for await (const event of streams.readStream(...asked)) {
      kept.push(event);
      yield event;
    }
  },
});

const ofType = (events: readonly RecordedEvent[], type: string): ConfirmingEvent[] =>
  events.filter(({ body }) => body.type === type).map(({ id, position }) => ({ id, position }));

/** What makes its case another one: the claim of the opposite outcome has one case, and any other event its own. */
function contradictionOf({ id, body }: RecordedEvent): string[] {
  if (!isPayoutEvent(body) || body.type !== 'PayoutOutcomeContradicted') return [];
  const { stands, claimed, providerId = null } = body.data;
  const isOutcome = claimed === 'COMPLETED' || claimed === 'FAILED';
  return [isOutcome && claimed !== stands ? JSON.stringify([stands, claimed, providerId]) : id];
}

/** Positions are part of every answer of the read side, which does not know the event store itself. */
export {
  comparePositions,
  formatPosition,
  parsePosition,
  type Position,
} from '../../event-store/event-store';

/** Before the first event. */
export const BEGINNING = { commit: 0n, prepare: 0n } as const;

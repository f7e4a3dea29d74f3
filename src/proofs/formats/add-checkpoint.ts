import { formatHashLines, parseField, parseHashLines, splitAtEmptyLine } from './tlog-proof';

/** What a log asks a witness (c2sp.org/tlog-witness, add-checkpoint). */
export interface AddCheckpoint {
  /** The size that the witness knows. */
  readonly oldSize: number;
  /** A consistency proof from that size; none from zero. */
  readonly proof: readonly Buffer[];
  /** As the log gave it. */
  readonly checkpoint: string;
}

export const formatAddCheckpoint = ({ oldSize, proof, checkpoint }: AddCheckpoint): string =>
  `old ${oldSize}\n${formatHashLines(proof)}\n${checkpoint}`;

/** @throws {Malformed} */
export function parseAddCheckpoint(text: string): AddCheckpoint {
  const what = 'A request to add a checkpoint';
  const { lines, rest } = splitAtEmptyLine(text, what);
  const oldSize = parseField('old', lines.shift(), what);
  return { oldSize, proof: parseHashLines(lines), checkpoint: rest };
}

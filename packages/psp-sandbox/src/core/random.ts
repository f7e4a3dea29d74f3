import { randomInt, randomUUID } from 'node:crypto';

/** Random values. The simulator receives it as an option, so a test can control it. */
export interface Random {
  /** A version 4 UUID. */
  uuid(): string;
  /** An integer in [0, limit). */
  below(limit: number): number;
}

export const systemRandom: Random = {
  uuid: () => randomUUID(),
  below: limit => randomInt(limit),
};

import { randomInt, randomUUID } from 'node:crypto';

/** Chance as a part that is handed in, so that a simulation can seed it. */
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

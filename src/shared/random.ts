import { randomInt, randomUUID } from 'node:crypto';

/** Random values, as a port and its injection token. Code receives it, so a simulation can seed it. */
export abstract class Random {
  /** A version 4 UUID. */
  abstract uuid(): string;
  /** An integer in [0, limit). */
  abstract below(limit: number): number;
}

export const systemRandom: Random = {
  uuid: () => randomUUID(),
  below: limit => randomInt(limit),
};

import type { HealthProbe } from '../../api/operations/readiness';
import { positionsOf } from '../../projections/engine/checkpoints';
import type { LogEnd, LogEndReader } from '../../projections/engine/log-end-reader';
import { comparePositions } from '../../projections/engine/position';
import { PROJECTION_NAMES, type Database } from '../../projections/schema';

/**
 * Up once every read model has come as far as the log was when this process first read its end. Any process can write
 * them. Until then a new or rebuilt database would have only a part of the books.
 */
export function catchUpProbe(ends: LogEndReader, database: Database): HealthProbe {
  let goal: LogEnd | undefined;
  let isThere = false;
  const check = async () => {
    if (isThere) return true;
    const { lastRelevant: counted } = (goal ??= await ends.read());
    const reached = await positionsOf(database);
    return (isThere = PROJECTION_NAMES.every(name => comparePositions(reached[name], counted[name]) >= 0));
  };
  return { part: 'read models', check };
}

import type { Database, ProjectionName } from '../../src/projections/schema';
import { PROJECTION_NAMES } from '../../src/projections/schema';

/**
 * Does some work while read models stand still: their checkpoints are taken by another session, so their writers wait
 * for as long as it takes. Each must have one already.
 */
export function whileReadModelsBlocked<Result>(
  database: Database,
  work: () => Promise<Result>,
  names: readonly ProjectionName[] = PROJECTION_NAMES,
): Promise<Result> {
  return database.transaction().execute(async transaction => {
    const taken = await transaction
      .selectFrom('projectionCheckpoint')
      .select('name')
      .where('name', 'in', names)
      .forUpdate()
      .execute();
    if (taken.length < names.length) throw new Error('A read model to be held has no checkpoint yet');
    return work();
  });
}

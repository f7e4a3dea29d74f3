import type { ReadModelsStatus } from '../projections/read-models';

/** The service must not run on what it was given; only a person can change that. Told in a sentence, and the start ends. */
export class StartRefused extends Error {
  override name = 'StartRefused';
}

/** Why the read models refuse to go on; undefined where they do not. */
export function refusedLog({ projections }: ReadModelsStatus): StartRefused | undefined {
  const refused = projections.find(({ state }) => state === 'refused');
  if (!refused) return undefined;
  return new StartRefused(
    `${refused.error ?? ''}. The read models were built from the one before and ON_FOREIGN_LOG is refuse: ` +
      'put the right event store back, or set ON_FOREIGN_LOG=rebuild to have them built again.',
  );
}

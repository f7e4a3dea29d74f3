import type { CallResult } from '../../src/providers/port/provider';

/** What was made of a call, for a test that does not look at how it went. */
export const outcomeOf = async <Outcome>(call: Promise<CallResult<Outcome>>): Promise<Outcome> =>
  (await call).outcome;

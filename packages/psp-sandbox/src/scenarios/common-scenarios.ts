import { CONNECTION_SCENARIOS } from './connection-scenarios';
import { FALSE_NOTIFICATION_SCENARIOS } from './false-notification-scenarios';
import { NOTIFICATION_SCENARIOS } from './notification-scenarios';
import { outcomeScenarios } from './outcome-scenarios';
import { REFUSAL_SCENARIOS } from './refusal-scenarios';
import { RETURN_SCENARIOS } from './return-scenarios';
import type { ScenarioParts, ScenarioTable } from './scenario';
import { oneOf } from './scenario-parameters';

/** The names of NTX Pay's own sandbox. Each provider answers them in its own way. */
type NamedError =
  'insufficient-funds' | 'invalid-pix-key' | 'document-mismatch' | 'account-blocked' | 'duplicate-id';

/** The differences between the scenarios of the two providers. */
export interface OwnScenarios {
  /** The code of `fail` without a code. */
  readonly failureCode: string;
  readonly errors: Readonly<Record<NamedError, ScenarioParts>>;
  readonly errorsDescription: string;
  /** Scenarios that only this provider has. */
  readonly others: ScenarioTable;
}

/** All scenarios of one provider: those of both, and its own. */
export const scenariosOf = ({
  failureCode,
  errors,
  errorsDescription,
  others,
}: OwnScenarios): ScenarioTable => ({
  ...outcomeScenarios(failureCode),
  ...REFUSAL_SCENARIOS,
  ...CONNECTION_SCENARIOS,
  ...NOTIFICATION_SCENARIOS,
  ...FALSE_NOTIFICATION_SCENARIOS,
  ...RETURN_SCENARIOS,
  error: {
    usage: 'error:insufficient-funds|invalid-pix-key|document-mismatch|account-blocked|duplicate-id',
    what: errorsDescription,
    centavos: 0,
    read: oneOf(errors),
  },
  ...others,
});

export const failedWith = (code: string): ScenarioParts => ({ end: { kind: 'failed', code } });

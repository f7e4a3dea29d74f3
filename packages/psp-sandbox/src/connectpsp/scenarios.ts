import { commonScenarios } from '../scenarios/common-scenarios';
import type { ScenarioTable } from '../scenarios/scenario';
import { oneOf, plain } from '../scenarios/scenario-parameters';

/** What ConnectPSP's sandbox can be asked for; `error:` are NTX Pay's names, as far as they mean something here. */
export const SCENARIOS: ScenarioTable = {
  ...commonScenarios('PIX_KEY_NOT_FOUND'),
  error: {
    usage: 'error:insufficient-funds|invalid-pix-key|document-mismatch|account-blocked|duplicate-id',
    what: 'NTX Pay’s names: the first and the last refused at once (422, 409), the others taken and then failed',
    centavos: 0,
    read: oneOf({
      'insufficient-funds': { instead: { kind: 'no-funds' } },
      'invalid-pix-key': { end: { kind: 'failed', code: 'PIX_KEY_NOT_FOUND' } },
      'document-mismatch': { end: { kind: 'failed', code: 'DOCUMENT_MISMATCH' } },
      'account-blocked': { end: { kind: 'failed', code: 'ACCOUNT_BLOCKED' } },
      'duplicate-id': { instead: { kind: 'refuse', status: 409, code: 'DUPLICATE_EXTERNAL_REFERENCE' } },
    }),
  },
  'event-at-quirk': {
    usage: 'event-at-quirk',
    what: '`eventAt` is local time labelled Z, as in the provider’s tutorial',
    centavos: 40,
    read: plain({ lie: 'event-at' }),
  },
};

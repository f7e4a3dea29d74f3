import { commonScenarios } from '../scenarios/common-scenarios';
import type { Parts, ScenarioTable } from '../scenarios/scenario';
import { oneOf, plain } from '../scenarios/scenario-parameters';

const failed = (code: string): Parts => ({ end: { kind: 'failed', code } });

/** What NTX Pay's sandbox can be asked for; `error:` are the provider's own names, and but for the first code ours. */
export const SCENARIOS: ScenarioTable = {
  ...commonScenarios('INVALID_PIX_KEY'),
  error: {
    usage: 'error:insufficient-funds|invalid-pix-key|document-mismatch|account-blocked|duplicate-id',
    what: 'the provider’s own names: taken, then notified ERROR; the money goes back',
    centavos: 0,
    read: oneOf({
      'invalid-pix-key': failed('INVALID_PIX_KEY'),
      'insufficient-funds': failed('INSUFFICIENT_FUNDS'),
      'document-mismatch': failed('TAX_ID_MISMATCH'),
      'account-blocked': failed('ACCOUNT_BLOCKED'),
      'duplicate-id': failed('DUPLICATE_ID'),
    }),
  },
  'wrong-final': {
    usage: 'wrong-final',
    what: 'the notification’s finalAmount is a centavo too high; an answer shows it right',
    centavos: 50,
    read: plain({ lie: 'final' }),
  },
  'v2-format': {
    usage: 'v2-format, V2-format',
    what: 'notified in the format of the provider’s other mode',
    centavos: 51,
    read: plain({ lie: 'v2-format' }),
  },
};

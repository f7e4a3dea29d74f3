import { failedWith, scenariosOf } from '../scenarios/common-scenarios';
import { plain } from '../scenarios/scenario-parameters';

/** The scenarios of NTX Pay's simulator. Of the codes after `error:` the provider documents only the first. */
export const SCENARIOS = scenariosOf({
  failureCode: 'INVALID_PIX_KEY',
  errors: {
    'invalid-pix-key': failedWith('INVALID_PIX_KEY'),
    'insufficient-funds': failedWith('INSUFFICIENT_FUNDS'),
    'document-mismatch': failedWith('TAX_ID_MISMATCH'),
    'account-blocked': failedWith('ACCOUNT_BLOCKED'),
    'duplicate-id': failedWith('DUPLICATE_ID'),
  },
  errorsDescription:
    'The provider’s own names: the order is accepted and then notified as ERROR; the money goes back.',
  others: {
    'wrong-final': {
      usage: 'wrong-final',
      what: 'The finalAmount of the notification is one centavo too high; the provider’s answers show it right.',
      centavos: 50,
      read: plain({ notificationFault: 'final' }),
    },
    'v2-format': {
      usage: 'v2-format, V2-format',
      what: 'The notification has the format of the provider’s other mode.',
      centavos: 51,
      read: plain({ notificationFault: 'v2-format' }),
    },
  },
});

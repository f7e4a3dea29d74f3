import { failedWith, scenariosOf } from '../scenarios/common-scenarios';
import { plain } from '../scenarios/scenario-parameters';

/** The scenarios of ConnectPSP's simulator. The names after `error:` are NTX Pay's, with a meaning here. */
export const SCENARIOS = scenariosOf({
  failureCode: 'PIX_KEY_NOT_FOUND',
  errors: {
    'insufficient-funds': { instead: { kind: 'no-funds' } },
    'invalid-pix-key': failedWith('PIX_KEY_NOT_FOUND'),
    'document-mismatch': failedWith('DOCUMENT_MISMATCH'),
    'account-blocked': failedWith('ACCOUNT_BLOCKED'),
    'duplicate-id': { instead: { kind: 'refuse', status: 409, code: 'DUPLICATE_EXTERNAL_REFERENCE' } },
  },
  errorsDescription:
    'NTX Pay’s names: the first and the last are refused at once (422, 409), the others are accepted and then fail.',
  others: {
    'event-at-quirk': {
      usage: 'event-at-quirk',
      what: '`eventAt` is local time with the label Z, as in the provider’s tutorial.',
      centavos: 40,
      read: plain({ notificationFault: 'event-at' }),
    },
  },
});

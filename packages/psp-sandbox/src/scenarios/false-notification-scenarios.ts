import type { ScenarioTable } from './scenario';
import { plain } from './scenario-parameters';

/** Notifications with a false proof, field or format. */
export const FALSE_NOTIFICATION_SCENARIOS: ScenarioTable = {
  'bad-signature': {
    usage: 'bad-signature, bad-secret',
    what: 'The notification has a proof made with another secret.',
    centavos: 25,
    read: plain({ notificationFault: 'signature' }),
  },
  'wrong-amount': {
    usage: 'wrong-amount',
    what: 'The notification names one centavo more than was ordered and paid.',
    centavos: 26,
    read: plain({ notificationFault: 'amount' }),
  },
  'wrong-fee': {
    usage: 'wrong-fee',
    what: 'The provider charges five centavos more than the fee.',
    centavos: 27,
    read: plain({ overcharged: true }),
  },
  'null-external-id': {
    usage: 'null-external-id',
    what: 'Notifications have no client reference.',
    centavos: 28,
    read: plain({ notificationFault: 'null-reference' }),
  },
  'unknown-external-id': {
    usage: 'unknown-external-id',
    what: 'Notifications have a reference that no client gave.',
    centavos: 29,
    read: plain({ notificationFault: 'unknown-reference' }),
  },
  'unknown-status': {
    usage: 'unknown-status',
    what: 'The notification has an undocumented status.',
    centavos: 30,
    read: plain({ notificationFault: 'unknown-status' }),
  },
  'unknown-event': {
    usage: 'unknown-event',
    what: 'The notification has an undocumented event.',
    centavos: 31,
    read: plain({ notificationFault: 'unknown-event' }),
  },
  'oversized-hook': {
    usage: 'oversized-hook',
    what: 'The body of the notification is two megabytes long.',
    centavos: 32,
    read: plain({ notificationFault: 'oversized' }),
  },
};

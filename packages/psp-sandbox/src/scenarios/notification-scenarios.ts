import type { ScenarioTable } from './scenario';
import { plain, withCount } from './scenario-parameters';

/** Notifications that are missing, repeated or out of order. */
export const NOTIFICATION_SCENARIOS: ScenarioTable = {
  'hook-before-response': {
    usage: 'hook-before-response',
    what: 'The order is settled and notified before the answer.',
    centavos: 18,
    read: plain({ answer: { kind: 'after-hook' } }),
  },
  'no-hook': {
    usage: 'no-hook',
    what: 'The order is settled and never notified.',
    centavos: 19,
    read: plain({ sequence: 'none' }),
  },
  duplicate: {
    usage: 'duplicate[:2–9], duplicate-hooks[:2–9]',
    what: 'Each notification is delivered several times (3).',
    centavos: 20,
    read: withCount(3, 2, copies => ({ copies })),
  },
  reorder: {
    usage: 'reorder',
    what: 'The order is paid and returned in two parts of three; the last notification comes first.',
    centavos: 21,
    read: plain({ returns: { parts: 2, whole: false }, sequence: 'last-first' }),
  },
  'fail-after-confirm': {
    usage: 'fail-after-confirm, error-after-confirmed',
    what: 'The order is paid; notifications say paid and then failed; the provider’s answers say paid.',
    centavos: 22,
    read: plain({ sequence: 'fail-after-confirm' }),
  },
  'confirm-after-fail': {
    usage: 'confirm-after-fail, confirmed-after-error',
    what: 'The order is paid; notifications say failed and then paid; the provider’s answers say paid.',
    centavos: 23,
    read: plain({ sequence: 'confirm-after-fail' }),
  },
  'stale-replay': {
    usage: 'stale-replay',
    what: 'The order is paid and returned in full; then the exact first notification comes again.',
    centavos: 24,
    read: plain({ returns: { parts: 1, whole: true }, sequence: 'replay-first' }),
  },
};

import type { ScenarioTable } from './scenario';
import { plain, withCount } from './scenario-parameters';

/** Money of a paid order comes back. */
export const RETURN_SCENARIOS: ScenarioTable = {
  'return-full': {
    usage: 'return-full[:1–9]',
    what: 'The order is paid and then returned in full, in one part or several.',
    centavos: 33,
    read: withCount(1, 1, parts => ({ returns: { parts, whole: true } })),
  },
  'return-partial': {
    usage: 'return-partial[:1–9]',
    what: 'The order is paid and then returned in so many equal parts (1); a part of the same size is kept.',
    centavos: 34,
    read: withCount(1, 1, parts => ({ returns: { parts, whole: false } })),
  },
  'return-before-confirm': {
    usage: 'return-before-confirm',
    what: 'The order is paid and returned in full; the return is notified before the payment.',
    centavos: 35,
    read: plain({ returns: { parts: 1, whole: true }, sequence: 'returns-first' }),
  },
  'return-no-hook': {
    usage: 'return-no-hook',
    what: 'The order is paid, notified and then returned in full without a notification; only the provider’s answers show it.',
    centavos: 36,
    read: plain({ returns: { parts: 1, whole: true }, sequence: 'no-returns' }),
  },
};

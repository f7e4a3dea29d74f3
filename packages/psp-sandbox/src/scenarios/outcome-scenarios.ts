import type { ScenarioTable } from './scenario';
import { delayed, failing, plain } from './scenario-parameters';

/** How the order ends. `failureCode` is the code of `fail` alone. */
export const outcomeScenarios = (failureCode: string): ScenarioTable => ({
  complete: {
    usage: 'complete, success',
    what: 'The order is paid and notified.',
    centavos: 0,
    read: plain({}),
  },
  fail: {
    usage: 'fail[:CODE]',
    what: 'The order is accepted and then fails with the code (PIX_KEY_NOT_FOUND, at NTX Pay INVALID_PIX_KEY); the money goes back.',
    centavos: 1,
    read: failing(failureCode),
  },
  delay: {
    usage: 'delay[:500ms|30s]',
    what: 'The settlement comes later (5 s; at most 120 s).',
    centavos: 2,
    read: delayed,
  },
  'never-ends': {
    usage: 'never-ends',
    what: 'The order is accepted and stays in progress for ever.',
    centavos: 3,
    read: plain({ end: { kind: 'never' } }),
  },
  cancelled: {
    usage: 'cancelled',
    what: 'The order is accepted, and then the provider cancels it; the money goes back.',
    centavos: 4,
    read: plain({ end: { kind: 'cancelled' } }),
  },
});

import type { ScenarioTable } from './scenario';
import { plain, withDuration } from './scenario-parameters';

/** The connection or the answer fails. */
export const CONNECTION_SCENARIOS: ScenarioTable = {
  'cut-before-accept': {
    usage: 'cut-before-accept',
    what: 'The connection is cut and the order is not accepted; once per order.',
    centavos: 10,
    read: plain({ instead: { kind: 'cut' } }),
  },
  'drop-response-after-accept': {
    usage: 'drop-response-after-accept, cut-after-accept',
    what: 'The order is accepted, then the connection is cut before the first byte of the answer.',
    centavos: 11,
    read: plain({ answer: { kind: 'cut' } }),
  },
  'cut-in-body': {
    usage: 'cut-in-body',
    what: 'The order is accepted, then the connection is cut in the middle of the answer.',
    centavos: 12,
    read: plain({ answer: { kind: 'cut-in-body' } }),
  },
  '500-after-accept': {
    usage: '500-after-accept',
    what: 'The order is accepted and the answer is 500.',
    centavos: 13,
    read: plain({ answer: { kind: 'error' } }),
  },
  'slow-headers': {
    usage: 'slow-headers[:15s]',
    what: 'The order is accepted; the answer begins late (15 s).',
    centavos: 14,
    read: withDuration('15s', ms => ({ answer: { kind: 'slow-headers', ms } })),
  },
  'slow-body': {
    usage: 'slow-body[:15s]',
    what: 'The order is accepted; the answer begins at once and ends late (15 s).',
    centavos: 15,
    read: withDuration('15s', ms => ({ answer: { kind: 'slow-body', ms } })),
  },
  outage: {
    usage: 'outage[:30s]',
    what: 'Every connection is cut until the outage ends (30 s), this one first; nothing is settled or notified; once per order.',
    centavos: 16,
    read: withDuration('30s', forMs => ({ instead: { kind: 'outage', forMs } })),
  },
  '404-until-settled': {
    usage: '404-until-settled',
    what: 'The order is accepted, but no request finds it before its settlement.',
    centavos: 17,
    read: plain({ hidden: true }),
  },
};

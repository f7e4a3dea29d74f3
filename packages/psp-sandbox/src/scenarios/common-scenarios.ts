import type { ScenarioTable } from './scenario';
import {
  delayed,
  failing,
  plain,
  refusing,
  withCount,
  withDuration,
  withSeconds,
} from './scenario-parameters';

/** The scenarios both providers have. `failureCode` is what `fail` alone ends with. */
export const commonScenarios = (failureCode: string): ScenarioTable => ({
  ...ends(failureCode),
  ...REFUSALS,
  ...LINES,
  ...NOTICES,
  ...LIES,
  ...RETURNS,
});

const ends = (failureCode: string): ScenarioTable => ({
  complete: { usage: 'complete, success', what: 'paid, notified', centavos: 0, read: plain({}) },
  fail: {
    usage: 'fail[:CODE]',
    what: 'taken, then failed with the code (PIX_KEY_NOT_FOUND, at NTX Pay INVALID_PIX_KEY); the money goes back',
    centavos: 1,
    read: failing(failureCode),
  },
  delay: {
    usage: 'delay[:500ms|30s]',
    what: 'settled later (5 s; at most 120 s)',
    centavos: 2,
    read: delayed,
  },
  'never-ends': {
    usage: 'never-ends',
    what: 'taken, and under way for ever',
    centavos: 3,
    read: plain({ end: { kind: 'never' } }),
  },
  cancelled: {
    usage: 'cancelled',
    what: 'taken, then cancelled by the provider; the money goes back',
    centavos: 4,
    read: plain({ end: { kind: 'cancelled' } }),
  },
});

const REFUSALS: ScenarioTable = {
  'insufficient-funds': {
    usage: 'insufficient-funds',
    what: 'refused at once for the balance',
    centavos: 5,
    read: plain({ instead: { kind: 'no-funds' } }),
  },
  refuse: {
    usage: 'refuse:<status>:<CODE>',
    what: 'refused with this 4xx or 5xx and code',
    centavos: 0,
    read: refusing,
  },
  '500-before-accept': {
    usage: '500-before-accept',
    what: 'answered 500, nothing taken; once per order',
    centavos: 6,
    read: plain({ instead: { kind: 'error' } }),
  },
  'rate-limit': {
    usage: 'rate-limit[:seconds], 429',
    what: '429 with Retry-After (2 s), nothing taken; once per order',
    centavos: 7,
    read: withSeconds(2, retryAfterS => ({ instead: { kind: 'rate-limit', retryAfterS } })),
  },
  'token-expired': {
    usage: 'token-expired',
    what: 'the token it came with is good no more: 401; once per order',
    centavos: 8,
    read: plain({ instead: { kind: 'expire-token' } }),
  },
  'token-revoked': {
    usage: 'token-revoked',
    what: 'every token given out so far is good no more: 401; once per order',
    centavos: 9,
    read: plain({ instead: { kind: 'revoke-tokens' } }),
  },
};

const LINES: ScenarioTable = {
  'cut-before-accept': {
    usage: 'cut-before-accept',
    what: 'the connection is cut, nothing taken; once per order',
    centavos: 10,
    read: plain({ instead: { kind: 'cut' } }),
  },
  'drop-response-after-accept': {
    usage: 'drop-response-after-accept, cut-after-accept',
    what: 'taken, then the connection is cut without a byte of answer',
    centavos: 11,
    read: plain({ answer: { kind: 'cut' } }),
  },
  'cut-in-body': {
    usage: 'cut-in-body',
    what: 'taken, then the connection is cut in the middle of the answer',
    centavos: 12,
    read: plain({ answer: { kind: 'cut-in-body' } }),
  },
  '500-after-accept': {
    usage: '500-after-accept',
    what: 'taken, answered 500',
    centavos: 13,
    read: plain({ answer: { kind: 'error' } }),
  },
  'slow-headers': {
    usage: 'slow-headers[:15s]',
    what: 'taken, the answer begins only after a while (15 s)',
    centavos: 14,
    read: withDuration('15s', ms => ({ answer: { kind: 'slow-headers', ms } })),
  },
  'slow-body': {
    usage: 'slow-body[:15s]',
    what: 'taken, the answer begins at once and ends after a while (15 s)',
    centavos: 15,
    read: withDuration('15s', ms => ({ answer: { kind: 'slow-body', ms } })),
  },
  outage: {
    usage: 'outage[:30s]',
    what: 'every connection is cut until it ends (30 s), this one first; nothing is settled or notified; once per order',
    centavos: 16,
    read: withDuration('30s', forMs => ({ instead: { kind: 'outage', forMs } })),
  },
  '404-until-settled': {
    usage: '404-until-settled',
    what: 'taken, but not found by any question before it is settled',
    centavos: 17,
    read: plain({ hidden: true }),
  },
};

const NOTICES: ScenarioTable = {
  'hook-before-response': {
    usage: 'hook-before-response',
    what: 'settled and notified before the answer',
    centavos: 18,
    read: plain({ answer: { kind: 'after-hook' } }),
  },
  'no-hook': {
    usage: 'no-hook',
    what: 'settled, never notified',
    centavos: 19,
    read: plain({ sequence: 'none' }),
  },
  duplicate: {
    usage: 'duplicate[:2–9], duplicate-hooks[:2–9]',
    what: 'each notification several times (3)',
    centavos: 20,
    read: withCount(3, 2, copies => ({ copies })),
  },
  reorder: {
    usage: 'reorder',
    what: 'paid and returned in two parts of three; notified last first',
    centavos: 21,
    read: plain({ returns: { parts: 2, whole: false }, sequence: 'last-first' }),
  },
  'fail-after-confirm': {
    usage: 'fail-after-confirm, error-after-confirmed',
    what: 'notified as paid and then as failed; it was paid, and questions say so',
    centavos: 22,
    read: plain({ sequence: 'fail-after-confirm' }),
  },
  'confirm-after-fail': {
    usage: 'confirm-after-fail, confirmed-after-error',
    what: 'notified as failed and then as paid; it was paid, and questions say so',
    centavos: 23,
    read: plain({ sequence: 'confirm-after-fail' }),
  },
  'stale-replay': {
    usage: 'stale-replay',
    what: 'paid, returned in full, and then the first notification’s very request again',
    centavos: 24,
    read: plain({ returns: { parts: 1, whole: true }, sequence: 'replay-first' }),
  },
};

const LIES: ScenarioTable = {
  'bad-signature': {
    usage: 'bad-signature, bad-secret',
    what: 'notified with proof made of another secret',
    centavos: 25,
    read: plain({ lie: 'signature' }),
  },
  'wrong-amount': {
    usage: 'wrong-amount',
    what: 'the notification names a centavo more than was ordered and paid',
    centavos: 26,
    read: plain({ lie: 'amount' }),
  },
  'wrong-fee': {
    usage: 'wrong-fee',
    what: 'five centavos more than the fee are charged',
    centavos: 27,
    read: plain({ overcharged: true }),
  },
  'null-external-id': {
    usage: 'null-external-id',
    what: 'notifications name no reference of the client’s',
    centavos: 28,
    read: plain({ lie: 'null-reference' }),
  },
  'unknown-external-id': {
    usage: 'unknown-external-id',
    what: 'notifications name a reference nobody gave',
    centavos: 29,
    read: plain({ lie: 'unknown-reference' }),
  },
  'unknown-status': {
    usage: 'unknown-status',
    what: 'the notification has a status nobody documented',
    centavos: 30,
    read: plain({ lie: 'unknown-status' }),
  },
  'unknown-event': {
    usage: 'unknown-event',
    what: 'the notification is of an event nobody documented',
    centavos: 31,
    read: plain({ lie: 'unknown-event' }),
  },
  'oversized-hook': {
    usage: 'oversized-hook',
    what: 'the notification’s body is two megabytes long',
    centavos: 32,
    read: plain({ lie: 'oversized' }),
  },
};

const RETURNS: ScenarioTable = {
  'return-full': {
    usage: 'return-full[:1–9]',
    what: 'paid, then returned in full, in one part or several',
    centavos: 33,
    read: withCount(1, 1, parts => ({ returns: { parts, whole: true } })),
  },
  'return-partial': {
    usage: 'return-partial[:1–9]',
    what: 'paid, then returned in so many equal parts (1); a part of the same size is kept',
    centavos: 34,
    read: withCount(1, 1, parts => ({ returns: { parts, whole: false } })),
  },
  'return-before-confirm': {
    usage: 'return-before-confirm',
    what: 'paid and returned in full; the return is notified before the payment',
    centavos: 35,
    read: plain({ returns: { parts: 1, whole: true }, sequence: 'returns-first' }),
  },
  'return-no-hook': {
    usage: 'return-no-hook',
    what: 'paid, notified, then returned in full without a word; questions show it',
    centavos: 36,
    read: plain({ returns: { parts: 1, whole: true }, sequence: 'no-returns' }),
  },
};

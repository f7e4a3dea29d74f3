import fc from 'fast-check';
import { providerHealthOf } from '../../../src/providers/http/provider-health';
import type { HttpOutcome } from '../../../src/providers/http/http-client';

const NOW = new Date('2026-03-10T17:00:00.000Z');
const HOUR_MS = 3_600_000;

const answered = (status: number, retryAfter?: string | string[]): HttpOutcome => ({
  kind: 'answered',
  status,
  headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
  text: '',
});
const pauseOf = (retryAfter: string | string[], status = 429) =>
  providerHealthOf(answered(status, retryAfter), NOW).retryAfterMs;

describe('what a call says of the provider itself', () => {
  it.each([200, 202, 302, 400, 401, 403, 404, 409, 422])('%s: it is up', status => {
    expect(providerHealthOf(answered(status), NOW)).toEqual({ provider: 'up', retryAfterMs: null });
  });

  it.each([429, 500, 502, 503, 504, 599])('%s: it is down', status => {
    expect(providerHealthOf(answered(status), NOW)).toEqual({ provider: 'down', retryAfterMs: null });
  });

  it('no connection and no answer: it is down', () => {
    for (const kind of ['not_sent', 'lost'] as const)
      expect(providerHealthOf({ kind, reason: 'x' }, NOW)).toEqual({ provider: 'down', retryAfterMs: null });
  });

  it('a call that we refused ourselves says nothing against it', () => {
    const outcome = { kind: 'not_sent', reason: 'too many calls are waiting', here: true } as const;
    expect(providerHealthOf(outcome, NOW)).toEqual({ provider: 'up', retryAfterMs: null });
  });
});

describe('Retry-After', () => {
  it.each([
    ['30', 30_000],
    [' 5 ', 5_000],
    ['3600', HOUR_MS],
    ['3601', HOUR_MS],
    ['999999999999999', HOUR_MS],
    ['Tue, 10 Mar 2026 17:00:20 GMT', 20_000],
    ['Wed, 11 Mar 2026 17:00:00 GMT', HOUR_MS],
  ])('%p is a pause', (header, ms) => {
    expect([pauseOf(header), pauseOf(header, 503)]).toEqual([ms, ms]);
  });

  it.each([
    ['0'],
    [''],
    ['-1'],
    ['1.5'],
    ['1e9'],
    ['soon'],
    ['9'.repeat(400)],
    ['Tue, 10 Mar 2026 16:59:59 GMT'],
    ['Tue, 99 Mar 2026 17:00:20 GMT'],
    ['2026-03-10T18:00:00Z'],
    [['30', '60']],
  ])('%p is none', header => {
    expect(pauseOf(header)).toBeNull();
  });

  it.each([200, 202, 400, 401, 500, 502])('is heeded with 429 and 503 only, not with %s', status => {
    expect(pauseOf('30', status)).toBeNull();
  });

  it('is never longer than an hour, nor negative, whatever is written', () => {
    const headers = fc.oneof(
      fc.string(),
      fc.nat().map(String),
      fc.date({ noInvalidDate: true }).map(date => date.toUTCString()),
    );
    fc.assert(
      fc.property(headers, header => {
        const ms = pauseOf(header);
        expect(ms === null || (ms > 0 && ms <= HOUR_MS)).toBe(true);
      }),
    );
  });
});

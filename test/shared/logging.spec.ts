import { createLogger, errorFields, silentLogger } from '../../src/shared/logging';

function captured() {
  const lines: string[] = [];
  const logger = createLogger({ level: 'info', destination: { write: line => void lines.push(line) } });
  return { lines, logger };
}

describe('the logger', () => {
  it('writes one JSON line per call, with the fields and the message', () => {
    const { lines, logger } = captured();
    logger.info({ payoutId: 'p-1', durationMs: 3, revision: 7n }, 'payout requested');
    expect(JSON.parse(lines[0]!)).toMatchObject({
      level: 30,
      payoutId: 'p-1',
      durationMs: 3,
      revision: '7',
      msg: 'payout requested',
    });
    expect(lines).toHaveLength(1);
  });

  it('hides what is named like a person or a secret, and passwords in addresses', () => {
    const { lines, logger } = captured();
    logger.warn(
      { name: 'Maria', document: '12345678909', pixKey: 'a@b.c', token: 'abc', url: 'postgres://u:hush@h/x' },
      'at http://u:hush@h',
    );
    expect(lines.join('')).not.toMatch(/Maria|12345678909|a@b|abc|hush/);
    expect(JSON.parse(lines[0]!)).toMatchObject({
      url: 'postgres://[hidden]@h/x',
      msg: 'at http://[hidden]@h',
    });
  });

  it('keeps an error readable without people in it', () => {
    const fields = errorFields(
      new TypeError('no 12345678909 for maria@example.com at +5511987654321 in payout 7'),
    );
    expect(fields).toMatchObject({
      errorName: 'TypeError',
      errorMessage: 'no [hidden] for [hidden] at [hidden] in payout 7',
    });
    expect(JSON.stringify(fields)).not.toMatch(/12345678909|maria/);
    expect(errorFields({ token: 'abc' })).toEqual({ errorName: 'object' });
  });

  it('can be silent', () => {
    expect(silentLogger.error({}, 'nothing')).toBeUndefined();
  });
});

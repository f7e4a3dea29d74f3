import {
  CircuitBreaker,
  type BreakerLimits,
  type CallHealth,
} from '../../../src/providers/gate/circuit-breaker';

const LIMITS: BreakerLimits = { maxCalls: 8, failures: 3, firstOpenMs: 1_000, longestOpenMs: 4_000 };
const EXCHANGE: CallHealth['exchanges'][number] = {
  method: 'GET',
  path: '/',
  requestBody: null,
  status: 200,
  answerBody: '',
  answerHash: '',
  fault: null,
};

/** What happens: a call of the present period ends, or one of the period before; or time passes, in milliseconds. */
type Step =
  'up' | 'down' | 'not called' | 'nothing' | 'old up' | 'old down' | `${'' | 'old '}pause ${number}` | number;

/** State, allowed calls and milliseconds until the next call. */
type Seen = ['closed' | 'open', number, number];

const health = (provider: 'up' | 'down', retryAfterMs: number | null = null): CallHealth => ({
  provider,
  retryAfterMs,
  exchanges: [EXCHANGE],
});

function resultOf(step: string): CallHealth | undefined {
  if (step === 'nothing') return undefined;
  if (step === 'not called') return { ...health('up'), exchanges: [] };
  const [, pauseMs] = /pause (\d+)$/.exec(step) ?? [];
  if (pauseMs !== undefined) return health('down', Number(pauseMs));
  return health(step.endsWith('up') ? 'up' : 'down');
}

/** `extraMs`: what chance adds to each opening. */
function after(steps: readonly Step[], extraMs = 0): Seen {
  const breaker = new CircuitBreaker(LIMITS, { below: () => extraMs, uuid: () => '' });
  let nowMs = 10_000;
  for (const step of steps) {
    if (typeof step === 'number') nowMs += step;
    else {
      const period = breaker.currentPeriod - (step.startsWith('old ') ? 1 : 0);
      breaker.callEnded(period, resultOf(step), nowMs);
    }
  }
  return [breaker.state, breaker.allowedCalls(nowMs), breaker.remainingMs(nowMs)];
}

const times = (count: number, step: Step): Step[] => Array.from({ length: count }, () => step);
const OPENED = times(3, 'down');
const PROBED: Step[] = [...OPENED, 1_000, 'up'];

describe('the circuit breaker', () => {
  it.each<[string, Step[], Seen]>([
    ['is closed at first', [], ['closed', 8, 0]],
    ['stays closed below its failures', times(2, 'down'), ['closed', 8, 0]],
    ['opens with its failures in a row', OPENED, ['open', 0, 1_000]],
    ['counts failures in a row only', ['down', 'down', 'up', 'down', 'down'], ['closed', 8, 0]],
    [
      'learns nothing from a call that did not go out',
      ['down', 'down', 'not called', 'down'],
      ['open', 0, 1_000],
    ],
    ['learns nothing from a call without a result', ['down', 'down', 'nothing', 'down'], ['open', 0, 1_000]],
    ['allows no call while it is open', [...OPENED, 999], ['open', 0, 1]],
    ['allows one probe after that', [...OPENED, 1_000], ['open', 1, 0]],
    ['opens for twice as long after a failed probe', [...OPENED, 1_000, 'down'], ['open', 0, 2_000]],
    ['opens again and again for longer', [...OPENED, 1_000, 'down', 2_000, 'down'], ['open', 0, 4_000]],
    [
      'opens for its longest time at most',
      [...OPENED, 1_000, 'down', 2_000, 'down', 4_000, 'down'],
      ['open', 0, 4_000],
    ],
    ['closes after a probe, for one call', PROBED, ['closed', 1, 0]],
    ['allows two calls after one success', [...PROBED, 'up'], ['closed', 2, 0]],
    ['needs two successes for four calls', [...PROBED, 'up', 'up'], ['closed', 2, 0]],
    ['allows four calls after them', [...PROBED, ...times(3, 'up')], ['closed', 4, 0]],
    ['allows its most calls in the end', [...PROBED, ...times(30, 'up')], ['closed', 8, 0]],
    ['begins with its first duration after it was closed', [...PROBED, ...OPENED], ['open', 0, 1_000]],
    ['ignores a success of the period before', [...OPENED, 'old up'], ['open', 0, 1_000]],
    ['ignores a failure of the period before', [...OPENED, 1_000, 'old down'], ['open', 1, 0]],
    ['keeps a pause at once', ['pause 3000'], ['open', 0, 3_000]],
    ['opens for its own duration after a shorter pause', ['pause 200'], ['open', 0, 1_000]],
    ['keeps a pause that a call of the period before got', [...OPENED, 'old pause 5000'], ['open', 0, 5_000]],
    ['keeps the longer time', [...OPENED, 'old pause 500'], ['open', 0, 1_000]],
    ['forgets an old pause once it is closed', [...PROBED, 'old pause 5000'], ['closed', 1, 0]],
    ['does not wait for a clock that was set back', [...OPENED, -3_600_000], ['open', 0, 1_000]],
  ])('%s', (_name, steps, expected) => {
    expect(after(steps)).toEqual(expected);
  });

  it('adds a random time to each opening', () => {
    expect(after(OPENED, 77)).toEqual(['open', 0, 1_077]);
    expect(after(['pause 3000'], 77)).toEqual(['open', 0, 3_077]);
  });

  it('adds at most a quarter of the duration', () => {
    const bounds: number[] = [];
    const random = {
      below: (bound: number) => {
        bounds.push(bound);
        return 0;
      },
      uuid: () => '',
    };
    const breaker = new CircuitBreaker(LIMITS, random);
    for (let nowMs = 0; nowMs < 3; nowMs += 1) breaker.callEnded(0, health('down'), nowMs);
    breaker.callEnded(1, health('down'), 2_000);
    expect(bounds).toEqual([250, 500]);
  });
});

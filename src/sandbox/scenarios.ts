/** The parts of scenarios that every simulator reads alike. */
import { objectIn } from './answers';

const MAX_DELAY_MS = 120_000;
const CODE = /^[A-Z][A-Z0-9_]{0,60}$/;

export const isErrorCode = (text: string): boolean => CODE.test(text);

/** `500ms` or `30s`, at most two minutes, in milliseconds. */
export function delayMsOf(text: string): number | undefined {
  const match = /^(\d{1,6})(ms|s)$/.exec(text);
  const ms = match ? Number(match[1]) * (match[2] === 's' ? 1000 : 1) : Infinity;
  return ms <= MAX_DELAY_MS ? ms : undefined;
}

/** From two to nine. */
export const timesOf = (text: string): number | undefined =>
  /^[2-9]$/.test(text) ? Number(text) : undefined;

/** A status of 4xx or 5xx and a code. */
export const refusalOf = (status: string, code: string): { status: number; code: string } | undefined =>
  /^[45]\d\d$/.test(status) && CODE.test(code) ? { status: Number(status), code } : undefined;

/** How an order's description names a scenario, for those who can't set a header: `sandbox:fail:PIX_KEY_NOT_FOUND`. */
export function scenarioInDescription(description: unknown): string | undefined {
  if (typeof description !== 'string' || !description.startsWith('sandbox:')) return undefined;
  return description.slice('sandbox:'.length).trim();
}

/** The same of a body that was not judged yet, so that a scenario may come before that. */
export const scenarioInBody = (body: string): string | undefined =>
  scenarioInDescription(objectIn(body)?.description);

/** The scenario for orders that name none, for a number of orders or until another is set. */
export class DefaultScenario<Scenario> {
  private current: Scenario;
  private left = Infinity;

  constructor(
    private readonly parse: (name: string) => Scenario | undefined,
    private readonly usual: Scenario,
  ) {
    this.current = usual;
  }

  set(name: string, times: number): boolean {
    const scenario = this.parse(name);
    if (scenario === undefined || !(times >= 1)) return false;
    this.current = scenario;
    this.left = times;
    return true;
  }

  peek(): Scenario {
    return this.current;
  }

  take(): Scenario {
    const taken = this.current;
    this.left -= 1;
    if (this.left <= 0) {
      this.current = this.usual;
      this.left = Infinity;
    }
    return taken;
  }
}

/** What happens once only: remembered by this process. */
export class Happenings {
  private readonly happened = new Set<string>();

  /** True the first time. */
  isFirst(happening: string): boolean {
    if (this.happened.has(happening)) return false;
    this.happened.add(happening);
    return true;
  }
}

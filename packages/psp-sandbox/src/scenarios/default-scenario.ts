import type { ParseScenario, Scenario } from './scenario';

/** The scenario of orders that name none, for a number of orders or until another is set. */
export class DefaultScenario {
  private left = Infinity;
  private current: Scenario;

  constructor(
    private readonly parseName: ParseScenario,
    private readonly usual: Scenario,
  ) {
    this.current = usual;
  }

  /** Returns false for an unknown name, and for fewer than one time. */
  set(name: string, times: number): boolean {
    const scenario = this.parseName(name);
    if (scenario === undefined || !(times >= 1)) return false;
    this.current = scenario;
    this.left = times;
    return true;
  }

  peek(): Scenario {
    return this.current;
  }

  /** The scenario of the next order; it counts as used. */
  take(): Scenario {
    const scenario = this.current;
    this.left -= 1;
    if (this.left <= 0) {
      this.current = this.usual;
      this.left = Infinity;
    }
    return scenario;
  }
}

/** Scenarios that happen once per order and have happened, in this process. */
export class OncePerOrder {
  private readonly used = new Set<string>();

  /** Returns true at the first call with a text, and remembers the text. */
  isFirst(scenarioAndOrder: string): boolean {
    if (this.used.has(scenarioAndOrder)) return false;
    this.used.add(scenarioAndOrder);
    return true;
  }
}

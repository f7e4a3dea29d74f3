import { parse } from 'lossless-json';
import { amountOf, Invalid, object } from '../http/body-fields';
import type { Request } from '../http/http-server';
import type { ParseScenario, Scenario, ScenarioTable } from './scenario';

/** What Efí’s own sandbox does with these, kept beside ours. In centavos. */
const AS_AT_EFI: Readonly<Record<string, string>> = { '400': 'return-full:2', '500': 'return-full' };
const FIRST_AMOUNT_MINOR = 77_00n;

/** The scenario an amount of centavos stands for: 4.00 and 5.00, and from 77.01 on a table's own. */
export function scenarioOfAmount(table: ScenarioTable, amountMinor: bigint): string | undefined {
  const centavos = Number(amountMinor - FIRST_AMOUNT_MINOR);
  const own = Object.entries(table).find(([, row]) => row.centavos > 0 && row.centavos === centavos);
  return own?.[0] ?? AS_AT_EFI[amountMinor.toString()];
}

/**
 * The scenario an order names: by header, else by a description that begins with `sandbox:`, else, where amounts have a
 * meaning, by its amount. The body was not judged yet, so that a scenario may come before that.
 */
export function scenarioNamed(
  request: Request,
  amountField: string,
  amounts: ScenarioTable | null,
): string | undefined {
  const header = request.header('x-sandbox-scenario');
  if (header !== undefined) return header;
  const body = bodyOf(request);
  const { description } = body;
  if (typeof description === 'string' && description.startsWith('sandbox:'))
    return description.slice('sandbox:'.length).trim();
  const amountMinor = amounts ? amountIn(body, amountField) : undefined;
  return amounts && amountMinor !== undefined ? scenarioOfAmount(amounts, amountMinor) : undefined;
}

function bodyOf({ body }: Request): Readonly<Record<string, unknown>> {
  try {
    return object(parse(body), 'the body');
  } catch {
    return {};
  }
}

function amountIn(body: Readonly<Record<string, unknown>>, field: string): bigint | undefined {
  try {
    return amountOf(body[field], field);
  } catch (error) {
    if (error instanceof Invalid) return undefined;
    throw error;
  }
}

/** The scenario for orders that name none, for a number of orders or until another is set. */
export class DefaultScenario {
  private left = Infinity;
  private current: Scenario;

  constructor(
    private readonly parseName: ParseScenario,
    private readonly usual: Scenario,
  ) {
    this.current = usual;
  }

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

import { parse } from 'lossless-json';
import { amountOf, InvalidBody, object } from '../http/body-fields';
import type { Request } from '../http/http-server';
import type { ScenarioTable } from './scenario';

/** Amounts in centavos that the sandbox of Efí uses, with their scenarios. */
const EFI_AMOUNTS: Readonly<Record<string, string>> = { '400': 'return-full:2', '500': 'return-full' };
const FIRST_AMOUNT_MINOR = 77_00n;

/** The scenario of an amount in centavos: from 77.01 on the table's own, and 4.00 and 5.00. */
export function scenarioOfAmount(table: ScenarioTable, amountMinor: bigint): string | undefined {
  const centavos = Number(amountMinor - FIRST_AMOUNT_MINOR);
  const own = Object.entries(table).find(([, row]) => row.centavos > 0 && row.centavos === centavos);
  return own?.[0] ?? EFI_AMOUNTS[amountMinor.toString()];
}

/**
 * The scenario that an order names: in a header, else in a description that begins with `sandbox:`, else by its amount.
 * A scenario can refuse an order before the check of its body, so the body can be invalid here.
 *
 * @param amounts the table whose amounts select scenarios, or null
 */
export function requestedScenario(
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
    if (error instanceof InvalidBody) return undefined;
    throw error;
  }
}

import type { ScenarioTable } from '../scenarios/scenario';

/** A line for each scenario: its name, the amount that stands for it, and what happens. */
export function listOfScenarios(table: ScenarioTable): string {
  const rows = Object.values(table);
  const width = Math.min(50, Math.max(...rows.map(({ usage }) => usage.length)));
  return rows
    .map(({ usage, centavos, what }) => `  ${usage.padEnd(width)}  ${amountOf(centavos)}  ${what}`)
    .join('\n');
}

const amountOf = (centavos: number): string =>
  centavos === 0 ? '     ' : `77.${String(centavos).padStart(2, '0')}`;

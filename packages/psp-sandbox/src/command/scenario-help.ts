import { CONNECTPSP_SCENARIOS } from '../connectpsp/sandbox';
import { NTXPAY_SCENARIOS } from '../ntxpay/sandbox';
import type { ScenarioTable } from '../scenarios/scenario';

/** The part of the help that lists every scenario. */
export const scenarioHelp = (): string => `
An order's scenario comes from the header X-Sandbox-Scenario, else from a description like "sandbox:fail", else from its
amount, else it is --scenario. A plus joins several: delay:500ms+return-partial:2.

At both providers:
${formatScenarios(inBoth(CONNECTPSP_SCENARIOS, NTXPAY_SCENARIOS))}

At ConnectPSP:
${formatScenarios(onlyInFirst(CONNECTPSP_SCENARIOS, NTXPAY_SCENARIOS))}

At NTX Pay:
${formatScenarios(onlyInFirst(NTXPAY_SCENARIOS, CONNECTPSP_SCENARIOS))}
`;

/** `error` has the same name at both providers, with other effects. */
const isSame = (one: ScenarioTable, other: ScenarioTable, name: string): boolean =>
  one[name]?.usage === other[name]?.usage && name !== 'error';

const inBoth = (one: ScenarioTable, other: ScenarioTable): ScenarioTable =>
  Object.fromEntries(Object.entries(one).filter(([name]) => isSame(one, other, name)));

const onlyInFirst = (one: ScenarioTable, other: ScenarioTable): ScenarioTable =>
  Object.fromEntries(Object.entries(one).filter(([name]) => !isSame(one, other, name)));

/** One line for each scenario: its name, the amount that selects it, and what happens. */
function formatScenarios(table: ScenarioTable): string {
  const rows = Object.values(table);
  const width = Math.min(50, Math.max(...rows.map(({ usage }) => usage.length)));
  return rows
    .map(({ usage, centavos, what }) => `  ${usage.padEnd(width)}  ${amountOf(centavos)}  ${what}`)
    .join('\n');
}

const amountOf = (centavos: number): string =>
  centavos === 0 ? '     ' : `77.${String(centavos).padStart(2, '0')}`;

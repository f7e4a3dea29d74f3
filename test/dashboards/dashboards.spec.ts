import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { figuresUsed } from './figures-used';
import { knownFigures } from './known-figures';

const FOLDER = join(__dirname, '../../docs/dashboards');

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly { readonly alert: string; readonly expr: string }[];
  }[];
}
interface Dashboard {
  readonly panels: readonly {
    readonly id: number;
    readonly type: string;
    readonly targets?: readonly { readonly expr: string }[];
  }[];
}

const rules = (load(readFileSync(join(FOLDER, 'alerts.yml'), 'utf8')) as Rules).groups.flatMap(
  group => group.rules,
);
const { panels } = JSON.parse(readFileSync(join(FOLDER, 'holdfast.json'), 'utf8')) as Dashboard;
const shown = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));

/** What an expression names that the service does not have. */
async function unknownIn(expressions: readonly string[]): Promise<string[]> {
  const known = await knownFigures();
  const allowed = (figure: string) => [...(known.get(figure) ?? []), 'job', 'instance'];
  return expressions.flatMap(figuresUsed).flatMap(({ figure, labels }) => {
    if (!known.has(figure)) return [figure];
    return labels.filter(label => !allowed(figure).includes(label)).map(label => `${figure}{${label}}`);
  });
}

describe('the expressions of the dashboard and of the alerts', () => {
  it('name only figures and labels that the service has', async () => {
    expect(await unknownIn(rules.map(({ expr }) => expr))).toEqual([]);
    expect(await unknownIn(shown)).toEqual([]);
  });

  it('would be refused for a figure or a label that does not exist, and for what is no expression', async () => {
    expect(
      await unknownIn(['rate(holdfast_payouts_total[5m])', 'holdfast_cases_open{status="OPEN"}']),
    ).toEqual(['holdfast_payouts_total', 'holdfast_cases_open{status}']);
    expect(() => figuresUsed('max by (kind) holdfast_cases_open >')).toThrow('No PromQL');
  });

  it('show or watch every figure of ours', async () => {
    const base = (name: string) => name.replace(/_(bucket|count|sum)$/, '');
    const used = new Set(
      [...shown, ...rules.map(({ expr }) => expr)].flatMap(figuresUsed).map(f => base(f.figure)),
    );
    const ours = [...(await knownFigures()).keys()].filter(name => name.startsWith('holdfast_')).map(base);
    expect([...new Set(ours)].filter(name => !used.has(name))).toEqual([
      'holdfast_projection_state',
      'holdfast_proof_log_signed_entries',
      'holdfast_webhook_open_deliveries',
      'holdfast_webhook_attempts',
    ]);
  });
});

describe('the alert rules', () => {
  it('have names of their own, and each says what to do', () => {
    const names = rules.map(({ alert }) => alert);
    expect(new Set(names).size).toBe(names.length);
    for (const rule of rules)
      expect(rule).toMatchObject({
        labels: { severity: expect.stringMatching(/^(warning|critical)$/) },
        annotations: { summary: expect.any(String), action: expect.any(String) },
      });
  });
});

describe('the dashboard', () => {
  it('has panels with ids of their own, and only rows have no expression', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(panels.filter(({ type, targets }) => type !== 'row' && !targets?.length)).toEqual([]);
  });
});

describe('the operations page', () => {
  it('says of each alarm what it means', () => {
    const page = readFileSync(join(__dirname, '../../docs/operations.md'), 'utf8');
    const told = new Set(page.match(/\bHoldfast[A-Z][A-Za-z]+/g));
    expect([...told].sort()).toEqual(rules.map(({ alert }) => alert).sort());
  });
});

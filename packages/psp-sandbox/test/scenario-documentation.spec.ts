import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { sandboxCommand } from '../src/command/sandbox-command';
import { CONNECTPSP_SCENARIOS } from '../src/connectpsp/sandbox';
import { NTXPAY_SCENARIOS } from '../src/ntxpay/sandbox';
import { ALIASES, parserOf } from '../src/scenarios/scenario';

const rows = [...Object.values(CONNECTPSP_SCENARIOS), ...Object.values(NTXPAY_SCENARIOS)];
const amountOf = (centavos: number) => (centavos === 0 ? '' : `77.${String(centavos).padStart(2, '0')}`);

/** The output for these arguments. The simulators do not start. */
function outputOf(...words: readonly string[]): string {
  let text = '';
  const write = (more: string) => void (text += more);
  const program = new Command('program').exitOverride().configureOutput({ writeOut: write, writeErr: write });
  program.addCommand(sandboxCommand('sandbox'));
  program.commands.forEach(command => command.copyInheritedSettings(program));
  expect(() => program.parse(['sandbox', ...words], { from: 'user' })).toThrow(CommanderError);
  return text;
}

describe('the scenarios', () => {
  it('are in the README, each with its amount and its effect', async () => {
    const text = await readFile(join(__dirname, '..', 'README.md'), 'utf8');
    const lines = text.split('\n').map(line => line.replaceAll('\\|', '|'));
    for (const { usage, centavos, what } of rows) {
      const cell = `| \`${usage.replaceAll(', ', '`, `')}\``;
      const line = lines.find(one => one.startsWith(cell) && one.includes(what)) ?? `no line of ${usage}`;
      expect(line).toContain(amountOf(centavos));
      expect(line).toContain(what);
    }
  });

  it('are in the help of the command, each with its amount', () => {
    const lines = outputOf('--help').split('\n');
    for (const { usage, centavos, what } of rows) {
      const line = lines.find(one => one.includes(usage) && one.includes(what)) ?? `no line of ${usage}`;
      expect(line).toContain(amountOf(centavos));
    }
  });

  it('have second names with the same meaning', () => {
    for (const [alias, name] of Object.entries(ALIASES)) {
      const parse = parserOf(name in CONNECTPSP_SCENARIOS ? CONNECTPSP_SCENARIOS : NTXPAY_SCENARIOS);
      expect({ ...parse(alias), name }).toEqual(parse(name));
    }
  });
});

describe('the command psp-sandbox', () => {
  it.each([
    ['--connectpsp-port', '70000', 'port'],
    ['--ntxpay-port', 'x', 'port'],
    ['--clock-speed', '0', 'above 0'],
    ['--notify', 'https://example.com', 'this machine'],
    ['--scenario', 'nonsense', 'no such scenario'],
    ['--ntxpay-basic', 'user', 'user:password'],
  ])('refuses %s %s', (option, value, says) => {
    expect(outputOf(option, value)).toContain(says);
  });
});

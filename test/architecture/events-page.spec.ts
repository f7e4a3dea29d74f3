import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventRegistry } from '../../src/event-store/codec/event-registry';

const root = join(__dirname, '../..');
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');
const namedIn = (text: string) => (name: string) => text.includes(`\`${name}\``);

describe('what a page lists', () => {
  it('docs/architecture.md names every event that is written, in its table of streams', () => {
    const table = textOf('docs/architecture.md')
      .split('## Streams and events')[1]!
      .split('- Every append')[0]!;
    const missing = [...eventRegistry.versions().keys()].filter(type => !namedIn(table)(type));
    expect(missing).toEqual([]);
    expect(namedIn(table)('PayoutForgotten')).toBe(false);
  });

  it('findings/README.md names every finding', () => {
    const findings = readdirSync(join(root, 'findings')).filter(file => file.endsWith('.sh'));
    const page = textOf('findings/README.md');
    expect(findings.map(file => file.slice(0, -3)).filter(name => !namedIn(page)(name))).toEqual([]);
    expect(findings).not.toEqual([]);
  });
});

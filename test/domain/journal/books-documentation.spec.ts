import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { journalRows, trialBalanceRows } from './worked-example';

const page = readFileSync(join(__dirname, '../../../docs/books.md'), 'utf8');

/** The page's table rows, without the space that lines them up. */
const tableRows = page
  .split('\n')
  .filter(line => line.startsWith('|'))
  .map(line =>
    line
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim())
      .join(' | '),
  );

/** True where the page has these rows, all of them, one after another. */
function hasTable(rows: readonly string[]): boolean {
  return tableRows.some((_row, start) => rows.every((row, index) => tableRows[start + index] === row));
}

describe('docs/books.md', () => {
  it('shows the journal as it is booked', () => {
    expect(tableRows).toEqual(expect.arrayContaining(journalRows()));
    expect(hasTable(journalRows())).toBe(true);
  });

  it('shows the trial balance that comes of it', () => {
    expect(hasTable(trialBalanceRows())).toBe(true);
  });

  it('would show it if a figure were wrong', () => {
    const [first, ...rest] = trialBalanceRows();
    expect(hasTable([first!.replace('81.38', '81.39'), ...rest])).toBe(false);
  });
});

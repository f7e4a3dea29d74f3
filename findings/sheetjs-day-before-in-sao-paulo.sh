#!/usr/bin/env bash
# What: on a server in Brazil's time zone SheetJS writes the day of a payment as the day before.
# Versions: xlsx 0.18.5 (the newest on the npm registry; writer) and exceljs 4.4.0 (second reader).
# Expected: new Date(2026, 2, 10), midnight of 10 March in São Paulo, is written as 10 March. A time keeps its seconds.
# Seen: with TZ=America/Sao_Paulo the cell is 28 seconds early: exceljs reads 9 March 23:59:32, and SheetJS itself shows
#       3/9/26. With TZ=UTC the same program writes 10 March. The days are counted from the end of 1899, when the zone was
#       3 hours, 6 minutes and 28 seconds behind.
# Why it matters: every booking day in a report is a day early, and payments of the first of a month are in the month
#       before. It shows in the company's zone only, not on build machines, which run in UTC.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts xlsx@0.18.5 exceljs@4.4.0
cat >run.cjs <<'CODE'
const XLSX = require('xlsx');
const ExcelJS = require('exceljs');
async function written(options) {
  const sheet = XLSX.utils.aoa_to_sheet([[new Date(2026, 2, 10)]], options);
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, sheet, 'payments');
  const file = XLSX.write(book, { type: 'buffer', bookType: 'xlsx' });
  const second = new ExcelJS.Workbook();
  await second.xlsx.load(file);
  const shown = XLSX.utils.sheet_to_csv(XLSX.read(file).Sheets.payments);
  return `${second.worksheets[0].getCell('A1').value.toISOString()} ${shown}`;
}
(async () => {
  const seen = [await written({}), await written({ cellDates: true })];
  console.log(process.env.TZ.padEnd(18), seen.join('   '));
  const [time, shown] = seen[0].split(' ');
  const asSeen = process.env.TZ === 'UTC' ? '2026-03-10T00:00:00.000Z 3/10/26' : '2026-03-09T23:59:32.000Z 3/9/26';
  process.exit(`${time} ${shown}` === asSeen && seen[1] === asSeen ? 0 : 1);
})();
CODE
TZ=UTC node run.cjs
TZ=America/Sao_Paulo node run.cjs

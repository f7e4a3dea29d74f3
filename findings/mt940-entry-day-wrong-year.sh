#!/usr/bin/env bash
# What: three readers of MT940 statements move an entry of the last day of the year by a year.
# Versions: mt940-js 1.0.0 (with tslib 2.8.1, which it does not name), mt940js 1.3.5 and @centrapay/swift-parser 1.0.1.
# Expected: an entry line has the value date with its year and the entry date without one. A value date of 2 January 2026
#       with the entry date 1231 was booked on 31 December 2025. The statement's own balances say 2025 too.
# Seen: all three give 31 December 2026 as the entry date. The other way round, a value date of 31 December 2025 with the
#       entry date 0102 becomes 2 January 2025. The year is taken from the value date.
# Why it matters: the entry is in the books of a year that has not come, or of one that is closed. Every other day of the
#       year is right, so tests do not show it, and that three libraries agree looks like a proof.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts mt940-js@1.0.0 mt940js@1.3.5 @centrapay/swift-parser@1.0.1 tslib@2.8.1
cat >run.cjs <<'CODE'
const { read } = require('mt940-js');
const { Parser } = require('mt940js');
const { parse } = require('@centrapay/swift-parser');
const statement = (day, dates) =>
  `:20:EXAMPLE\n:25:10020030/1234567\n:28C:00001/001\n:60F:C${day}EUR1000,00\n:61:${dates}C1,00NTRFREF//B1\n:86:PAYMENT\n:62F:C${day}EUR1001,00\n-`;
const day = date => new Date(date).toISOString().slice(0, 10);
async function entryDates(text) {
  const [{ transactions }] = await read(Buffer.from(text));
  const others = [new Parser().parse(text)[0], parse({ type: 'mt940', data: text })[0]];
  return [transactions[0].entryDate, ...others.map(({ transactions: [entry] }) => day(entry.entryDate))];
}
(async () => {
  const old = await entryDates(statement('251231', '2601021231'));
  const young = await entryDates(statement('260102', '2512310102'));
  console.log('booked 2025-12-31, value 2026-01-02:', old.join('  '));
  console.log('booked 2026-01-02, value 2025-12-31:', young.join('  '));
  const all = (dates, expected) => dates.every(date => date === expected);
  process.exit(all(old, '2026-12-31') && all(young, '2025-01-02') ? 0 : 1);
})();
CODE
node run.cjs

#!/usr/bin/env bash
# What: SheetJS reads a Brazilian CSV statement and multiplies amounts by a hundred.
# Versions: xlsx 0.18.5 (the newest on the npm registry).
# Expected: "50,75" stays a text, or becomes 50.75; one file is read by one rule.
# Seen: with the default options "50,75" becomes the number 5075, "-50,00" becomes -5000, and "1.234,56" becomes 1.23456.
#       The day 03/04/2026 becomes the 4th of March, and 25/04/2026 in the same column stays a text.
# Why it matters: a bank statement read this way shows every amount a hundred times too large, but for those above 999,99,
#       which are a thousand times too small. The day moves by a month. No error and no warning is given.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts xlsx@0.18.5
cat >run.cjs <<'CODE'
const XLSX = require('xlsx');
const statement = 'data;historico;valor\n03/04/2026;PIX;50,75\n25/04/2026;PIX;-50,00\n25/04/2026;PIX;1.234,56\n';
const book = XLSX.read(statement, { type: 'string' });
const rows = XLSX.utils.sheet_to_json(book.Sheets[book.SheetNames[0]], { header: 1 }).slice(1);
const shown = rows.map(([day, , amount]) => [day, amount]);
console.log('written:', '50,75', '-50,00', '1.234,56');
console.log('read:   ', JSON.stringify(shown));
const fourthOfMarch = XLSX.SSF.format('yyyy-mm-dd', rows[0][0]);
console.log('03/04/2026 is read as', fourthOfMarch);
const asSeen = JSON.stringify(shown.map(([, amount]) => amount)) === '[5075,-5000,1.23456]';
process.exit(asSeen && fourthOfMarch === '2026-03-04' && rows[1][0] === '25/04/2026' ? 0 : 1);
CODE
node run.cjs

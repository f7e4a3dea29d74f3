#!/usr/bin/env bash
# What: two validators of class-validator accept the 30th of February.
# Versions: class-validator 0.15.1 (with validator 13.15.35).
# Expected: @IsRFC3339() and @IsISO8601() refuse a day that does not exist.
# Seen: both accept 2026-02-30T10:00:00Z. Only IsISO8601 with strict: true refuses it, and that one also accepts a time
#       without a zone, a bare date and a week number, none of which is an instant. JavaScript's Date then takes the 30th
#       of February for the 2nd of March.
# Why it matters: the end of a period or the "as of" of a balance moves into the next month without an error. No single
#       option of the library accepts instants only and refuses days that do not exist.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts class-validator@0.15.1 validator@13.15.35
cat >run.cjs <<'CODE'
const { isISO8601, isRFC3339 } = require('class-validator');
const texts = ['2026-02-30T10:00:00Z', '2026-11-28T10:00:00', '2026-11-28', '2026-W48', '2026-11-28T10:00:00Z'];
const row = text => [isRFC3339(text), isISO8601(text), isISO8601(text, { strict: true })];
console.log('text'.padEnd(24), 'RFC3339 ISO8601 ISO8601 strict');
for (const text of texts) console.log(text.padEnd(24), row(text).join('    '));
console.log('new Date of the first:', new Date(texts[0]).toISOString());
const seen = [[true, true, false], [false, true, true], [false, true, true], [false, true, true], [true, true, true]];
process.exit(JSON.stringify(texts.map(row)) === JSON.stringify(seen) ? 0 : 1);
CODE
node run.cjs

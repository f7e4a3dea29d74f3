#!/usr/bin/env bash
# What: PostgreSQL's client returns one numeric as exact text, and a list of numerics as floats.
# Versions: pg 8.23.1 (with pg-types 2.2.0).
# Expected: array_agg(amount) returns what amount returns: the text 90071992547409.93 for numeric, and texts for bigint.
# Seen: numeric gives the text. numeric[] gives the number 90071992547409.94, a centavo more, and 1234.50 becomes 1234.5.
#       bigint and bigint[] both give texts, so nobody expects the difference. Ranges of numeric give texts again.
# Why it matters: a query that collects the lines of a payout with array_agg loses centavos of large sums, while the same
#       query row by row is right. A parser that is set for numeric is not used for numeric[]: it has an own type number,
#       1231.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts pg@8.23.1 pg-types@2.2.0
cat >run.cjs <<'CODE'
const { types } = require('pg');
types.setTypeParser(1700, text => `exact ${text}`);
// The type numbers of PostgreSQL's catalogue, and the texts that the server sends for such values.
const sent = [
  ['numeric', 1700, '90071992547409.93'],
  ['numeric[]', 1231, '{90071992547409.93,1234.50}'],
  ['bigint', 20, '9007199254740993'],
  ['bigint[]', 1016, '{9007199254740993}'],
  ['numrange', 3906, '[1.00,90071992547409.93)'],
];
const seen = sent.map(([name, number, text]) => [name, types.getTypeParser(number)(text)]);
for (const [index, [name, value]] of seen.entries()) console.log(name.padEnd(10), 'sent', sent[index][2], '  read', value);
const asSeen = ['exact 90071992547409.93', [90071992547409.94, 1234.5], '9007199254740993', ['9007199254740993'], '[1.00,90071992547409.93)'];
process.exit(JSON.stringify(seen.map(([, value]) => value)) === JSON.stringify(asSeen) ? 0 : 1);
CODE
node run.cjs

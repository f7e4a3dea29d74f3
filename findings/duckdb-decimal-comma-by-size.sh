#!/usr/bin/env bash
# What: whether DuckDB reads a column of amounts as numbers or as texts depends on the largest amount in the file.
# Versions: @duckdb/node-api 1.5.6-r.1 (DuckDB 1.5).
# Expected: decimal_separator = ',' reads amounts as Brazil writes them, or refuses the file.
# Seen: with amounts up to 999,99 the column is DOUBLE. One amount of 1.234,56 makes the whole column VARCHAR, without an
#       error. thousands = '.' must be given too. Neither gives a decimal type: the numbers are floats.
# Why it matters: an import that worked on small test files returns texts on the first file with a thousand in it, and sums
#       over it fail or are made by a cast that drops the row.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @duckdb/node-api@1.5.6-r.1
cat >run.mjs <<'CODE'
import { writeFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
const connection = await (await DuckDBInstance.create(':memory:')).connect();
writeFileSync('small.csv', 'data;valor\n03/04/2026;50,75\n25/04/2026;999,99\n');
writeFileSync('large.csv', 'data;valor\n03/04/2026;50,75\n25/04/2026;1.234,56\n');
async function typeOf(file, options) {
  const sql = `SELECT typeof(any_value(valor)) AS type FROM read_csv('${file}', delim = ';', ${options})`;
  return (await connection.runAndReadAll(sql)).getRowObjectsJson()[0].type;
}
const seen = [
  await typeOf('small.csv', "decimal_separator = ','"),
  await typeOf('large.csv', "decimal_separator = ','"),
  await typeOf('large.csv', "decimal_separator = ',', thousands = '.'"),
];
console.log('up to 999,99:', seen[0], '  with 1.234,56:', seen[1], '  with thousands too:', seen[2]);
process.exit(seen.join() === 'DOUBLE,VARCHAR,DOUBLE' ? 0 : 1);
CODE
node run.mjs

#!/usr/bin/env bash
# What: the protection against spreadsheet formulas turns negative amounts into texts, depending on their type.
# Versions: csv-stringify 6.9.0 (writer), @duckdb/node-api 1.5.6-r.1 (reader).
# Expected: escape_formulas protects from texts like =1+1 and leaves amounts alone.
# Seen: the decimal string "-50.00" is written as '-50.00 with an apostrophe, the number -50 as -50. Money is kept in strings
#       so that it stays exact, so it is the exact amounts that are hit. A reader then takes the whole column for text.
# Why it matters: debits disappear from every sum over the file while credits stay, or the import fails. Amounts need to be
#       told from texts before the rows reach the writer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts csv-stringify@6.9.0 @duckdb/node-api@1.5.6-r.1
cat >run.mjs <<'CODE'
import { writeFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { stringify } from 'csv-stringify/sync';
const rows = [['reference', 'amount'], ['A1', '100.00'], ['A2', '-50.00'], ['A3', -50]];
const text = stringify(rows, { escape_formulas: true });
writeFileSync('statement.csv', text);
const connection = await (await DuckDBInstance.create(':memory:')).connect();
const result = await connection.runAndReadAll(
  "SELECT typeof(any_value(amount)) AS type, CAST(sum(TRY_CAST(amount AS DECIMAL(18,2))) AS VARCHAR) AS sum FROM read_csv('statement.csv', header = true, delim = ',')",
);
const [read] = result.getRowObjectsJson();
console.log(text);
console.log('expected sum 0.00; DuckDB reads', JSON.stringify(read));
process.exit(text.includes("A2,'-50.00") && text.includes('A3,-50') && read.type === 'VARCHAR' && read.sum === '50.00' ? 0 : 1);
CODE
node run.mjs

#!/usr/bin/env bash
# What: Apache Arrow's JavaScript library shows a decimal amount without its decimal point.
# Versions: @duckdb/node-api 1.5.6-r.1 (writer), parquet-wasm 0.8.0 and apache-arrow 21.2.0 (reader).
# Expected: a value of DECIMAL(18,2) written as 1.15 is shown as 1.15, by String(), in JSON and in a printed table.
# Seen: all three show 115. In JSON the value also stands in two pairs of quotes. The scale is in the schema only.
# Why it matters: whoever prints or forwards such rows reports a hundred times the money, and nothing looks wrong.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @duckdb/node-api@1.5.6-r.1 parquet-wasm@0.8.0 apache-arrow@21.2.0
cat >run.mjs <<'CODE'
import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { tableFromIPC } from 'apache-arrow';
import { readParquet } from 'parquet-wasm';
const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run(`COPY (SELECT 1.15::DECIMAL(18,2) AS amount) TO 'amount.parquet' (FORMAT parquet)`);
const table = tableFromIPC(readParquet(new Uint8Array(readFileSync('amount.parquet'))).intoIPCStream());
const [field] = table.schema.fields;
const value = table.getChild('amount').get(0);
console.log('written: 1.15   schema:', String(field));
console.log('String():', String(value), '  JSON:', JSON.stringify(value), '  table:', String(table).replace(/\s+/g, ' '));
const asSeen = String(value) === '115' && JSON.stringify(value) === '"\\"115\\""' && String(table).includes('115');
process.exit(asSeen && field.type.scale === 2 ? 0 : 1);
CODE
node run.mjs

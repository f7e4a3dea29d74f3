#!/usr/bin/env bash
# What: exact decimals that DuckDB writes to Parquet come back from hyparquet as inexact numbers.
# Versions: @duckdb/node-api 1.5.6-r.1 (writer), hyparquet 1.31.5 (reader).
# Expected: DECIMAL(18,2) is exact in the file, so 1.15 is read as 1.15, or as a text or an integer with its scale.
# Seen: 1.15 is read as 1.1500000000000001, 114.99 as 114.99000000000001. The unscaled integer is multiplied by 0.01.
# Why it matters: the decimal type is chosen so that no rounding happens. A comparison of an export with the books by
#       equality fails, and a sum of many rows drifts, although the file itself is right.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @duckdb/node-api@1.5.6-r.1 hyparquet@1.31.5
cat >run.mjs <<'CODE'
import { DuckDBInstance } from '@duckdb/node-api';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
const connection = await (await DuckDBInstance.create(':memory:')).connect();
const amounts = ['1.15', '114.99', '0.29'];
const values = amounts.map(amount => `(${amount}::DECIMAL(18,2))`).join(',');
await connection.run(`COPY (SELECT * FROM (VALUES ${values}) t(amount)) TO 'amounts.parquet' (FORMAT parquet)`);
const rows = await parquetReadObjects({ file: await asyncBufferFromFile('amounts.parquet') });
const read = rows.map(({ amount }) => String(amount));
console.log('written:', amounts.join(' '));
console.log('read:   ', read.join(' '));
process.exit(read.join(' ') === '1.1500000000000001 114.99000000000001 0.29' ? 0 : 1);
CODE
node run.mjs

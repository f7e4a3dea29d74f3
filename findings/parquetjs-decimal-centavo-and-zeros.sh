#!/usr/bin/env bash
# What: a Parquet library writes decimals a centavo too small, and reads every second one of its own as zero.
# Versions: @dsnp/parquetjs 1.8.8 (writer and reader), @duckdb/node-api 1.5.6-r.1 (second reader).
# Expected: 1.15, 4.35 and 0.29 in a column of type DECIMAL with the scale 2 are 1.15, 4.35 and 0.29 in the file, and are
#       read back.
# Seen: DuckDB finds 1.14, 4.34 and 0.28 in the file, for each precision. Read by the library itself, a column of
#       precision 9 is 1.14, 0, 4.34, 0: zeros stand between the amounts, and the last amounts are missing. With precision
#       18 there are no zeros.
# Why it matters: an archive of payments loses centavos for good, because the file itself is wrong. No error is raised,
#       and the number of rows is right.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @dsnp/parquetjs@1.8.8 @duckdb/node-api@1.5.6-r.1
cat >run.mjs <<'CODE'
import { DuckDBInstance } from '@duckdb/node-api';
import parquet from '@dsnp/parquetjs';
const amounts = [1.15, 4.35, 0.29, 10];
const schema = new parquet.ParquetSchema({
  large: { type: 'DECIMAL', precision: 18, scale: 2 },
  small: { type: 'DECIMAL', precision: 9, scale: 2 },
});
const writer = await parquet.ParquetWriter.openFile(schema, 'amounts.parquet');
for (const amount of amounts) await writer.appendRow({ large: amount, small: amount });
await writer.close();
const connection = await (await DuckDBInstance.create(':memory:')).connect();
const sql = "SELECT CAST(large AS VARCHAR) AS large, CAST(small AS VARCHAR) AS small FROM 'amounts.parquet'";
const inFile = (await connection.runAndReadAll(sql)).getRowObjectsJson();
const reader = await parquet.ParquetReader.openFile('amounts.parquet');
const cursor = reader.getCursor();
const back = [];
for (let row = await cursor.next(); row; row = await cursor.next()) back.push(row);
await reader.close();
const column = (rows, name) => rows.map(row => row[name]).join(' ');
console.log('given:               ', amounts.join(' '));
console.log('in the file (DuckDB):', column(inFile, 'large'), '  precision 9:', column(inFile, 'small'));
console.log('read back:           ', column(back, 'large'), '  precision 9:', column(back, 'small'));
const asSeen = column(inFile, 'large') === '1.14 4.34 0.28 10.00' && column(inFile, 'small') === '1.14 4.34 0.28 10.00';
process.exit(asSeen && column(back, 'large') === '1.14 4.34 0.28 10' && column(back, 'small') === '1.14 0 4.34 0' ? 0 : 1);
CODE
node run.mjs

#!/usr/bin/env bash
# What: one time column, two independent readers, two meanings.
# Versions: hyparquet-writer 0.17.0 (writer), @duckdb/node-api 1.5.6-r.1 and parquet-wasm 0.8.0 (readers).
# Expected: a column that is written from JavaScript dates as TIMESTAMP is an instant in UTC to every reader.
# Seen: parquet-wasm reads a time in UTC. DuckDB reads a local time without a zone, because the file carries only the older
#       converted type and no logical type.
# Why it matters: a payment of 22:30 in São Paulo on the 10th is booked on the 11th by whoever groups by day in DuckDB,
#       and on the 10th by whoever uses the other reader.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts hyparquet-writer@0.17.0 @duckdb/node-api@1.5.6-r.1 parquet-wasm@0.8.0 apache-arrow@21.2.0
cat >run.mjs <<'CODE'
import { readFileSync, writeFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { tableFromIPC } from 'apache-arrow';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { readParquet } from 'parquet-wasm';
const data = [new Date('2026-03-11T01:30:00Z')];
writeFileSync('times.parquet', Buffer.from(parquetWriteBuffer({ columnData: [{ name: 't', data, type: 'TIMESTAMP' }] })));
const arrow = String(tableFromIPC(readParquet(new Uint8Array(readFileSync('times.parquet'))).intoIPCStream()).schema.fields[0]);
const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run("SET timezone = 'America/Sao_Paulo'");
const result = await connection.runAndReadAll("SELECT typeof(t) AS type, CAST(t AS DATE) AS day FROM 'times.parquet'");
const [duck] = result.getRowObjectsJson();
console.log('written:      2026-03-11T01:30:00Z, which is the 10th in São Paulo');
console.log('parquet-wasm:', arrow);
console.log('DuckDB:      ', JSON.stringify(duck));
process.exit(arrow.includes('UTC') && duck.type === 'TIMESTAMP' && duck.day === '2026-03-11' ? 0 : 1);
CODE
node run.mjs

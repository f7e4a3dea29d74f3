#!/usr/bin/env bash
# What: a Parquet file of a day without payments is opened by two readers and refused by a third one.
# Versions: hyparquet-writer 0.17.0 (writer), @duckdb/node-api 1.5.6-r.1, hyparquet 1.31.5, and parquet-wasm 0.8.0 (Apache
#       Arrow's reader in Rust).
# Expected: a file with columns and no rows is a table with columns and no rows, as with one row or a million.
# Seen: DuckDB and hyparquet find no rows. parquet-wasm says "Expected list element type of Struct but got Byte". The writer
#       marks the empty list of row groups as a list of no type. With one row all three read the file.
# Why it matters: the nightly import fails on the first day without payments, and what comes after it waits. Whoever tests
#       with data, or with one reader, does not see it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts hyparquet-writer@0.17.0 hyparquet@1.31.5 @duckdb/node-api@1.5.6-r.1 \
  parquet-wasm@0.8.0 apache-arrow@21.2.0
cat >run.mjs <<'CODE'
import { readFileSync, writeFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { tableFromIPC } from 'apache-arrow';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { readParquet } from 'parquet-wasm';
const connection = await (await DuckDBInstance.create(':memory:')).connect();
const readers = {
  duckdb: async file => Number((await connection.runAndReadAll(`SELECT count(*) AS n FROM '${file}'`)).getRowObjects()[0].n),
  hyparquet: async file => (await parquetReadObjects({ file: await asyncBufferFromFile(file) })).length,
  arrow: async file => tableFromIPC(readParquet(new Uint8Array(readFileSync(file))).intoIPCStream()).numRows,
};
async function seen(references) {
  const file = `${references.length}.parquet`;
  writeFileSync(file, Buffer.from(parquetWriteBuffer({ columnData: [{ name: 'reference', data: references, type: 'STRING' }] })));
  const results = {};
  for (const [name, read] of Object.entries(readers)) results[name] = await read(file).catch(error => String(error.message ?? error));
  console.log('rows written:', references.length, '  read:', results);
  return results;
}
const one = await seen(['PAY-1']);
const none = await seen([]);
const areRead = one.duckdb === 1 && one.hyparquet === 1 && one.arrow === 1 && none.duckdb === 0 && none.hyparquet === 0;
process.exit(areRead && String(none.arrow).includes('Expected list element type of Struct') ? 0 : 1);
CODE
node run.mjs

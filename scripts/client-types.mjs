// `node scripts/client-types.mjs --write` writes packages/client/src/schema.ts from the OpenAPI document of the routes.
// Without `--write` the script fails when the file is out of date. `--document=FILE` takes the document from a file.
import { readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const FILE = new URL('../packages/client/src/schema.ts', import.meta.url);
const HEAD = '// Written by scripts/client-types.mjs from the OpenAPI document. Do not edit it.\n';

const given = process.argv.find(argument => argument.startsWith('--document='))?.slice('--document='.length);

async function readDocument() {
  if (given !== undefined) return JSON.parse(readFileSync(given, 'utf8'));
  await import('./ready.mjs');
  const { apiDocumentOfBuild } = await import('./api-document.mjs');
  return apiDocumentOfBuild();
}

// A field with a default may be left out of a request.
const text = HEAD + astToString(await openapiTS(await readDocument(), { defaultNonNullable: false }));
if (process.argv.includes('--write')) writeFileSync(FILE, text);
else if (readFileSync(FILE, 'utf8') !== text) {
  console.error('The types of the client are out of date: run `node scripts/client-types.mjs --write`');
  process.exitCode = 1;
}

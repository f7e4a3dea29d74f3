#!/usr/bin/env bash
# What: with the server away a read rejects with the client's own error class, and an append with a plain Error.
# Versions: @eventstore/db-client 6.2.1, against an address where nothing listens.
# Expected: both reject with UnavailableError, whose type is "unavailable", as the documentation's error handling has it.
# Seen: the read does. The append rejects with a plain Error: no type, only the code 14 of gRPC.
# Why it matters: code that asks for error.type to tell "the server is away, the append may be repeated" from a bug takes
#       every outage for a bug, exactly for the calls that write.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @eventstore/db-client@6.2.1 @grpc/grpc-js@1.14.7 google-protobuf@3.21.4
cat >run.cjs <<'CODE'

const { EventStoreDBClient, jsonEvent, UnavailableError } = require('@eventstore/db-client');
const { createServer } = require('node:net');
(async () => {
  const free = createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => free.once('listening', resolve));
  const { port } = free.address();
  await new Promise(resolve => free.close(resolve));
  const client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${port}?tls=false`);
  const told = error => `${error.constructor.name}, type ${error.type}, code ${error.code}`;
  const append = await client.appendToStream('account-1', jsonEvent({ type: 'FundsHeld', data: {} })).catch(error => error);
  let read;
  try {
    for await (const _ of client.readStream('account-1'));
  } catch (error) {
    read = error;
  }
  console.log('append:', told(append));
  console.log('read:  ', told(read));
  await client.dispose();
  process.exit(!(append instanceof UnavailableError) && append.type === undefined && read instanceof UnavailableError ? 0 : 1);
})();
CODE
node run.cjs

#!/usr/bin/env bash
# What: the EventStoreDB client sends the user and password of its connection string over TLS only; without TLS it sends none.
# Versions: @eventstore/db-client 6.2.1.
# Expected: esdb://user:password@host:port?tls=false sends both, or the client refuses the string or warns of it.
# Seen: the request has no authorization header and nothing is said. With tls=true the same string sends it.
# Why it matters: behind a proxy that ends TLS, or in a trial without it, the ledger is an anonymous user. Where the
#   server lets everybody in, nothing shows that the login was left out; where it does not, the refusal names no cause.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @eventstore/db-client@6.2.1
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key.pem -out cert.pem -days 2 \
  -subj /CN=localhost -addext subjectAltName=DNS:localhost 2>/dev/null
cat >run.cjs <<'CODE'
const http2 = require('node:http2');
const { once } = require('node:events');
const { readFileSync } = require('node:fs');
const { EventStoreDBClient } = require('@eventstore/db-client');
async function seen(tls) {
  const server = tls
    ? http2.createSecureServer({ key: readFileSync('key.pem'), cert: readFileSync('cert.pem') })
    : http2.createServer();
  const calls = [];
  server.on('stream', (stream, headers) => {
    calls.push(`${headers[':path'].split('/').at(-1)}: ${headers.authorization ?? 'none'}`);
    stream.respond({ ':status': 200, 'content-type': 'application/grpc', 'grpc-status': '12' }, { endStream: true });
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const options = tls ? 'tls=true&tlsCAFile=cert.pem' : 'tls=false';
  const address = `esdb://ops:changeit@localhost:${server.address().port}?${options}`;
  const client = EventStoreDBClient.connectionString(address);
  try {
    for await (const _ of client.readAll({ maxCount: 1 }));
  } catch {
    // The server of this test answers every call with UNIMPLEMENTED.
  }
  await client.dispose();
  server.close();
  return calls;
}
(async () => {
  const [plain, secure] = [await seen(false), await seen(true)];
  console.log('authorization without TLS:', plain, '  with TLS:', secure);
  const reads = calls => calls.filter(call => call.startsWith('Read: '));
  process.exit(reads(plain).join() === 'Read: none' && reads(secure).join().startsWith('Read: Basic ') ? 0 : 1);
})();
CODE
node run.cjs

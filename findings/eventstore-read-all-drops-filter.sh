#!/usr/bin/env bash
# What: readAll takes a filter and does not send it; a read takes a deadline and does not send it either.
# Versions: @eventstore/db-client 6.2.1, against a stand-in server that shows what arrives.
# Expected: readAll({filter}) asks the server for the streams of the filter only, as subscribeToAll({filter}) does, and
#       deadline limits the call.
# Seen: the request says noFilter, and no deadline arrives. The types accept both options and nothing warns.
# Why it matters: whoever rebuilds balances from the filtered streams folds every event of the store, foreign ones too, or
#       counts what should not count. A read that was meant to end after a second waits as long as the server does.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @eventstore/db-client@6.2.1 @grpc/grpc-js@1.14.7 google-protobuf@3.21.4
cat >run.cjs <<'CODE'
const grpc = require('@grpc/grpc-js');
const generated = '@eventstore/db-client/generated/';
const { StreamsService } = require(generated + 'streams_grpc_pb');
const streams = require(generated + 'streams_pb');
const { ServerFeaturesService } = require(generated + 'serverfeatures_grpc_pb');
const features = require(generated + 'serverfeatures_pb');

/** A stand-in server: it tells what a 23.10 server can do, and hands each call to the script. */
async function listen(calls) {
  const server = new grpc.Server();
  const method = (name, list) => {
    const entry = new features.SupportedMethod();
    entry.setServiceName('event_store.client.streams.streams');
    entry.setMethodName(name);
    entry.setFeaturesList(list);
    return entry;
  };
  server.addService(ServerFeaturesService, {
    getSupportedMethods: (_call, answer) => {
      const supported = new features.SupportedMethods();
      supported.setEventStoreServerVersion('23.10.6');
      supported.setMethodsList([method('read', ['position', 'events']), method('batchappend', ['deadline_duration'])]);
      answer(null, supported);
    },
  });
  const none = (_call, answer) => answer({ code: grpc.status.UNIMPLEMENTED });
  server.addService(StreamsService, { read: none, append: none, delete: none, tombstone: none, batchAppend: none, ...calls });
  const credentials = grpc.ServerCredentials.createInsecure();
  const port = await new Promise((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', credentials, (error, bound) => (error ? reject(error) : resolve(bound))));
  return { address: `127.0.0.1:${port}`, stop: () => server.forceShutdown() };
}
const { EventStoreDBClient, START, streamNameFilter } = require('@eventstore/db-client');
(async () => {
  const seen = [];
  const server = await listen({
    read: call => {
      seen.push({ filterSent: call.request.getOptions().hasFilter(), deadlineSent: call.getDeadline() !== Infinity && call.getDeadline() !== null });
      call.end();
    },
  });
  const client = EventStoreDBClient.connectionString(`esdb://${server.address}?tls=false`);
  const filter = streamNameFilter({ prefixes: ['payout-'] });
  for await (const _ of client.readAll({ fromPosition: START, filter, deadline: 1000 }));
  await client.dispose();
  server.stop();
  console.log('readAll with a filter and a deadline; the server sees', seen[0]);
  process.exit(seen.length === 1 && !seen[0].filterSent && !seen[0].deadlineSent ? 0 : 1);
})();
CODE
node run.cjs

#!/usr/bin/env bash
# What: loading the new client makes every append of the old one fail, before the new one has done anything.
# Versions: @eventstore/db-client 6.2.1 and @kurrent/kurrentdb-client 1.3.1 in one process, against a stand-in server.
# Expected: two packages with different names do not touch each other, so that a service can move call by call.
# Seen: once @kurrent/kurrentdb-client is loaded, appendToStream of @eventstore/db-client fails with "Request message
#       serialization failure". Both write their generated messages into one global name space, and the later one stays.
#       Reads of the old client go on, so the service looks healthy. Loaded the other way round it is the new client that
#       cannot append.
# Why it matters: a copy or a step-by-step move between the two in one process stops every payment at its first append.
#       Two clients need two processes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @eventstore/db-client@6.2.1 @grpc/grpc-js@1.14.7 google-protobuf@3.21.4 @kurrent/kurrentdb-client@1.3.1
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
const { EventStoreDBClient, jsonEvent } = require('@eventstore/db-client');
function success(request) {
  const done = new streams.BatchAppendResp.Success();
  done.setCurrentRevision('0');
  const answer = new streams.BatchAppendResp();
  answer.setCorrelationId(request.getCorrelationId());
  answer.setStreamIdentifier(request.getOptions().getStreamIdentifier());
  answer.setSuccess(done);
  return answer;
}
(async () => {
  const server = await listen({
    read: call => call.end(),
    batchAppend: call => call.on('data', request => call.write(success(request))).on('error', () => {}),
  });
  const client = EventStoreDBClient.connectionString(`esdb://${server.address}?tls=false`);
  const append = () => client.appendToStream('account-1', jsonEvent({ type: 'FundsHeld', data: {} })).then(() => 'works', ({ message }) => message);
  async function read() {
    try {
      for await (const _ of client.readStream('account-1'));
      return 'works';
    } catch ({ message }) {
      return message;
    }
  }
  const before = await append();
  require('@kurrent/kurrentdb-client');
  const [after, reads] = [await append(), await read()];
  console.log('append before the new client is loaded:', before);
  console.log('append after it:', after);
  console.log('read after it:  ', reads);
  process.exit(before === 'works' && after.includes('serialization failure') && reads === 'works' ? 0 : 1);
})();
CODE
node run.cjs

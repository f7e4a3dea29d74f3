#!/usr/bin/env bash
# What: the client tells the server the end of an append's time as a time of day, also where the server takes a duration.
# Versions: @eventstore/db-client 6.2.1, against a stand-in server that offers "deadline_duration" for batch appends.
# Expected: the limit goes out as a duration, as the server's list of features allows, so that no clock but the
#       server's own counts.
# Seen: the request carries a time stamp: the client's clock plus the limit. The client's own definition of the message has
#       no field for a duration.
# Why it matters: where the server's clock is further ahead than the limit, every append is late on arrival and fails, while
#       reads, and health checks made of reads, go on. Payments stop because two clocks differ by seconds.
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
const { Timestamp } = require('google-protobuf/google/protobuf/timestamp_pb');
const { EventStoreDBClient, jsonEvent } = require('@eventstore/db-client');
(async () => {
  let seen;
  const success = request => {
    const answer = new streams.BatchAppendResp();
    answer.setCorrelationId(request.getCorrelationId());
    answer.setStreamIdentifier(request.getOptions().getStreamIdentifier());
    const done = new streams.BatchAppendResp.Success();
    done.setCurrentRevision('0');
    answer.setSuccess(done);
    return answer;
  };
  const server = await listen({
    batchAppend: call => {
      call.on('error', () => {});
      call.on('data', request => {
        const options = request.getOptions();
        const stamp = options.getDeadline();
        seen = { kind: stamp.constructor === Timestamp ? 'time of day' : 'duration', secondsFromNow: Math.round(stamp.getSeconds() - Date.now() / 1000) };
        call.write(success(request));
      });
    },
  });
  const client = EventStoreDBClient.connectionString(`esdb://${server.address}?tls=false`);
  await client.appendToStream('account-1', jsonEvent({ type: 'FundsHeld', data: {} }), { deadline: 60_000 });
  await client.dispose();
  server.stop();
  console.log('an append with a limit of 60 s; the server sees', seen);
  process.exit(seen.kind === 'time of day' && Math.abs(seen.secondsFromNow - 60) <= 2 ? 0 : 1);
})();
CODE
node run.cjs

#!/usr/bin/env bash
# What: a failed append that is asked for as a value still throws, or names a revision that is not the stream's.
# Versions: @eventstore/db-client 6.2.1, against a stand-in server that answers "wrong expected version, it is 41".
# Expected: throwOnAppendFailure: false returns {success: false} with the stream's revision, per call and per client.
# Seen: given with the call the option is ignored and the append throws. Given with the connection string the append
#       returns nextExpectedRevision 1, while the server said 41.
# Why it matters: code that goes on from the returned revision decides on a state of the account that never was. The error
#       that is thrown names the right revision, so only the error can be used.
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
const { Any } = require('google-protobuf/google/protobuf/any_pb');
const { Status } = require(generated + 'status_pb');
const shared = require(generated + 'shared_pb');
const { EventStoreDBClient, jsonEvent } = require('@eventstore/db-client');
function wrongVersion(request) {
  const wrong = new shared.WrongExpectedVersion();
  wrong.setCurrentStreamRevision('41');
  wrong.setExpectedStreamPosition('7');
  const details = new Any();
  details.pack(wrong.serializeBinary(), 'event_store.client.WrongExpectedVersion');
  const status = new Status();
  status.setCode(6);
  status.setDetails(details);
  const answer = new streams.BatchAppendResp();
  answer.setCorrelationId(request.getCorrelationId());
  answer.setStreamIdentifier(request.getOptions().getStreamIdentifier());
  answer.setError(status);
  return answer;
}
(async () => {
  const server = await listen({ batchAppend: call => call.on('data', request => call.write(wrongVersion(request))).on('error', () => {}) });
  const connect = setting => EventStoreDBClient.connectionString(`esdb://${server.address}?tls=false${setting}`);
  const append = (client, options) =>
    client.appendToStream('account-1', jsonEvent({ type: 'FundsHeld', data: {} }), { expectedRevision: 7n, ...options }).then(
      ({ success, nextExpectedRevision }) => `returned success ${success}, revision ${nextExpectedRevision}`,
      ({ type, actualVersion }) => `threw ${type}, revision ${actualVersion}`,
    );
  const [perCall, perClient] = [connect(''), connect('&throwOnAppendFailure=false')];
  const seen = [await append(perCall, { throwOnAppendFailure: false }), await append(perClient, {})];
  console.log('option with the call:  ', seen[0]);
  console.log('option with the client:', seen[1]);
  await perCall.dispose();
  await perClient.dispose();
  server.stop();
  const asSeen = ['threw wrong-expected-version, revision 41', 'returned success false, revision 1'];
  process.exit(seen.join() === asSeen.join() ? 0 : 1);
})();
CODE
node run.cjs

#!/usr/bin/env bash
# What: checkpoints and the end of history overtake events that the consumer of a subscription has not seen yet.
# Versions: @eventstore/db-client 6.2.1 and @kurrent/kurrentdb-client 1.3.1, each against a stand-in server.
# Expected: checkpointReached(subscription, position) and the event caughtUp come when the consumer has had every event
#       before them. The position may then be stored as the place to go on from.
# Seen: the server sends three events, caughtUp and a checkpoint. Both arrive while the first event is still being handled
#       and two others wait in the stream's buffer. A promise that the callback returns holds up only what comes after it.
# Why it matters: a read model that stores this position and is stopped then goes on after events it never applied. Holds
#       or payments are missing from it for good, and no gap shows. Both have to go through the same queue as the events.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >run.cjs <<'CODE'
const grpc = require('@grpc/grpc-js');
const [name, generated] = process.argv.slice(2);
const client = require(name);
const { StreamsService } = require(`${name}/generated/${generated}streams_grpc_pb`);
const { ReadResp } = require(`${name}/generated/${generated}streams_pb`);
const { StreamIdentifier, UUID } = require(`${name}/generated/${generated}shared_pb`);
const { ServerFeaturesService } = require(`${name}/generated/${generated}serverfeatures_grpc_pb`);
const { SupportedMethods } = require(`${name}/generated/${generated}serverfeatures_pb`);
function eventAt(place) {
  const recorded = new ReadResp.ReadEvent.RecordedEvent();
  const id = new UUID();
  id.setString(`00000000-0000-4000-8000-00000000000${place}`);
  const stream = new StreamIdentifier();
  stream.setStreamName(Buffer.from(`payout-${place}`));
  recorded.setId(id);
  recorded.setStreamIdentifier(stream);
  recorded.setCommitPosition(String(place));
  recorded.setPreparePosition(String(place));
  recorded.getMetadataMap().set('type', 'FundsHeld').set('content-type', 'application/json').set('created', '0');
  recorded.setData(Buffer.from('{}'));
  const event = new ReadResp.ReadEvent();
  event.setEvent(recorded);
  return withPart('setEvent', event);
}
function withPart(setter, part) {
  const answer = new ReadResp();
  answer[setter](part);
  return answer;
}
function checkpointAt(place) {
  const checkpoint = new ReadResp.Checkpoint();
  checkpoint.setCommitPosition(String(place));
  checkpoint.setPreparePosition(String(place));
  return withPart('setCheckpoint', checkpoint);
}
(async () => {
  const none = (_call, answer) => answer({ code: grpc.status.UNIMPLEMENTED });
  const streams = Object.fromEntries(Object.keys(StreamsService).map(method => [method, none]));
  streams.read = call => {
    call.write(withPart('setConfirmation', new ReadResp.SubscriptionConfirmation()));
    for (const place of [1, 2, 3]) call.write(eventAt(place));
    call.write(withPart('setCaughtUp', new ReadResp.CaughtUp()));
    call.write(checkpointAt(9));
  };
  const server = new grpc.Server();
  server.addService(StreamsService, streams);
  server.addService(ServerFeaturesService, {
    getSupportedMethods: (_call, answer) => {
      const supported = new SupportedMethods();
      supported.setEventStoreServerVersion('23.10.6');
      answer(null, supported);
    },
  });
  const port = await new Promise((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) => (error ? reject(error) : resolve(bound))));
  const [Client, scheme] = client.KurrentDBClient ? [client.KurrentDBClient, 'kurrentdb'] : [client.EventStoreDBClient, 'esdb'];
  const connection = Client.connectionString(`${scheme}://127.0.0.1:${port}?tls=false`);
  const seen = [];
  let onCheckpoint;
  const checkpoint = new Promise(resolve => (onCheckpoint = resolve));
  const checkpointReached = async (_subscription, { commit }) => onCheckpoint(seen.push(`checkpoint ${commit}`));
  const subscription = connection.subscribeToAll({ filter: client.streamNameFilter({ prefixes: ['payout-'], checkpointReached }) });
  subscription.on('caughtUp', () => seen.push('caught up'));
  for await (const { event } of subscription) {
    seen.push(`${event.streamId} begun`);
    await checkpoint;
    seen.push(`${event.streamId} done`);
    if (event.streamId === 'payout-3') break;
  }
  await connection.dispose();
  server.forceShutdown();
  console.log(name.padEnd(26), seen.join(', '));
  process.exit(seen.slice(0, 4).join() === 'payout-1 begun,caught up,checkpoint 9,payout-1 done' && seen.length === 8 ? 0 : 1);
})();
CODE
for part in "@eventstore/db-client 6.2.1 " "@kurrent/kurrentdb-client 1.3.1 kurrentdb/protocols/v1/"; do
  read -r name version generated <<<"$part"
  (
    mkdir "$version" && cd "$version" && cp ../run.cjs . && npm init -y >/dev/null
    npm install --silent --no-audit --no-fund --ignore-scripts "$name@$version" @grpc/grpc-js@1.14.7 google-protobuf@3.21.4
    node run.cjs "$name" "$generated"
  )
done

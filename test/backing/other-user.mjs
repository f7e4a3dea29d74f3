// What a user of the machine can do to a running Holdfast: run as that user, it tries and prints what it reached, as JSON.
// It uses nothing but Node, because the user may not be able to read the packages. Its task comes on standard input.
import { Buffer } from 'node:buffer';
import { closeSync, openSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

const task = JSON.parse(await text(process.stdin));
const reached = { read: [], written: [], commands: [] };

for (const path of task.paths) {
  attempt(reached.read, path, () => (statSync(path).isDirectory() ? readdirSync(path) : readFileSync(path)));
  attempt(reached.written, path, () => closeSync(openSync(path, 'r+')));
  attempt(reached.written, `${path}/new`, () => closeSync(openSync(`${path}/new`, 'wx')));
}
for (const pid of task.pids) {
  attempt(reached.read, `${pid} cwd`, () => readdirSync(`/proc/${pid}/cwd`));
  attempt(reached.read, `${pid} files`, () => readdirSync(`/proc/${pid}/fd`));
  attempt(reached.read, `${pid} environment`, () => readFileSync(`/proc/${pid}/environ`));
  attempt([], pid, () => reached.commands.push(readFileSync(`/proc/${pid}/cmdline`, 'utf8')));
}
reached.calls = [];
for (const call of task.calls) reached.calls.push(await statusOf(call));
reached.database = await firstAnswerOfDatabase(task.databasePort);
console.log(JSON.stringify(reached));

function attempt(list, what, act) {
  try {
    act();
    list.push(String(what));
  } catch {
    // It was refused.
  }
}

/** The gRPC status of a call to the event store. */
function statusOf({ method, message, authorization }) {
  const session = connectHttp2(`https://localhost:${task.eventStorePort}`, { rejectUnauthorized: false });
  return new Promise((resolve, reject) => {
    session.on('error', reject);
    const call = session.request({
      ':method': 'POST',
      ':path': `/event_store.client.streams.Streams/${method}`,
      'content-type': 'application/grpc',
      te: 'trailers',
      ...(authorization && { authorization }),
    });
    const note = headers => headers['grpc-status'] !== undefined && resolve(Number(headers['grpc-status']));
    call.on('response', note).on('trailers', note).on('error', reject).resume();
    call.end(Buffer.from(message, 'base64'));
  }).finally(() => session.destroy());
}

/** PostgreSQL's first message to somebody who names its user: R and 0 lets him in, R and 10 asks for a password. */
function firstAnswerOfDatabase(port) {
  const words = Buffer.from('user\0holdfast\0database\0holdfast\0\0');
  const start = Buffer.alloc(8);
  start.writeInt32BE(8 + words.length, 0);
  start.writeInt32BE(196_608, 4);
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(Buffer.concat([start, words])));
    socket.on('error', reject).on('data', answer => {
      socket.destroy();
      resolve(`${String.fromCharCode(answer[0])}${answer.readInt32BE(5)}`);
    });
  });
}

import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { lastAnswersOf } from '../../src/composition/http/last-answers';

const QUICK = { silentMs: 20, longestMs: 60_000 };
const HASTY = { silentMs: 20, longestMs: 100 };

let server: Server;
async function listening(listener: RequestListener): Promise<void> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
}
const port = () => (server.address() as AddressInfo).port;

async function connection(firstBytes = ''): Promise<Socket> {
  const arrived = once(server, 'connection');
  const socket = connect(port(), '127.0.0.1').on('error', () => undefined);
  await arrived;
  socket.write(firstBytes);
  return socket;
}

/** Ends the server as the service does. */
async function end(beginEnd: () => void): Promise<void> {
  const closed = once(server, 'close');
  beginEnd();
  server.close();
  await closed;
}

describe('the last answers of a server', () => {
  it.each([
    ['has sent nothing', ''],
    ['has sent half of a request’s head', 'GET / HTTP/1.1\r\nHost: '],
  ])('do not wait for a connection that %s', async (_what, bytes) => {
    await listening((_request, response) => response.end());
    const beginEnd = lastAnswersOf(server, QUICK);
    const socket = await connection(bytes);
    await end(beginEnd);
    socket.destroy();
  });

  it('are given while silent connections end', async () => {
    let answer: () => void = () => undefined;
    await listening((_request, response) => (answer = () => response.end('the answer')));
    const beginEnd = lastAnswersOf(server, QUICK);
    const asking = ask();
    await once(server, 'request');
    const silent = await connection();
    const ended = end(beginEnd);
    await once(silent, 'close');
    answer();
    expect(await asking).toBe('the answer');
    await ended;
  });

  it('are cut after the longest time, so no request holds up the end', async () => {
    await listening(() => undefined);
    const beginEnd = lastAnswersOf(server, HASTY);
    const asking = ask();
    await once(server, 'request');
    await end(beginEnd);
    expect(await asking).toBe('UND_ERR_SOCKET');
  });
});

/** The answer to a request, or the code of its error. */
const ask = (): Promise<string> =>
  fetch(`http://127.0.0.1:${port()}/`).then(
    answer => answer.text(),
    (error: { cause?: { code?: string } }) => error.cause?.code ?? String(error),
  );

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from '../../shared/logging';
import type { Witness, WitnessAnswer } from './witness';

/** 63 hashes and a checkpoint with many signatures are smaller. */
const MAX_BODY_BYTES = 256 * 1024;
const TEXT = 'text/plain; charset=utf-8';
/** Of a refusal that says which size is known. */
const SIZE = 'text/x.tlog.size';

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly type?: string;
}

/** A witness over HTTP. `port` 0 takes a free one. @throws when the port is taken */
export async function serveWitness(
  witness: Witness,
  { host, port, logger }: { readonly host: string; readonly port: number; readonly logger: Logger },
): Promise<Server> {
  const server = createServer((request, response) => void respond(witness, logger, request, response));
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

async function respond(
  witness: Witness,
  logger: Logger,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const { status, body, type = TEXT } = await answerTo(witness, request);
    response.writeHead(status, { 'content-type': type }).end(body);
  } catch (error) {
    logger.error({}, `A request failed: ${error instanceof Error ? error.message : String(error)}`);
    if (!response.headersSent) response.writeHead(500, { 'content-type': TEXT });
    response.end('the witness cannot store or read its checkpoints\n');
  }
}

async function answerTo(witness: Witness, request: IncomingMessage): Promise<Answer> {
  const path = (request.url ?? '').split('?')[0]!;
  if (path === '/add-checkpoint')
    return request.method === 'POST' ? addCheckpoint(witness, request) : NOT_ALLOWED;
  const [, hash] = /^\/([0-9a-f]{64})\/checkpoint$/.exec(path) ?? [];
  if (hash === undefined) return { status: 404, body: 'there is nothing here\n' };
  if (request.method !== 'GET') return NOT_ALLOWED;
  const checkpoint = await witness.latest(hash);
  return checkpoint === undefined
    ? { status: 404, body: 'no checkpoint was cosigned\n' }
    : { status: 200, body: checkpoint };
}

const NOT_ALLOWED: Answer = { status: 405, body: 'another method is needed here\n' };

async function addCheckpoint(witness: Witness, request: IncomingMessage): Promise<Answer> {
  const body = await bodyOf(request);
  if (body === undefined) return { status: 413, body: `a request has at most ${MAX_BODY_BYTES} bytes\n` };
  const answer: WitnessAnswer = await witness.addCheckpoint(body);
  return answer.status === 409 ? { ...answer, type: SIZE } : answer;
}

/** Undefined where it is too long. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return bytes <= MAX_BODY_BYTES ? Buffer.concat(chunks).toString() : undefined;
}

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { guardConnections } from '../../api/http/edges/connections';
import { markOperations } from '../../api/http/edges/operations-address';
import { Refusals } from '../../api/http/edges/refusals';
import { closeAfterLastAnswers, lastAnswersOf } from './last-answers';
import type { Settings } from '../../shared/settings/config';

type Handler = Parameters<typeof createServer>[1];

/** Listens on the operator's address for the same application, which knows what came to it. */
export async function startOperationsServer(
  app: NestExpressApplication,
  { operations, host, edges }: Pick<Settings, 'operations' | 'host' | 'edges'>,
): Promise<{ url: string; stop(): Promise<void> }> {
  const serve = app.getHttpAdapter().getInstance() as NonNullable<Handler>;
  const server = createServer((request, response) => {
    markOperations(request);
    serve(request, response);
  });
  guardConnections(server, edges, app.get(Refusals));
  const address = operations?.host ?? host;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(operations?.port ?? 0, address, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const beginEnd = lastAnswersOf(server);
  const stop = () => closeAfterLastAnswers(server, beginEnd);
  return { url: `http://${address.includes(':') ? `[${address}]` : address}:${port}`, stop };
}

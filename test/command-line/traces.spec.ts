import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ADMIN_KEY, ApiClient, payoutBody } from '../support/api-client';
import { eventually } from '../support/eventually';
import { serve } from '../support/holdfast-process';

/** What the collector was sent, in OTLP's protobuf: ids are bytes there, and names are text. */
const sent: Buffer[] = [];
const requests = new Set<string>();
const collector = createServer((request, response) => {
  requests.add(`${request.method} ${request.url} ${request.headers['content-type']}`);
  request.on('data', (chunk: Buffer) => sent.push(chunk));
  request.on('end', () => response.writeHead(200, { 'Content-Type': 'application/x-protobuf' }).end());
});

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'holdfast-traces-'));
  await new Promise<void>(resolve => collector.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  collector.close();
  await rm(dataDir, { recursive: true, force: true });
});

const STEPS = ['POST /v1/payouts', 'append', 'connectpsp submit', 'connectpsp notification', 'read models'];

describe('holdfast serve with a collector', () => {
  it('sends one trace for a payout: its id is the payout, and it goes from the request to the read models', async () => {
    const { port } = collector.address() as AddressInfo;
    const { holdfast, url } = await serve({
      PORT: '0',
      DATA_DIR: dataDir,
      ADMIN_API_KEY: ADMIN_KEY,
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
    });
    try {
      const api = new ApiClient(() => url, ADMIN_KEY);
      await api.fund('merchant-1', '100.00');
      const { body } = await api.requestPayout<{ id: string }>(payoutBody('merchant-1', 'traced', '10.00'));
      const traceId = Buffer.from(body.id.replaceAll('-', ''), 'hex');
      await eventually('the collector has every kind of step', () => {
        const text = Buffer.concat(sent);
        return Promise.resolve(text.includes(traceId) && STEPS.every(step => text.includes(step)));
      });
    } finally {
      await holdfast.stop();
    }
    expect([...requests]).toEqual(['POST /v1/traces application/x-protobuf']);
    const all = Buffer.concat(sent);
    for (const person of ['Maria Silva', '12345678909']) expect(all.includes(person)).toBe(false);
  });
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ADMIN_KEY } from '../support/api-client';
import { eventually } from '../support/eventually';
import { TestService } from '../support/service';
import { fuzz } from '../../src/fuzz/fuzz';

/** `npm run fuzz` sends many more. */
const INPUTS = 1_500;

let holdfast: TestService;
beforeAll(async () => void (holdfast = await TestService.start()));
afterAll(() => holdfast.stop());

describe('the API under requests made from its own document', () => {
  it(`answers ${INPUTS} of them as documented, without an error of its own`, async () => {
    const target = { url: holdfast.service.url, key: ADMIN_KEY, count: INPUTS, seed: Date.now() % 2 ** 31 };
    const { sent, statuses, faults } = await fuzz(target);
    expect({ seed: target.seed, faults: faults.slice(0, 20) }).toEqual({ seed: target.seed, faults: [] });
    expect(sent).toBe(INPUTS);
    expect(statuses[400]).toBeGreaterThan(0);
    expect(Object.keys(statuses).some(status => Number(status) < 300)).toBe(true);
  });
});

describe('a stream without an end', () => {
  const DOCUMENT = {
    paths: {
      '/v1/stream': {
        get: { responses: { 200: { description: '', content: { 'text/event-stream': {} } } } },
      },
    },
    components: { schemas: {} },
  };
  let open = 0;
  const server = createServer((request, response) => {
    if (request.url === '/docs-json') return void response.end(JSON.stringify(DOCUMENT));
    open += 1;
    response.once('close', () => (open -= 1));
    response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(': hello\n\n');
  });
  beforeAll(() => new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('is held to the document by its beginning, and is not waited for', async () => {
    const { port } = server.address() as AddressInfo;
    const { sent, statuses } = await fuzz({
      url: `http://127.0.0.1:${port}`,
      key: ADMIN_KEY,
      count: 40,
      seed: 1,
    });
    expect([sent, statuses[200]]).toEqual([sent, sent]);
    expect(sent).toBeGreaterThanOrEqual(40);
    await eventually('every stream is ended', () => open === 0);
  }, 20_000);
});

import fc from 'fast-check';
import { ApiDocument, type OpenApi } from '../support/api-document';
import { ADMIN_KEY } from '../support/api-client';
import { TestService } from '../support/service';
import { Requests, type FuzzedDocument, type FuzzedRequest } from './requests';

/** How many requests are sent; `npm run fuzz` sends many. */
const INPUTS = Number(process.env['FUZZ_INPUTS'] ?? 1_500);
const PARALLEL = 16;
const MIB = 1024 * 1024;

let holdfast: TestService;
let document: OpenApi & FuzzedDocument;
beforeAll(async () => {
  holdfast = await TestService.start();
  document = (await (await fetch(`${holdfast.service.url}/docs-json`)).json()) as typeof document;
});
afterAll(() => holdfast.stop());

async function send({ method, path, headers, body }: FuzzedRequest) {
  const authorised = { ...headers, Authorization: `Bearer ${ADMIN_KEY}` };
  const hasBody = body !== undefined && method !== 'GET';
  const response = await fetch(holdfast.service.url + path, {
    method,
    headers: authorised,
    redirect: 'manual',
    ...(hasBody && { body }),
  });
  const contentType = response.headers.get('content-type') ?? '';
  return { status: response.status, contentType, text: await response.text() };
}

/** What is wrong with the answer. A dot in an address is a step in it, as the client sends it. An address can be another route's by what stands in it, so 404 and 405 fit any. */
function faults(
  api: ApiDocument,
  { method, path }: FuzzedRequest,
  answer: Awaited<ReturnType<typeof send>>,
): string[] {
  if (answer.status >= 500) return [`${method} ${path} is ${answer.status}: ${answer.text.slice(0, 200)}`];
  if (answer.status === 404 || answer.status === 405) return [];
  return api.differences({ method, path: new URL(path, holdfast.service.url).pathname, ...answer });
}

describe('the API under requests made from its own document', () => {
  it(`answers ${INPUTS} of them as documented, without an error of its own`, async () => {
    const api = new ApiDocument(document);
    const requests = new Requests(document);
    const drawn = fc.sample(fc.infiniteStream(requests.any(), { noHistory: true }), 1)[0]!;
    const found = new Map<string, number>();
    const statuses = new Map<number, number>();
    const heaps: number[] = [];
    let sent = 0;
    const work = async () => {
      while (sent < INPUTS) {
        if (sent++ % Math.ceil(INPUTS / 10) === 0) heaps.push(Math.round(process.memoryUsage().rss / MIB));
        const request = drawn.next().value as FuzzedRequest;
        const answer = await send(request);
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        for (const fault of faults(api, request, answer)) found.set(fault, (found.get(fault) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, work));
    if (INPUTS > 10_000) console.info({ sent, statuses: Object.fromEntries(statuses), residentMiB: heaps });
    expect([...found.keys()].slice(0, 20)).toEqual([]);
    expect(statuses.get(400)).toBeGreaterThan(0);
    expect([...statuses.keys()].some(status => status < 300)).toBe(true);
  });
});

import fc from 'fast-check';
import { ApiDocument, type OpenApi } from './api-document';
import { type FuzzedDocument, type FuzzedRequest, Requests } from './requests';

const PARALLEL = 16;
const MIB = 1024 * 1024;
/** How often memory is looked at. */
const LOOKS = 10;

export interface FuzzTarget {
  readonly url: string;
  readonly key: string;
  /** How many requests are sent. */
  readonly count: number;
  /** Draws the same requests again. */
  readonly seed: number;
  readonly onProgress?: (sent: number) => void;
}

export interface FuzzResult {
  readonly sent: number;
  /** Answers by status. */
  readonly statuses: Readonly<Record<number, number>>;
  /** Each kind of answer that is a 5xx or not in the document, once. Empty: there is none. */
  readonly faults: readonly string[];
  /** Resident memory of this process after each tenth, in MiB. */
  readonly residentMiB: readonly number[];
}

/** Sends requests made from the API's own document, and holds every answer to it. @throws when the service is away */
export async function fuzz(target: FuzzTarget): Promise<FuzzResult> {
  const response = await fetch(`${target.url}/docs-json`);
  const document = (await response.json()) as OpenApi & FuzzedDocument;
  const run = new Run(target, new ApiDocument(document));
  const stream = fc.infiniteStream(new Requests(document).any(), { noHistory: true });
  const requests = fc.sample(stream, { numRuns: 1, seed: target.seed })[0]!;
  await Promise.all(Array.from({ length: PARALLEL }, () => run.work(requests)));
  return run.result();
}

class Run {
  private sent = 0;
  private readonly statuses: Record<number, number> = {};
  private readonly faults = new Set<string>();
  private readonly residentMiB: number[] = [];

  constructor(
    private readonly target: FuzzTarget,
    private readonly document: ApiDocument,
  ) {}

  async work(requests: Iterator<FuzzedRequest>): Promise<void> {
    while (this.sent < this.target.count) {
      this.note();
      const request = requests.next().value as FuzzedRequest;
      const answer = await send(this.target, request);
      this.statuses[answer.status] = (this.statuses[answer.status] ?? 0) + 1;
      for (const fault of faultsOf(this.document, request, answer)) this.faults.add(fault);
    }
  }

  result(): FuzzResult {
    const { sent, statuses, residentMiB } = this;
    return { sent, statuses, faults: [...this.faults], residentMiB };
  }

  private note(): void {
    this.sent += 1;
    this.target.onProgress?.(this.sent);
    if (this.sent % Math.ceil(this.target.count / LOOKS) !== 0) return;
    this.residentMiB.push(Math.round(process.memoryUsage().rss / MIB));
  }
}

interface Answer {
  /** As it was asked for: the client takes the steps of dots in an address. */
  readonly path: string;
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

async function send(
  { url, key }: FuzzTarget,
  { method, path, headers, body }: FuzzedRequest,
): Promise<Answer> {
  const address = new URL(url + path);
  const response = await fetch(address, {
    method,
    headers: { ...headers, Authorization: `Bearer ${key}` },
    redirect: 'manual',
    ...(body !== undefined && method !== 'GET' && { body }),
  });
  const contentType = response.headers.get('content-type') ?? '';
  const text = await textOf(response, contentType);
  return { path: address.pathname, status: response.status, contentType, text };
}

/** A stream of events has no end: it is held to the document by its status and its type, and is ended. */
async function textOf(response: Response, contentType: string): Promise<string> {
  if (!contentType.startsWith('text/event-stream')) return response.text();
  await response.body?.cancel();
  return '';
}

/** What stands in an address can make it another route's, so 404 and 405 fit any. */
function faultsOf(document: ApiDocument, { method, path }: FuzzedRequest, answer: Answer): string[] {
  if (answer.status >= 500) return [`${method} ${path} is ${answer.status}: ${answer.text.slice(0, 200)}`];
  if (answer.status === 404 || answer.status === 405) return [];
  return document.differences({ method, ...answer });
}

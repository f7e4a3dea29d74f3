import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ADMIN_KEY } from '../support/api-client';
import { templatePattern } from '../../src/fuzz/api-document';
import { eventually } from '../support/eventually';
import { readLastCheckpoint } from '../../src/proofs/log/checkpoint-stream';
import { completeCheckpoint } from '../support/checkpoints';
import { readHttpFile, type HttpRequest } from '../support/http-file';
import { serviceOfThisFile } from '../support/service';

const FILE = readFileSync(join(__dirname, '../../requests.http'), 'utf8');

const holdfast = serviceOfThisFile(() => ({ proofIntervalMs: 50 }));
const requests = (): HttpRequest[] => readHttpFile(FILE, { url: holdfast().service.url, key: ADMIN_KEY });

/** The document does not list itself, but the file shows it. */
const DOCUMENT = 'get /docs-json';

async function documented(): Promise<string[]> {
  const answer = await fetch(`${holdfast().service.url}/docs-json`);
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, object>> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map(method => `${method} ${path}`),
  );
}

const patternOf = (route: string): RegExp => new RegExp(`^${templatePattern(route)}$`);

async function send({ method, url, headers, body }: HttpRequest): Promise<{ status: number; text: string }> {
  const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
  return { status: answer.status, text: await answer.text() };
}

/** The file has a proof of what it has done, and the proof log is signed a moment later. */
const firstCheckpoint = () =>
  eventually('something is signed', async () => readLastCheckpoint(holdfast().service.store));

/** Sends the whole file. @returns the answers to the commands */
async function sendAll(): Promise<string[]> {
  const commands: string[] = [];
  for (const request of requests()) {
    const { pathname } = new URL(request.url);
    if (pathname.endsWith('/checkpoint')) await firstCheckpoint();
    if (pathname.endsWith('/bundle')) await completeCheckpoint(holdfast());
    const { status, text } = await send(request);
    expect({ title: request.title, status, text }).toMatchObject({ status: request.status });
    // Every new key and every session is another one, so it cannot be given again.
    if (request.method !== 'GET' && !/\/(v1\/keys|console\/session)$/.test(request.url)) commands.push(text);
  }
  return commands;
}

/** Deposits of 1600.00, payouts of 50.00, 20.00 and 40.00, a fee of 0.01, and a return of 10.00. */
const FINAL_BALANCE = { available: '1499.99', held: '0.00', total: '1499.99' };

describe('requests.http', () => {
  it('shows every route of the OpenAPI document, and none that it does not have', async () => {
    const routes = [...(await documented()), DOCUMENT];
    const shown = requests().map(({ method, url }) => `${method.toLowerCase()} ${new URL(url).pathname}`);
    const isShown = (route: string) => shown.some(request => patternOf(route).test(request));
    expect(routes.filter(route => !isShown(route))).toEqual([]);
    expect(shown.filter(request => !routes.some(route => patternOf(route).test(request)))).toEqual([]);
    expect(routes.length).toBeGreaterThan(20);
  });

  it('gets the answers that its titles promise, and moves no money when somebody sends it again', async () => {
    const first = await sendAll();
    await eventually('every payout has its outcome and the return is booked', async () => {
      const balance = await holdfast().balance('merchant-1');
      return balance.total === FINAL_BALANCE.total && balance.held === FINAL_BALANCE.held;
    });
    expect(await sendAll()).toEqual(first);
    expect(await holdfast().balance('merchant-1')).toEqual(FINAL_BALANCE);
  });
});

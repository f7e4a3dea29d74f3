import { createHoldfast, type StreamEvent } from '@holdfast/client';
import { createApiKey, revokeApiKey } from '../../src/api/auth/keys/manage-keys';
import type { Scope } from '../../src/api/auth/keys/scopes';
import { comparePositions, parsePosition } from '../../src/event-store/event-store';
import { systemClock } from '../../src/shared/clock';
import { systemRandom } from '../../src/shared/random';
import { ADMIN_KEY, payoutBody } from '../support/api-client';
import { eventually } from '../support/eventually';
import { serviceOfThisFile } from '../support/service';

const current = serviceOfThisFile();
const readers: AbortController[] = [];
afterEach(() => readers.splice(0).forEach(reader => reader.abort()));

const tools = () => ({ store: current().service.store, clock: systemClock, random: systemRandom });

async function keyOf(name: string, scopes: readonly Scope[], accounts: readonly string[] | '*' = '*') {
  const made = await createApiKey(tools(), name, scopes, { kind: 'service', accounts });
  if (!made.ok) throw new Error(made.refusal);
  const { key } = made.value;
  await eventually('the key is known', async () => (await raw('', key)).status === 200);
  return made.value;
}

/** One answer as it is; the stream of a second ends by itself. */
async function raw(query: string, key = ADMIN_KEY, headers: Record<string, string> = {}) {
  const url = `${current().service.url}/v1/stream?maxSeconds=1${query}`;
  const answer = await fetch(url, { headers: { Authorization: `Bearer ${key}`, ...headers } });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

interface Following {
  readonly events: StreamEvent[];
  readonly over: Promise<unknown>;
  stop(): void;
}

/** Follows with the typed client, as a service does. */
function follow(options: { key?: string; topics?: StreamEvent['topic'][]; after?: string } = {}): Following {
  const { key = ADMIN_KEY, ...rest } = options;
  const reader = new AbortController();
  readers.push(reader);
  const events: StreamEvent[] = [];
  // After a restart the service of a test listens elsewhere.
  const fetch = ({ url, headers, signal }: Request) =>
    globalThis.fetch(current().service.url + url.slice('http://holdfast'.length), { headers, signal });
  const client = createHoldfast({ url: 'http://holdfast', key, fetch, repeats: { attempts: 1 } });
  const run = async () => {
    for await (const event of client.events({ ...rest, signal: reader.signal })) events.push(event);
  };
  const over = run().catch((error: unknown) => error);
  return { events, over, stop: () => reader.abort() };
}

const head = async (): Promise<string> => {
  const { text } = await raw('');
  return (JSON.parse(/event: opened\ndata: (.*)/.exec(text)![1]!) as { position: string }).position;
};

const typesOf = (events: readonly StreamEvent[], payoutId: string): string[] =>
  events.filter(event => event.payoutId === payoutId).map(({ type }) => type);

const LIFE = [
  ...['PayoutRequested', 'FundsHeld', 'PayoutSubmissionStarted', 'PayoutSubmitted'],
  ...['PayoutCompleted', 'HoldCaptured'],
];

it('tells of a payout as it happens, in the order of the log and without personal data or amounts', async () => {
  const start = await head();
  const { events } = follow({ after: start });
  await current().api.fund('streamed', '100.00');
  const { id } = await current().payOut(payoutBody('streamed', 'streamed-1', '10.00'));
  await eventually('it is told', () => typesOf(events, id).includes('HoldCaptured'));
  expect(typesOf(events, id)).toEqual(LIFE);
  expect(new Set(events.map(({ accountId }) => accountId))).toEqual(new Set(['streamed']));
  expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['AccountOpened', 'FundsDeposited']));
  const places = events.map(({ position }) => parsePosition(position)!);
  expect([...places].sort(comparePositions)).toEqual(places);
  expect(JSON.stringify(events)).not.toMatch(/Maria|12345678909|amount|streamed-1/i);
});

it('names positions from which a query sees the change', async () => {
  const { events } = follow({ after: await head() });
  await current().api.fund('seen', '100.00');
  const { id } = await current().payOut(payoutBody('seen', 'seen-1', '10.00'));
  const done = await eventually('it is told', () =>
    events.find(({ type, payoutId }) => type === 'PayoutCompleted' && payoutId === id),
  );
  const { body } = await current().api.get<{ status: string }>(`/v1/payouts/${id}`, done.position);
  expect(body.status).toBe('COMPLETED');
});

it('goes on after any event, without a gap and without a repeat', async () => {
  const start = await head();
  const { events } = follow({ after: start });
  await current().api.fund('resumed', '100.00');
  const { id } = await current().payOut(payoutBody('resumed', 'resumed-1', '10.00'));
  await eventually('it is told', () => typesOf(events, id).includes('HoldCaptured'));
  const all = events.map(({ position, type }) => `${position} ${type}`);
  for (let seen = 0; seen < all.length - 1; seen += 3) {
    const again = follow({ after: events[seen]!.position });
    await eventually('all is told again', () => typesOf(again.events, id).includes('HoldCaptured'));
    expect(
      again.events.map(({ position, type }) => `${position} ${type}`).slice(0, all.length - seen - 1),
    ).toEqual(all.slice(seen + 1));
    again.stop();
  }
  const { text } = await raw('', ADMIN_KEY, { 'Last-Event-ID': events[2]!.position });
  expect(text).toContain(`id: ${events[3]!.position}\n`);
  expect(text).not.toContain(`id: ${events[1]!.position}\n`);
});

it('goes on by itself over a restart of the service', async () => {
  const { events } = follow({ after: await head(), topics: ['accounts'] });
  await current().api.fund('restarted-1', '1.00');
  const before = 2;
  await eventually('it is told', () => events.length === before);
  await current().restart();
  await current().api.fund('restarted-2', '1.00');
  await eventually('it is told', () => events.some(({ id }) => id === 'restarted-2'), 20_000);
  expect(events.slice(before).map(({ id }) => id)).toEqual(['restarted-2', 'restarted-2']);
});

it('tells a client of its own accounts and by its scopes alone', async () => {
  const { key } = await keyOf('own-stream', ['payouts:read'], ['own-1']);
  const { key: cases } = await keyOf('case-stream', ['cases:read']);
  const start = await head();
  const [own, all, caseReader] = [
    follow({ key, after: start }),
    follow({ after: start }),
    follow({ key: cases, after: start }),
  ];
  await current().api.fund('other-1', '100.00');
  await current().api.fund('own-1', '100.00');
  const other = await current().payOut(payoutBody('other-1', 'other-1', '10.00'));
  const mine = await current().payOut(payoutBody('own-1', 'own-1', '10.00'));
  await eventually('both are told', () =>
    [other, mine].every(({ id }) => typesOf(all.events, id).includes('HoldCaptured')),
  );
  await eventually('the own one is told', () => typesOf(own.events, mine.id).includes('HoldCaptured'));
  expect(new Set(own.events.map(({ accountId }) => accountId))).toEqual(new Set(['own-1']));
  expect(caseReader.events).toEqual([]);
  expect((await raw('&topics=payouts,cases', key)).status).toBe(403);
  expect((await raw('&topics=payouts', key)).status).toBe(200);
  expect((await raw('&topics=payouts', cases)).status).toBe(403);
});

it('ends when the key is revoked, and the client says why', async () => {
  const { key, keyId } = await keyOf('revoked-stream', ['payouts:read']);
  const { over, events } = follow({ key, after: await head() });
  await current().api.fund('revoked-1', '1.00');
  await eventually('it follows', () => events.length > 0);
  expect(await revokeApiKey(tools(), keyId)).toMatchObject({ ok: true });
  expect(await over).toMatchObject({ code: 'UNAUTHORIZED' });
});

it('refuses a place that the log has not come to, and words that are no place or topic', async () => {
  const beyond = '999999999999/999999999999';
  for (const [query, headers, field] of [
    [`&after=${beyond}`, {}, 'after'],
    ['', { 'Last-Event-ID': beyond }, 'Last-Event-ID'],
    ['', { 'Last-Event-ID': 'x' }, 'Last-Event-ID'],
    ['&after=x', {}, 'after'],
    ['&topics=payees', {}, 'topics'],
  ] as const) {
    const { status, text } = await raw(query, ADMIN_KEY, headers);
    const { errors } = JSON.parse(text) as { errors: { field: string }[] };
    expect([query, status, errors.map(error => error.field)]).toEqual([query, 400, [field]]);
  }
});

it('has at most eight streams of one key, and room again when one has ended', async () => {
  const { key } = await keyOf('many-streams', ['payouts:read']);
  const headers = { Authorization: `Bearer ${key}` };
  const open = (signal: AbortSignal) => fetch(`${current().service.url}/v1/stream`, { headers, signal });
  const eight = Array.from({ length: 8 }, () => new AbortController());
  readers.push(...eight);
  const opened = await Promise.all(eight.map(({ signal }) => open(signal)));
  expect(opened.map(({ status }) => status)).toEqual(Array(8).fill(200));
  const refused = await raw('', key);
  expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '5']);
  expect(refused.text).toContain('TOO_MANY_REQUESTS');
  expect((await raw('')).status).toBe(200);
  eight[0]!.abort();
  await eventually('there is room', async () => (await raw('', key)).status === 200);
});

it('says what it is, and why it ends', async () => {
  const { headers, text } = await raw('&topics=limits');
  expect(headers.get('Content-Type')).toBe('text/event-stream; charset=utf-8');
  expect(headers.get('Cache-Control')).toBe('no-store');
  expect(text).toMatch(/^retry: 2000\n\nid: (\d+\/\d+)\nevent: opened\ndata: \{"position":"\1"\}\n\n/);
  expect(text).toMatch(/event: ended\ndata: \{"reason":"TIME_OVER"\}\n\n$/);
});

it('is ended by the service when that stops', async () => {
  const url = `${current().service.url}/v1/stream`;
  const answer = await fetch(url, { headers: { Authorization: `Bearer ${ADMIN_KEY}` } });
  const [text] = await Promise.all([answer.text(), current().restart()]);
  expect(text).toMatch(/event: ended\ndata: \{"reason":"SHUTDOWN"\}\n\n$/);
});

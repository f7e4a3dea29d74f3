/* global performance, PerformanceObserver, requestAnimationFrame, requestIdleCallback, window, document */
// `node scripts/long-list.mjs [ROWS] [SLOWER]` scrolls through a list of 100,000 payouts in Chromium, page by page, and filters
// it. It prints how many rows the page draws, how many long tasks (above 50 ms) there were, and how much processor time the
// longest one took. The built console runs alone: the script gives the answers of the API, so that it measures the console and
// no service.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { findChromium } from './chromium.mjs';

const dist = join(dirname(fileURLToPath(import.meta.url)), '../packages/console/dist');
const ALL = Number(process.argv[2] ?? 100_000);
/** How many times slower the browser's processor is made. */
const SLOWER = Number(process.argv[3] ?? 1);
const ORIGIN = 'http://console.example';
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
const SESSION = {
  ...{ clientName: 'ana', kind: 'person', keyId: null, accounts: '*', scopes: ['payouts:read'] },
  ...{ mode: 'sandbox', csrfToken: 'token', expiresAt: null },
};

const FILTERS = [
  ['Status', 'COMPLETED'],
  ['Provider', 'connectpsp'],
  ['Status', 'FAILED'],
  ['Provider', ''],
  ['Status', ''],
];

const payout = index => ({
  ...{ id: `payout-${index}`, accountId: 'merchant-1', provider: 'connectpsp', mode: 'sandbox' },
  ...{
    status: 'COMPLETED',
    originalAmount: `${(index % 900) + 10}.50`,
    feeAmount: '0.50',
    finalAmount: '51.00',
  },
  ...{ heldAmount: '51.00', currency: 'BRL', externalReference: `row-${index}`, description: null },
  payee: { name: 'Maria Silva', document: '***.456.789-**', destination: { type: 'PIX' } },
  ...{ requestedAt: '2026-03-01T12:00:00.000Z', returnedAmount: '0.00', returns: [], approval: null },
});

function answer(route) {
  const { pathname, searchParams } = new URL(route.request().url());
  if (pathname === '/console/session') return route.fulfill({ json: SESSION });
  if (pathname !== '/v1/payouts') return serve(route, pathname);
  const [from, limit] = [Number(searchParams.get('cursor') ?? 0), Number(searchParams.get('limit'))];
  const count = Math.min(limit, ALL - from);
  const items = Array.from({ length: count }, (_, index) => payout(from + index));
  return route.fulfill({ json: { items, nextCursor: from + count < ALL ? String(from + count) : null } });
}

function serve(route, pathname) {
  const named = join(dist, pathname.replace(/^\/console/, ''));
  const file = extname(named) !== '' ? named : join(dist, 'index.html');
  if (!existsSync(file)) return route.fulfill({ status: 404, json: { code: 'NOT_FOUND', status: 404 } });
  return route.fulfill({ body: readFileSync(file), contentType: TYPES[extname(file)] ?? 'text/plain' });
}

const browser = await chromium.launch(await findChromium());
try {
  const page = await browser.newPage({ viewport: { width: 1360, height: 850 } });
  await page.route(`${ORIGIN}/**`, answer);
  const browserOfPage = await page.context().newCDPSession(page);
  await browserOfPage.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await page.goto(`${ORIGIN}/console/payouts`);
  await page.getByRole('link', { name: 'row-0', exact: true }).waitFor();
  await page.evaluate(() => {
    window.longTasks = [];
    const keep = list => window.longTasks.push(...list.getEntries().map(({ duration }) => duration));
    new PerformanceObserver(keep).observe({ entryTypes: ['longtask'] });
  });
  const tasks = await startTrace(browserOfPage);
  const scrolled = await page.evaluate(scrollThrough, ALL);
  const long = await page.evaluate(() => window.longTasks.splice(0).map(Math.round));
  for (const [filter, choice] of FILTERS) {
    await page.getByLabel(filter).selectOption(choice);
    await page.getByRole('link', { name: 'row-0', exact: true }).waitFor();
  }
  await page.evaluate(() => new Promise(resolve => requestIdleCallback(resolve)));
  const longOfFilter = await page.evaluate(() => window.longTasks.map(Math.round));
  const measured = { longTasks: summary(long), longTasksOfFilter: summary(longOfFilter) };
  console.log(JSON.stringify({ ...scrolled, ...measured, processor: await tasks() }));
} finally {
  await browser.close();
}

/** How much of the processor the tasks of the page take. Other programs can make a task long, and not its processor time. */
async function startTrace(browserOfPage) {
  const threads = new Map();
  const taken = [];
  browserOfPage.on('Tracing.dataCollected', ({ value }) => {
    for (const { name, ph, pid, tid, args, tdur } of value) {
      if (name === 'thread_name') threads.set(`${pid} ${tid}`, args.name);
      if (ph === 'X' && tdur > 5_000) taken.push([`${pid} ${tid}`, Math.round(tdur / 1_000)]);
    }
  });
  await browserOfPage.send('Tracing.start', { categories: 'toplevel', transferMode: 'ReportEvents' });
  return async () => {
    const ended = new Promise(resolve => browserOfPage.once('Tracing.tracingComplete', resolve));
    await browserOfPage.send('Tracing.end');
    await ended;
    const ofPage = taken.filter(([thread]) => threads.get(thread) === 'CrRendererMain').map(([, ms]) => ms);
    return { above50Ms: ofPage.filter(ms => ms > 50).length, longestMs: Math.max(0, ...ofPage) };
  };
}

function summary(durations) {
  return { count: durations.length, longestMs: Math.max(0, ...durations) };
}

/** Runs in the page. It scrolls to the end again and again, until the list has all of its rows. */
async function scrollThrough(all) {
  const frame = document.querySelector('.table-frame');
  const begun = performance.now();
  let [mostRows, frames] = [0, 0];
  const drawn = () => frame.querySelectorAll('tbody tr:not([data-spacer])').length;
  const isAtEnd = () => frame.querySelector(`a[href$="/payouts/payout-${all - 1}"]`) !== null;
  while (!isAtEnd()) {
    frame.scrollTo(0, frame.scrollHeight);
    await new Promise(resolve => requestAnimationFrame(resolve));
    mostRows = Math.max(mostRows, drawn());
    frames += 1;
  }
  return {
    rows: all,
    mostRowsDrawn: mostRows,
    frames,
    seconds: Math.round((performance.now() - begun) / 1_000),
  };
}

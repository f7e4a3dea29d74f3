/**
 * Ratios of the embedded event store, measured in one run on one machine: what is durable against the same client on a
 * server that keeps nothing, and what grows against what it was when the store was small.
 * Run from a built checkout: `npm run bench:event-store [-- --events 1000000]`.
 */
import { rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { catchUp } from './event-store/catch-up';
import { growth } from './event-store/growth';
import { throughClient } from './event-store/through-client';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { events: { type: 'string', default: '1000000' } } });
  const folder = mkdtempSync(join(tmpdir(), 'embedded-eventstore-bench-'));
  try {
    const rows = [
      ...(await throughClient(join(folder, 'client'))),
      ...(await growth(join(folder, 'growth'), Number(values.events))),
      ...(await catchUp(join(folder, 'growth'))),
    ];
    console.table(Object.fromEntries(rows.map(({ what, ...row }) => [what, row])));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();

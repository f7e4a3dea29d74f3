import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A server that answers every append at once and keeps nothing, as a process of its own. */
export async function startStub(): Promise<{ url: string; stop(): void }> {
  const child = fork(join(__dirname, 'stub-process.js'));
  const [port] = (await once(child, 'message')) as [number];
  return { url: `esdb://127.0.0.1:${port}?tls=false`, stop: () => void child.kill() };
}

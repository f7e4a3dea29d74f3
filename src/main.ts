import { AppModule } from './app.module';
import { isShort, keepFirstKey } from './command-line/first-key';
import { settingsOrExit } from './command-line/settings';
import { startService, type Service, type ServiceOptions } from './composition/service';
import type { ConfiguredProvider } from './providers/port/provider-definition';
import { createLogger, type Logger } from './shared/logging';
import type { Settings } from './shared/settings/config';

/** Starts the whole application on its parts. @throws {StartRefused} when only a person can change what is wrong */
export const startHoldfast = (options: ServiceOptions): Promise<Service> =>
  startService(ports => AppModule.with(ports, options.settings.roles), options);

/**
 * Runs the service as a process, until a signal ends it; then stops every part. When the event store holds another log
 * than before, everything that the service remembers is of the old one, so the service starts again.
 * @throws {StartRefused} when only a person can change what is wrong
 */
export async function serve(settings: Settings<ConfiguredProvider>): Promise<void> {
  const logger = createLogger({ level: settings.logLevel });
  const ending = endOnSignal();
  while (!ending.signal.aborted) {
    const service = await startHoldfast({ settings, logger, signal: ending.signal });
    if (!ending.signal.aborted) await announce(service, settings.dataDir);
    // A start that is refused has said its one line, and no other.
    if (isShort(settings.adminApiKey)) logger.warn({}, 'ADMIN_API_KEY is shorter than 32 characters');
    await Promise.race([ending.ended, service.foreignLog]);
    if (!ending.signal.aborted)
      logger.error({}, 'beginning anew: the event store holds another log than before');
    await end(service, logger);
  }
}

/** Prints the address and the key once they can be used. */
async function announce(service: Service, dataDir: string): Promise<void> {
  const key = await service.makeFirstAdminKey();
  if (key !== null) {
    console.log(`ADMIN_API_KEY (shown once, keep it): ${key}`);
    const path = await keepFirstKey(dataDir, key).catch((error: unknown) => `no file: ${String(error)}`);
    console.log(`The key is also in this file, which you take away when you have it: ${path}`);
  }
  console.log(`listening on ${service.url}`);
}

/** Listens from the first moment: a process that gets a signal while it starts stops what it has started. */
function endOnSignal(): { signal: AbortSignal; ended: Promise<void> } {
  const controller = new AbortController();
  const ended = new Promise<void>(resolve => controller.signal.addEventListener('abort', () => resolve()));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());
  return { signal: controller.signal, ended };
}

async function end(service: Service, logger: Logger): Promise<void> {
  logger.info({}, 'ending: no new requests, what is under way is finished');
  await service.stop();
}

/** `nest start` runs this file under a shell that passes no signal on. The service ends when that shell is gone. */
function endWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, 200).unref();
}

/** Runs when this file is the process's entry, as with `nest start`. */
if (require.main === module) {
  process.umask(0o077);
  endWithParent();
  serve(settingsOrExit()).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}

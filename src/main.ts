import { startService, type Service } from './composition/service';
import type { Settings } from './shared/settings/config';
import type { Logger } from './shared/logging';

/**
 * The service as a process: it runs until it is told to end, and then ends every part it started. Where the event store
 * is replaced by another one meanwhile, everything that is remembered is of the old one: it is begun anew.
 * @throws {StartRefused} it must not run on what it was given
 */
export async function serve(settings: Settings, logger: Logger): Promise<void> {
  const ending = endOnSignal();
  while (!ending.signal.aborted) {
    const service = await startService({ settings, logger, signal: ending.signal });
    if (!ending.signal.aborted) await announce(service);
    await Promise.race([ending.told, service.foreignLog]);
    if (!ending.signal.aborted)
      logger.error({}, 'beginning anew: the event store holds another log than before');
    await end(service, logger);
  }
}

/** Only now: an address or a key that nobody could use yet would be worth nothing. */
async function announce(service: Service): Promise<void> {
  const key = await service.makeFirstAdminKey();
  if (key !== null) console.log(`ADMIN_API_KEY (shown once, keep it): ${key}`);
  console.log(`listening on ${service.url}`);
}

/** Heard from the first moment on: a process told to end while it starts ends what it has started. */
function endOnSignal(): { signal: AbortSignal; told: Promise<void> } {
  const controller = new AbortController();
  const told = new Promise<void>(resolve => controller.signal.addEventListener('abort', () => resolve()));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());
  return { signal: controller.signal, told };
}

async function end(service: Service, logger: Logger): Promise<void> {
  logger.info({}, 'ending: no new requests, what is under way is finished');
  await service.stop();
}

import { startService, type Service } from './composition/service';
import type { Settings } from './shared/config';
import type { Logger } from './shared/logging';

/** The service as a process: it runs until it is told to end, and then ends every part it started. */
export async function serve(settings: Settings, logger: Logger): Promise<void> {
  const service = await startService({ settings, logger });
  if (service.firstAdminKey !== null) {
    console.log(`ADMIN_API_KEY (shown once, keep it): ${service.firstAdminKey}`);
  }
  console.log(`listening on ${service.url}`);
  await untilToldToEnd();
  await end(service, logger);
}

const untilToldToEnd = (): Promise<void> =>
  new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });

async function end(service: Service, logger: Logger): Promise<void> {
  logger.info({}, 'ending: no new requests, what is under way is finished');
  await service.stop();
}

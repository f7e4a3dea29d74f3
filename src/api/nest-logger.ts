import type { LoggerService } from '@nestjs/common';
import type { Logger } from '../shared/logging';

/** The framework's own lines through our logger. Its chatter at start (routes, modules) is left out. */
export const nestLogger = (logger: Logger): LoggerService => ({
  log: () => {},
  warn: (message: unknown) => logger.warn({ part: 'framework' }, String(message)),
  error: (message: unknown) =>
    logger.error({ part: 'framework' }, message instanceof Error ? message.name : String(message)),
});

import type { LoggerService } from '@nestjs/common';
import { type Logger, withoutPeople } from '../../shared/logging';

/** The framework's own lines through our logger. Its chatter at start (routes, modules) is left out. */
export const nestLogger = (logger: Logger): LoggerService => ({
  log: () => {},
  warn: (message: unknown) => logger.warn({ part: 'framework' }, textOf(message)),
  error: (message: unknown) => logger.error({ part: 'framework' }, textOf(message)),
});

const textOf = (message: unknown): string =>
  withoutPeople(message instanceof Error ? message.message : String(message)).slice(0, 500);

import { json } from '../../http/json-answers';
import type { Spoken } from '../../http/http-server';

/** An error answer. The provider's shape is not known; this one is common among services like it. */
export const problem = (status: number, message: string, code?: string): Spoken =>
  json(
    {
      statusCode: status,
      message,
      error: TITLES[status] ?? 'Error',
      ...(code === undefined ? {} : { code }),
    },
    status,
  );

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Payload Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

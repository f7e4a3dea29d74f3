import type { HttpAnswer } from '../../http/http-server';
import { json } from '../../http/json-answers';
import { STATUS_TITLES } from '../../http/status-titles';

/** An error answer. The provider does not document its shape; this one is common among similar services. */
export const problem = (status: number, message: string, code?: string): HttpAnswer =>
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
  ...STATUS_TITLES,
  502: 'Bad Gateway',
  504: 'Gateway Timeout',
};

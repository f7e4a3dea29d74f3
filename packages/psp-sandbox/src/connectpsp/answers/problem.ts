import type { Spoken } from '../../http/http-server';

/** RFC 7807, as ConnectPSP writes it. */
export function problem(status: number, code: string, detail: string): Spoken {
  const title = TITLES[status] ?? 'Error';
  const body = { type: `https://sandbox.invalid/problems/${code}`, title, status, code, detail };
  return { status, type: 'application/problem+json', body: JSON.stringify(body) };
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Payload Too Large',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

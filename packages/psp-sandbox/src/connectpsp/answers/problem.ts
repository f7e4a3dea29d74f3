import type { HttpAnswer } from '../../http/http-server';
import { STATUS_TITLES } from '../../http/status-titles';

/** An RFC 7807 answer in the form of ConnectPSP. */
export function problem(status: number, code: string, detail: string): HttpAnswer {
  const title = TITLES[status] ?? 'Error';
  const body = { type: `https://sandbox.invalid/problems/${code}`, title, status, code, detail };
  return { status, type: 'application/problem+json', body: JSON.stringify(body) };
}

const TITLES: Readonly<Record<number, string>> = { ...STATUS_TITLES, 422: 'Unprocessable Entity' };

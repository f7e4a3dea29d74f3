import type { Spoken } from './http-server';
import { jsonText } from '../core/random-text';

export const json = (body: object, status = 200): Spoken => ({
  status,
  type: 'application/json',
  body: jsonText(body),
});

/** The object a JSON text holds, or undefined. */
export function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** A segment of a path, decoded; '' where it can't be. */
export function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
}

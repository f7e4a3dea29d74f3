import type { HttpAnswer } from './http-server';
import { jsonText } from './json-text';

export const json = (body: object, status = 200): HttpAnswer => ({
  status,
  type: 'application/json',
  body: jsonText(body),
});

/** Parses a JSON object. Returns undefined for any other text. */
export function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Decodes a path segment. Returns '' for a segment with an invalid escape. */
export function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
}

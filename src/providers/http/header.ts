import type { NotificationHeaders } from '../port/provider';

/** A header's one value, whatever the case of its name; undefined where it is missing or was sent more than once. */
export function headerIn(headers: NotificationHeaders, name: string): string | undefined {
  const values = Object.entries(headers)
    .filter(([key, value]) => key.toLowerCase() === name && value !== undefined)
    .map(([, value]) => value);
  const [value] = values;
  return values.length === 1 && typeof value === 'string' ? value : undefined;
}

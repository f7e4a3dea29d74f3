import type { FieldFault } from '../../problems/problem';

const MAX_DEPTH = 16;
const MAX_FAULTS = 100;
/** Names that reach an object's prototype and are no fields. */
const FORBIDDEN_NAMES = new Set(['__proto__', 'constructor', 'prototype']);
/** NUL, which PostgreSQL cannot store, and half a surrogate pair, which has no UTF-8. */
const FORBIDDEN_TEXT = /\0|\p{Cs}/u;

/**
 * Finds faults of parsed JSON before the fields are validated. It must be one object of limited depth, without names that
 * reach prototypes and without text that cannot be stored as it is.
 */
export function jsonFaults(body: unknown): FieldFault[] {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return [{ field: 'body', message: 'must be a JSON object' }];
  }
  const faults: FieldFault[] = [];
  visit(body, '', 1, faults);
  return faults;
}

function visit(value: unknown, path: string, depth: number, faults: FieldFault[]): void {
  if (faults.length >= MAX_FAULTS) return;
  if (typeof value === 'string' && FORBIDDEN_TEXT.test(value)) {
    faults.push({ field: path, message: 'must be well-formed text without NUL' });
  }
  if (typeof value !== 'object' || value === null) return;
  if (depth > MAX_DEPTH)
    return void faults.push({ field: path, message: `must not be nested deeper than ${MAX_DEPTH}` });
  for (const [name, child] of Object.entries(value)) {
    const childPath = path === '' ? name : `${path}.${name}`;
    if (FORBIDDEN_NAMES.has(name)) faults.push({ field: childPath, message: 'is not a known field' });
    else if (FORBIDDEN_TEXT.test(name))
      faults.push({ field: path || 'body', message: 'has a field whose name is not text' });
    else visit(child, childPath, depth + 1, faults);
  }
}

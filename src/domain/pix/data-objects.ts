import { invariant } from '../../shared/invariant';
import { ok, refuse, type Result } from '../../shared/result';

/**
 * One data object of a QR code after EMV's rules. It has a tag of two digits, and its text or, for a template, its
 * objects.
 */
export interface DataObject {
  readonly id: string;
  readonly value: string | readonly DataObject[];
}

/** The tags under the root that hold objects of their own: accounts, additional data, language, unreserved templates. */
const isTemplate = (id: string): boolean =>
  isAccountTemplate(id) || id === '62' || id === '64' || isUnreservedTemplate(id);
export const isAccountTemplate = (id: string): boolean => id >= '26' && id <= '51';
export const isUnreservedTemplate = (id: string): boolean => id >= '80' && id <= '99';

const HEADER = 4;
const MAX_LENGTH = 99;

/**
 * The objects a text is made of (tag, length, value, again and again), templates opened one level deep. Refused with the
 * reason: what is no tag and length, an empty value, a length past the end, a tag given twice in one place.
 */
export function readDataObjects(text: string, parent = ''): Result<readonly DataObject[], string> {
  const objects = new Map<string, DataObject>();
  for (let at = 0; at < text.length;) {
    const header = text.slice(at, at + HEADER);
    if (!/^\d{4}$/.test(header)) return refuse(`no tag and length at character ${at + 1}${within(parent)}`);
    const id = header.slice(0, 2);
    const name = nameOf(id, parent);
    const length = Number(header.slice(2));
    const raw = text.slice(at + HEADER, at + HEADER + length);
    if (length === 0) return refuse(`tag ${name} is empty`);
    if (raw.length < length) return refuse(`tag ${name} is said to be longer than what is there`);
    if (objects.has(id)) return refuse(`tag ${name} stands there twice`);
    const value = parent === '' && isTemplate(id) ? readDataObjects(raw, id) : ok(raw);
    if (!value.ok) return value;
    objects.set(id, { id, value: value.value });
    at += HEADER + length;
  }
  return ok([...objects.values()]);
}

/** The text under a tag; null where there is none. */
export function textOf(objects: readonly DataObject[], id: string): string | null {
  const value = objects.find(object => object.id === id)?.value;
  return typeof value === 'string' ? value : null;
}

/** The objects in a template; none where it is not there. */
export function childrenOf(objects: readonly DataObject[], id: string): readonly DataObject[] {
  const value = objects.find(object => object.id === id)?.value;
  return value === undefined || typeof value === 'string' ? [] : value;
}

/** The text of objects, each in its place. Every value must have 1 to 99 characters. */
export const writeDataObjects = (objects: readonly DataObject[]): string => objects.map(write).join('');

function write({ id, value }: DataObject): string {
  const text = typeof value === 'string' ? value : writeDataObjects(value);
  invariant(/^\d{2}$/.test(id), 'A tag is two digits');
  invariant(text.length >= 1 && text.length <= MAX_LENGTH, `Tag ${id} has 1 to ${MAX_LENGTH} characters`);
  return id + String(text.length).padStart(2, '0') + text;
}

const nameOf = (id: string, parent: string): string => (parent === '' ? id : `${parent}-${id}`);
const within = (parent: string): string => (parent === '' ? '' : ` of tag ${parent}`);

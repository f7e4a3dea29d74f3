/** An element of parsed XML: texts, elements, and lists of them. */
export type XmlNode = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is XmlNode =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The first element of a name. */
export function childOf(node: XmlNode | undefined, name: string): XmlNode | undefined {
  const found = node && Object.hasOwn(node, name) ? node[name] : undefined;
  const first: unknown = Array.isArray(found) ? found[0] : found;
  return isNode(first) ? first : undefined;
}

/** The elements of a name that can stand many times. */
export function childrenOf(node: XmlNode | undefined, name: string): XmlNode[] {
  const found = node && Object.hasOwn(node, name) ? node[name] : undefined;
  return Array.isArray(found) ? found.filter(isNode) : [];
}

/** The text at a path. Returns undefined where there is none. An element with attributes has its text under `#text`. */
export function textAt(node: XmlNode | undefined, ...path: string[]): string | undefined {
  const name = path.at(-1)!;
  let at = node;
  for (const step of path.slice(0, -1)) at = childOf(at, step);
  const found = at && Object.hasOwn(at, name) ? at[name] : undefined;
  const first: unknown = Array.isArray(found) ? found[0] : found;
  const text = isNode(first) ? first['#text'] : first;
  return typeof text === 'string' && text !== '' ? text : undefined;
}

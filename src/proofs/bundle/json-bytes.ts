type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** An object out of its bytes; an empty one where they hold no object. */
export function readJson(bytes: Uint8Array): Json {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString());
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

/** The text that stands there; undefined: none does. */
export function textAt(json: Json, ...path: readonly string[]): string | undefined {
  const value = path.reduce<unknown>((found, name) => (isObject(found) ? found[name] : undefined), json);
  return typeof value === 'string' ? value : undefined;
}

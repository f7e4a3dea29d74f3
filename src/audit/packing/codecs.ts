import type { Codec } from './packed-map';

/** Of values that `textOf` writes as they are. */
export const asItIs = <Value>(): Codec<Value> => ({
  pack: value => value,
  unpack: packed => packed as Value,
});

/** Of records: the values without the names, in the order given here. */
export function byFields<Fields extends object>(all: Readonly<Record<keyof Fields, true>>): Codec<Fields> {
  const names = Object.keys(all) as (keyof Fields)[];
  return {
    pack: fields => names.map(name => fields[name]),
    unpack: packed =>
      Object.fromEntries(names.map((name, at) => [name, (packed as unknown[])[at]])) as Fields,
  };
}

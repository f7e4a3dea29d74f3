type Filled<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

/** The fields that say something: a filter that is empty is no filter. */
export const filled = <Fields extends object>(fields: Fields): Filled<Fields> =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''),
  ) as Filled<Fields>;

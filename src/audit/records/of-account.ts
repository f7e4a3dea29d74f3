import type { PackedMap } from '../packing/packed-map';

/** The holds or the deposits of one account, by their own id. They stand among those of all accounts. */
export class OfAccount<Value> {
  constructor(
    private readonly all: PackedMap<Value>,
    private readonly accountId: string,
  ) {}

  has(id: string): boolean {
    return this.all.has(keyOf(this.accountId, id));
  }

  get(id: string): Value | undefined {
    return this.all.get(keyOf(this.accountId, id));
  }

  set(id: string, value: Value): void {
    this.all.set(keyOf(this.accountId, id), value);
  }
}

/** With the length of the first id, so that two pairs never make one key. */
const keyOf = (accountId: string, id: string): string => `${accountId.length} ${accountId} ${id}`;

/** The ids that such a key is made of: of the account, and its own. */
export function idsOf(key: string): readonly [accountId: string, id: string] {
  const from = key.indexOf(' ') + 1;
  const end = from + Number(key.slice(0, from));
  return [key.slice(from, end), key.slice(end + 1)];
}

/** The ids, by account. */
export function idsByAccount(keys: Iterable<string>): Map<string, string[]> {
  const byAccount = new Map<string, string[]>();
  for (const key of keys) {
    const [accountId, id] = idsOf(key);
    const known = byAccount.get(accountId);
    if (known) known.push(id);
    else byAccount.set(accountId, [id]);
  }
  return byAccount;
}

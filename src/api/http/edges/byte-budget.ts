const MIB = 1024 * 1024;

/** The shares of one budget, in bytes. */
export interface BudgetShares {
  readonly total: number;
  readonly perKey: number;
  /** All bodies that came without a key, as the providers' notifications do. */
  readonly open: number;
  readonly perAddress: number;
}

const SHARES: BudgetShares = { total: 256 * MIB, perKey: 64 * MIB, open: 64 * MIB, perAddress: 16 * MIB };

/** Whose body it is: the key that it came with, or the address of a caller without one. */
export type BodyOwner = { readonly key: string } | { readonly address: string };
/** OWNER_FULL: the owner has too much under way. FULL: all together have. */
type Taken = 'TAKEN' | 'OWNER_FULL' | 'FULL';

/** The bytes of all bodies that are being read or worked on. A body is counted by the length that it announces. */
export class ByteBudget {
  private readonly byOwner = new Map<string, number>();
  private total = 0;
  private open = 0;

  constructor(private readonly shares: BudgetShares = SHARES) {}

  /** Bytes that are taken now. */
  get inUse(): number {
    return this.total;
  }

  take(owner: BodyOwner, bytes: number): Taken {
    const name = nameOf(owner);
    const taken = this.byOwner.get(name) ?? 0;
    const share = 'key' in owner ? this.shares.perKey : this.shares.perAddress;
    if (taken + bytes > share) return 'OWNER_FULL';
    if (this.total + bytes > this.shares.total) return 'FULL';
    if ('address' in owner && this.open + bytes > this.shares.open) return 'FULL';
    this.add(owner, bytes);
    return 'TAKEN';
  }

  give(owner: BodyOwner, bytes: number): void {
    this.add(owner, -bytes);
  }

  private add(owner: BodyOwner, bytes: number): void {
    const name = nameOf(owner);
    const taken = (this.byOwner.get(name) ?? 0) + bytes;
    if (taken === 0) this.byOwner.delete(name);
    else this.byOwner.set(name, taken);
    this.total += bytes;
    if ('address' in owner) this.open += bytes;
  }
}

const nameOf = (owner: BodyOwner): string =>
  'key' in owner ? `key ${owner.key}` : `address ${owner.address}`;

import { Client as Database } from 'pg';

const LOOK_EVERY_MS = 2;

interface Waiting {
  readonly account: string;
  /** Centavos. */
  readonly below: number;
  resolve(): void;
}

/**
 * Balances as a side's own table has them, looked at every 2 ms with one statement for all accounts. So the looking costs
 * the services under measurement nothing, and a slower one no more of it.
 */
export class TableBalances {
  private readonly totals = new Map<string, number>();
  private waiting: Waiting[] = [];
  private isOver = false;
  private running: Promise<void> = Promise.resolve();

  private constructor(
    private readonly database: Database,
    private readonly table: string,
    private readonly accounts: readonly string[],
  ) {}

  static async watch(url: string, table: string, accounts: readonly string[]): Promise<TableBalances> {
    const database = new Database({ connectionString: url });
    await database.connect();
    const balances = new TableBalances(database, table, accounts);
    // A deposit reaches the table a moment after its answer.
    while (balances.totals.size < accounts.length) await balances.look();
    balances.running = balances.lookOn();
    return balances;
  }

  /** Available and held money at the last look, in centavos: only the end of a payout changes it. */
  total(account: string): Promise<number> {
    return Promise.resolve(this.last(account));
  }

  /** Resolves at the first look at which the account has less. */
  async fallsBelow(account: string, below: number): Promise<void> {
    if (this.last(account) < below) return;
    await new Promise<void>(resolve => this.waiting.push({ account, below, resolve }));
  }

  private last(account: string): number {
    return this.totals.get(account) ?? 0;
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await this.running;
    await this.database.end();
  }

  private async lookOn(): Promise<void> {
    while (!this.isOver) {
      await new Promise(resolve => setTimeout(resolve, LOOK_EVERY_MS));
      await this.look();
    }
  }

  private async look(): Promise<void> {
    const text = `select id, available_minor + held_minor as total from ${this.table} where id = any($1)`;
    const { rows } = await this.database.query<{ id: string; total: string }>({
      name: 'balances',
      text,
      values: [this.accounts],
    });
    for (const { id, total } of rows) if (Number(total) > 0) this.totals.set(id, Number(total));
    const isThere = ({ account, below }: Waiting) => this.last(account) < below;
    const there = this.waiting.filter(isThere);
    this.waiting = this.waiting.filter(each => !isThere(each));
    for (const { resolve } of there) resolve();
  }
}

import { until, type Client } from './client';

const ASK_EVERY_MS = 5;

/** Balances as the service answers them, asked for again and again. */
export class AskedBalances {
  constructor(private readonly client: Client) {}

  /** Available and held money, in centavos: only the end of a payout changes it. */
  async total(account: string): Promise<number> {
    const view = await this.client.get<{ balance: { total: string } }>(`/v1/accounts/${account}`);
    return Number(view?.balance.total.replace('.', ''));
  }

  fallsBelow(account: string, below: number): Promise<void> {
    const isThere = async () => (await this.total(account)) < below;
    return until('a payout leaves its account', isThere, ASK_EVERY_MS);
  }

  stop(): Promise<void> {
    return this.client.close();
  }
}

import { Pool, type PoolClient } from 'pg';

/** What a request for a payout comes to. */
export interface NewPayout {
  readonly id: string;
  readonly client: string;
  readonly key: string;
  readonly fingerprint: string;
  readonly account: string;
  readonly provider: string;
  readonly amount: string;
  readonly reference: string;
  readonly description: string | null;
  readonly payee: object;
  readonly providerKey: string;
}

export interface Accepted {
  readonly code: string;
  readonly payout_id: string;
  readonly requested: Date;
}

/** A payout that waits for its order, as `claim_orders` returns it. */
export interface Order {
  readonly id: string;
  readonly provider_key: string;
  readonly amount_minor: string;
  readonly external_reference: string;
  readonly description: string | null;
  readonly payee: object;
  readonly requested_at: Date;
}

const ACCEPT = 'select * from accept_payout($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)';
const CONNECTIONS = 20;

/** The database of the comparison. Every statement is prepared once on each connection of the pool. */
export class PayoutStore {
  private readonly pool: Pool;

  constructor(url: string) {
    this.pool = new Pool({ connectionString: url, max: CONNECTIONS });
  }

  /** One statement and one transaction: the function does everything. */
  async accept(payout: NewPayout): Promise<Accepted> {
    const { rows } = await this.pool.query<Accepted>({
      name: 'accept',
      text: ACCEPT,
      values: valuesOf(payout),
    });
    return rows[0]!;
  }

  /** All of a batch in one transaction. */
  async acceptAll(payouts: readonly NewPayout[]): Promise<Accepted[]> {
    const text = 'select * from accept_payouts($1)';
    const values = [JSON.stringify(payouts)];
    return (await this.pool.query<Accepted>({ name: 'accept all', text, values })).rows;
  }

  /** The same as a transaction of several statements, as it is mostly written. */
  async acceptClassically(payout: NewPayout): Promise<Accepted> {
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      const accepted = await acceptInTransaction(client, payout);
      await client.query('commit');
      return accepted;
    } catch (error) {
      await client.query('rollback');
      throw error;
    } finally {
      client.release();
    }
  }

  async claimOrders(count: number): Promise<Order[]> {
    const text = 'select * from claim_orders($1)';
    return (await this.pool.query<Order>({ name: 'claim', text, values: [count] })).rows;
  }

  async recordSubmission(id: string, providerId: string): Promise<void> {
    const text = 'select record_submission($1, $2)';
    await this.pool.query({ name: 'submission', text, values: [id, providerId] });
  }

  async settle(provider: string, reference: string, endToEndId: string | null, body: string): Promise<void> {
    const text = 'select settle_payout($1, $2, $3, $4)';
    await this.pool.query({ name: 'settle', text, values: [provider, reference, endToEndId, body] });
  }

  async balance(account: string): Promise<{ available: string; held: string } | undefined> {
    const text = 'select available_minor as available, held_minor as held from account where id = $1';
    return (
      await this.pool.query<{ available: string; held: string }>({ name: 'balance', text, values: [account] })
    ).rows[0];
  }

  async status(id: string): Promise<string | undefined> {
    const text = 'select status from payout where id = $1';
    return (await this.pool.query<{ status: string }>({ name: 'status', text, values: [id] })).rows[0]
      ?.status;
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}

const valuesOf = (payout: NewPayout): unknown[] => [
  payout.id,
  payout.client,
  payout.key,
  payout.fingerprint,
  payout.account,
  payout.provider,
  payout.amount,
  payout.reference,
  payout.description,
  JSON.stringify(payout.payee),
  payout.providerKey,
];

async function acceptInTransaction(client: PoolClient, payout: NewPayout): Promise<Accepted> {
  const query = <Row extends object>(name: string, text: string, values: unknown[]) =>
    client.query<Row>({ name, text, values });
  const byKey = 'select id, fingerprint, requested_at from payout where client = $1 and idempotency_key = $2';
  const { rows: known } = await query<Known>('by key', byKey, [payout.client, payout.key]);
  if (known[0]) return repeated(known[0], payout);
  const byReference = 'select id from payout where provider = $1 and external_reference = $2';
  const used = await query('by reference', byReference, [payout.provider, payout.reference]);
  if (used.rows.length > 0) return refused('EXTERNAL_REFERENCE_USED');
  const lock = 'select available_minor from account where id = $1 for update';
  const { rows: accounts } = await query<{ available_minor: string }>('lock', lock, [payout.account]);
  if (BigInt(accounts[0]?.available_minor ?? 0) < BigInt(payout.amount))
    throw new Error('INSUFFICIENT_FUNDS');
  const { rows } = await query<{ requested_at: Date }>('insert payout', INSERT_PAYOUT, valuesOf(payout));
  await query('postings', INSERT_POSTINGS, [payout.id, payout.account, payout.amount]);
  await query('move', MOVE_TO_HELD, [payout.account, payout.amount]);
  await query('outbox', 'insert into outbox (payout_id) values ($1)', [payout.id]);
  return { code: 'ACCEPTED', payout_id: payout.id, requested: rows[0]!.requested_at };
}

interface Known {
  readonly id: string;
  readonly fingerprint: string;
  readonly requested_at: Date;
}

const INSERT_PAYOUT = `insert into payout (id, client, idempotency_key, fingerprint, account_id, provider, amount_minor,
  external_reference, description, payee, provider_key) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  returning requested_at`;
const INSERT_POSTINGS = `insert into posting (payout_id, ledger_account, amount_minor)
  values ($1, $2 || ':available', -$3::bigint), ($1, $2 || ':held', $3::bigint)`;
const MOVE_TO_HELD =
  'update account set available_minor = available_minor - $2, held_minor = held_minor + $2 where id = $1';

const refused = (code: string): Accepted => ({ code, payout_id: '', requested: new Date(0) });

const repeated = ({ id, fingerprint, requested_at: requested }: Known, payout: NewPayout): Accepted =>
  fingerprint === payout.fingerprint
    ? { code: 'ACCEPTED', payout_id: id, requested }
    : refused('IDEMPOTENCY_KEY_REUSED');

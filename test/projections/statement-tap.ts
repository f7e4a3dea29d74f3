import { Client } from 'pg';

/** A statement that the read models' writer is about to send. */
export interface TappedStatement {
  readonly text: string;
  /** Cuts the writer's connection. */
  readonly cut: () => void;
}

export interface StatementTap {
  before?: (statement: TappedStatement) => void;
  /** After PostgreSQL has answered, and before the writer knows. */
  answered?: (statement: TappedStatement) => void;
}

interface Queryable {
  query(config: unknown, ...rest: unknown[]): Promise<unknown>;
  connection: { stream: { destroy(): void } };
}

/** Watches every statement of read models' writers in this process; returns how to end that. */
export function tapWriters(tap: StatementTap): () => void {
  const client = Client.prototype as unknown as Queryable;
  const query = client.query;
  client.query = function (this: Queryable, config: unknown, ...rest: unknown[]): Promise<unknown> {
    const text = textOf(config);
    if (text === undefined) return query.call(this, config, ...rest);
    const statement = { text, cut: () => this.connection.stream.destroy() };
    tap.before?.(statement);
    const answer = query.call(this, config, ...rest);
    return answer.then(result => {
      tap.answered?.(statement);
      return result;
    });
  };
  return () => {
    client.query = query;
  };
}

/** Only the writer names its statements. */
const textOf = (config: unknown): string | undefined =>
  typeof config === 'object' && config !== null && 'name' in config && 'text' in config
    ? String(config.text)
    : undefined;

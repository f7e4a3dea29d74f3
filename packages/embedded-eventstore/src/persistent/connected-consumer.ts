import type { Message } from './state/message';
import { Latencies, Rate } from './statistics';

/** A connected client, for its group. */
export interface ConsumerPort {
  readonly id: string;
  /** The most messages in progress at the client. */
  readonly slots: number;
  readonly username: string;
  readonly connectionName: string;
  /** Returns false when the client must get nothing more until `Group.resume`. */
  send(message: Message): boolean;
  /** Ends the connection. The group calls it once, and nothing after it. */
  drop(error: Error): void;
}

/** A consumer with its statistics. */
export interface ConnectedConsumer {
  readonly port: ConsumerPort;
  readonly sent: Rate;
  readonly latencies: Latencies;
}

export const createConnectedConsumer = (port: ConsumerPort, nowMs: number): ConnectedConsumer => ({
  port,
  sent: new Rate(nowMs),
  latencies: new Latencies(),
});

import type { Message } from './state/message';
import { Latencies, Rate } from './statistics';

/** A connected client, as a group sees it. */
export interface ConsumerPort {
  readonly id: string;
  /** How many messages it takes at once. */
  readonly slots: number;
  readonly username: string;
  readonly connectionName: string;
  /** False when it should get nothing more until `Group.resume`. */
  send(message: Message): boolean;
  /** Ends its connection. Called once, and nothing after it. */
  drop(error: Error): void;
}

/** A consumer with what is counted about it. */
export interface ConnectedConsumer {
  readonly port: ConsumerPort;
  readonly sent: Rate;
  readonly latencies: Latencies;
}

export const connected = (port: ConsumerPort, nowMs: number): ConnectedConsumer => ({
  port,
  sent: new Rate(nowMs),
  latencies: new Latencies(),
});

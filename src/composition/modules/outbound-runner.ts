import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { OutboundDispatcher } from '../../outbound/deliveries/outbound-dispatcher';
import type { EndpointRegistry } from '../../outbound/endpoints/endpoint-registry';
import type { Logger } from '../../shared/logging';

interface RunnerParts {
  readonly endpoints: EndpointRegistry;
  readonly dispatcher: OutboundDispatcher;
  readonly logger: Logger;
  /** Whether this process sends. */
  readonly sends: boolean;
}

/** Follows the endpoints, and sends, while the application runs. */
export class OutboundRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly ending = new AbortController();

  constructor(private readonly parts: RunnerParts) {}

  onApplicationBootstrap(): void {
    const { endpoints, dispatcher, logger, sends } = this.parts;
    if (!sends) return;
    dispatcher.start();
    endpoints.follow(this.ending.signal).catch((error: unknown) => {
      logger.error({ error: String(error) }, 'webhook endpoints are not followed any more');
    });
  }

  async onApplicationShutdown(): Promise<void> {
    this.ending.abort();
    if (this.parts.sends) await this.parts.dispatcher.stop();
  }
}

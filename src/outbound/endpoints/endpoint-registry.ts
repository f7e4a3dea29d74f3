import { evolveEndpoints, NO_ENDPOINTS, type WebhookEndpoint } from '../../domain/outbound/endpoints';
import type { WebhookEndpointEvent } from '../../domain/outbound/events';
import type { RecordedEvent } from '../../event-store/event-store';
import { StreamFollower, type FollowerParts } from '../../event-store/log/stream-follower';
import { readEvents } from '../../event-store/read-events';
import { WEBHOOK_ENDPOINTS_STREAM } from '../../event-store/stream-names';

/** The endpoints as this process knows them: it follows their stream. */
export class EndpointRegistry {
  private state = NO_ENDPOINTS;
  private readonly follower: StreamFollower;
  private onChange: () => void = () => undefined;

  constructor(parts: FollowerParts) {
    this.follower = new StreamFollower(parts, {
      prefix: WEBHOOK_ENDPOINTS_STREAM,
      readHistory: () => readEvents(parts.store, WEBHOOK_ENDPOINTS_STREAM),
      take: event => this.take(event),
    });
  }

  /** Whether all endpoints are known. */
  get ready(): boolean {
    return this.follower.ready;
  }

  follow(signal: AbortSignal): Promise<void> {
    return this.follower.follow(signal);
  }

  /** Calls the listener after each change. There is one listener. */
  listen(onChange: () => void): void {
    this.onChange = onChange;
  }

  get(endpointId: string): WebhookEndpoint | undefined {
    return this.state.get(endpointId);
  }

  all(): readonly WebhookEndpoint[] {
    return [...this.state.values()];
  }

  private take(event: RecordedEvent): void {
    if (event.streamId !== WEBHOOK_ENDPOINTS_STREAM) return;
    const { body, metadata } = event as RecordedEvent<WebhookEndpointEvent>;
    this.state = evolveEndpoints(this.state, body, { metadata });
    this.onChange();
  }
}

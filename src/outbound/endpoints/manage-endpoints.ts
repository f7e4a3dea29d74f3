import {
  decideEndpoint,
  type EndpointCommand,
  type EndpointRefusal,
  type EndpointWish,
} from '../../domain/outbound/decide-endpoint';
import {
  evolveEndpoints,
  NO_ENDPOINTS,
  type WebhookEndpoint,
  type WebhookEndpoints,
} from '../../domain/outbound/endpoints';
import type { WebhookEndpointEvent } from '../../domain/outbound/events';
import { change } from '../../event-store/change';
import { EventStore } from '../../event-store/event-store';
import { load, type Fold, type StreamDecider } from '../../event-store/load';
import type { Cause } from '../../event-store/new-events';
import { WEBHOOK_ENDPOINTS_STREAM } from '../../event-store/stream-names';
import type { Clock } from '../../shared/clock';
import type { Random } from '../../shared/random';
import { ok, type Result } from '../../shared/result';
import type { EndpointSecrets } from './endpoint-secrets';

export interface EndpointParts {
  readonly store: EventStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly secrets: EndpointSecrets;
}

/** Who asks, by the name of the API client and its key. */
export interface EndpointCaller {
  readonly clientName: string;
  readonly keyId: string | null;
}

/** The only time at which the secret is shown. */
export interface EndpointWithSecret {
  readonly endpoint: WebhookEndpoint;
  readonly secret: string;
}

/** How long the former secret signs beside the new one. */
const OVERLAP_MS = 24 * 3_600_000;

const allEndpoints: Fold<WebhookEndpoints, WebhookEndpointEvent> = {
  initial: NO_ENDPOINTS,
  evolve: evolveEndpoints,
};

const endpointStream: StreamDecider<
  WebhookEndpoints,
  EndpointCommand,
  WebhookEndpointEvent,
  EndpointRefusal
> = { ...allEndpoints, decide: decideEndpoint };

/** What clients, and the sender itself, do to endpoints. A client meets its own endpoints alone. */
export class ManageEndpoints {
  constructor(private readonly parts: EndpointParts) {}

  /** The endpoints of one client, in the order in which they were added. @throws {Fault} */
  async list(clientName: string): Promise<readonly WebhookEndpoint[]> {
    const { state } = await load(this.parts.store, WEBHOOK_ENDPOINTS_STREAM, allEndpoints);
    return [...state.values()].filter(endpoint => endpoint.clientName === clientName);
  }

  /** @throws {Fault} */
  async add(
    caller: EndpointCaller,
    wish: EndpointWish,
  ): Promise<Result<EndpointWithSecret, EndpointRefusal>> {
    const { random, secrets } = this.parts;
    const endpointId = random.uuid();
    const secret = secrets.draw();
    const sealedSecret = secrets.seal(endpointId, secret);
    const { clientName } = caller;
    const command = { type: 'AddEndpoint' as const, endpointId, clientName, wish, sealedSecret };
    return this.withSecret(caller, command, secret);
  }

  /** Both secrets sign for a day. @throws {Fault} */
  async rotate(
    caller: EndpointCaller,
    endpointId: string,
  ): Promise<Result<EndpointWithSecret, EndpointRefusal>> {
    const { clock, secrets } = this.parts;
    const secret = secrets.draw();
    const sealedSecret = secrets.seal(endpointId, secret);
    const overlapUntil = new Date(clock.now().getTime() + OVERLAP_MS).toISOString();
    const { clientName } = caller;
    const command = { type: 'RotateSecret' as const, endpointId, clientName, sealedSecret, overlapUntil };
    return this.withSecret(caller, command, secret);
  }

  /** The endpoint afterwards; undefined where it was deleted. @throws {Fault} */
  async run(
    caller: EndpointCaller,
    command: EndpointCommand,
  ): Promise<Result<WebhookEndpoint | undefined, EndpointRefusal>> {
    const { clientName, keyId } = caller;
    return this.decide(command, { actor: `client:${clientName}`, ...(keyId !== null && { keyId }) });
  }

  /** The receiver answered that it is gone for good, or a delivery failed for too long. @throws {Fault} */
  async stopSending(
    command: Extract<EndpointCommand, { type: 'EndpointGone' | 'ParkEndpoint' }>,
  ): Promise<void> {
    await this.decide(command, { actor: 'outbound' });
  }

  private async withSecret(
    caller: EndpointCaller,
    command: EndpointCommand,
    secret: string,
  ): Promise<Result<EndpointWithSecret, EndpointRefusal>> {
    const done = await this.run(caller, command);
    return done.ok ? ok({ endpoint: done.value!, secret }) : done;
  }

  private async decide(
    command: EndpointCommand,
    by: Pick<Cause, 'actor' | 'keyId'>,
  ): Promise<Result<WebhookEndpoint | undefined, EndpointRefusal>> {
    const { endpointId } = command;
    const cause = { causationId: this.parts.random.uuid(), correlationId: endpointId, ...by };
    const done = await change(this.parts, endpointStream, WEBHOOK_ENDPOINTS_STREAM, command, cause);
    return done.ok ? ok(done.value.state.get(endpointId)) : done;
  }
}

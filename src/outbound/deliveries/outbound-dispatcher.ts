import type { WebhookEndpoint } from '../../domain/outbound/endpoints';
import type { EventStore } from '../../event-store/event-store';
import { partitionOf, type Partitions } from '../../saga/partitions/partitions';
import type { Clock } from '../../shared/clock';
import type { Logger } from '../../shared/logging';
import type { EndpointRegistry } from '../endpoints/endpoint-registry';
import type { DeliveryCounts } from './endpoint-pace';
import type { AccountsOf, DeliveryFinder } from './delivery-finder';
import type { DeliverySender } from './delivery-sender';
import { EndpointWorker } from './endpoint-worker';

export interface DispatcherParts {
  readonly store: EventStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly registry: EndpointRegistry;
  readonly finder: DeliveryFinder;
  readonly sender: DeliverySender;
  readonly accountsOf: AccountsOf;
  /** Whether a key was revoked: what it has made may be a thief's. */
  readonly isRevoked: (keyId: string) => boolean;
  /** Which endpoints this process sends for, where several processes share them. */
  readonly partitions: Partitions;
}

interface Running {
  readonly worker: EndpointWorker;
  readonly ending: AbortController;
  readonly ended: Promise<void>;
}

/** What one endpoint waits for, in this process. */
export interface EndpointLoad {
  readonly endpointId: string;
  readonly open: number;
  readonly oldestAt: Date | undefined;
  readonly isFailing: boolean;
}

/** How often the division among processes is looked at, and a worker that ended begins again, in milliseconds. */
const LOOK_MS = 1_000;

/** Runs a worker for each endpoint that is enabled and that this process owns. No endpoint waits for another one. */
export class OutboundDispatcher {
  readonly counts: DeliveryCounts = { delivered: 0, failed: 0 };
  private readonly workers = new Map<string, Running>();
  private readonly reported = new Set<string>();
  private readonly stopping = new AbortController();
  private running: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: DispatcherParts) {}

  start(): void {
    const { partitions, registry } = this.parts;
    registry.listen(() => this.refresh());
    partitions.start({
      onGained: () => this.refresh(),
      idleIn: owned => this.end(([endpointId]) => owned.has(partitionOf(endpointId))),
    });
    this.running = this.refreshForever();
  }

  /** Nothing is lost: a restart goes on where this process was. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await this.end(() => true);
    await this.parts.partitions.stop();
  }

  loads(): readonly EndpointLoad[] {
    return [...this.workers].map(([endpointId, { worker }]) => ({
      endpointId,
      open: worker.openCount,
      oldestAt: worker.oldestAt,
      isFailing: worker.isFailing,
    }));
  }

  private async refreshForever(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      this.refresh();
      await this.parts.clock.wait(LOOK_MS, this.stopping.signal);
    }
  }

  private refresh(): void {
    if (this.stopping.signal.aborted) return;
    const wanted = new Set(
      this.parts.registry
        .all()
        .filter(each => this.isWanted(each))
        .map(each => each.endpointId),
    );
    this.reportParked();
    this.reportMadeByRevoked();
    for (const [endpointId, { ending }] of this.workers) if (!wanted.has(endpointId)) ending.abort();
    for (const endpointId of wanted) if (!this.workers.has(endpointId)) this.begin(endpointId);
  }

  /** One line for each endpoint that was parked since this process began, or was before. */
  private reportParked(): void {
    for (const { endpointId, status } of this.parts.registry.all()) {
      if (status.kind !== 'PARKED') this.reported.delete(endpointId);
      else if (!this.reported.has(endpointId)) {
        this.reported.add(endpointId);
        this.parts.logger.error({ endpointId, reason: status.reason }, 'a webhook endpoint is parked');
      }
    }
  }

  /** Endpoints that are not disabled and were made, or changed last, with a key that was revoked since. */
  madeByRevoked(): readonly WebhookEndpoint[] {
    const { registry, isRevoked } = this.parts;
    return registry
      .all()
      .filter(({ status, keyId }) => status.kind !== 'DISABLED' && keyId !== null && isRevoked(keyId));
  }

  /** One line for each: a person looks whether the client wants it. It goes on, for most keys are not stolen. */
  private reportMadeByRevoked(): void {
    for (const { endpointId, clientName: client, keyId } of this.madeByRevoked()) {
      const name = `${endpointId} ${keyId}`;
      if (this.reported.has(name)) continue;
      this.reported.add(name);
      this.parts.logger.warn({ endpointId, client, keyId }, 'a webhook endpoint was made by a revoked key');
    }
  }

  private isWanted({ endpointId, status }: WebhookEndpoint): boolean {
    return status.kind === 'ENABLED' && this.owns(endpointId);
  }

  private owns(endpointId: string): boolean {
    return this.parts.partitions.owns(partitionOf(endpointId));
  }

  private begin(endpointId: string): void {
    const { registry, logger } = this.parts;
    const ending = new AbortController();
    const endpoint = () => registry.get(endpointId);
    const owns = () => this.owns(endpointId);
    const worker = new EndpointWorker(
      { ...this.parts, counts: this.counts, endpoint, owns },
      endpointId,
      ending.signal,
    );
    const ended = worker
      .run()
      .catch((error: unknown) =>
        logger.error({ endpointId, error: String(error) }, 'a webhook endpoint begins again'),
      )
      .finally(() => this.workers.delete(endpointId));
    this.workers.set(endpointId, { worker, ending, ended });
  }

  private async end(matches: (entry: [string, Running]) => boolean): Promise<void> {
    const leaving = [...this.workers].filter(matches).map(([, each]) => each);
    for (const { ending } of leaving) ending.abort();
    await Promise.all(leaving.map(({ ended }) => ended));
  }
}

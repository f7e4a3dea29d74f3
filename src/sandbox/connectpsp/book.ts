import { unreachable } from '../../shared/invariant';
import type { OrderPayee } from './order';
import type { Scenario } from './scenario';

/** What the simulator writes down, in order: its whole memory is a fold of these. Times are RFC 3339 UTC. */
export type Entry =
  | {
      readonly type: 'accepted';
      readonly at: string;
      readonly internalCode: string;
      readonly transactionId: string;
      readonly idempotencyKey: string;
      /** Tells a repeat from another body under the same key. */
      readonly requestHash: string;
      readonly externalReference: string;
      readonly amountMinor: string;
      readonly description: string | null;
      readonly webhookUrl: string | null;
      readonly payee: OrderPayee;
      readonly scenario: Scenario;
      readonly settleAt: string;
    }
  | {
      readonly type: 'completed';
      readonly at: string;
      readonly internalCode: string;
      readonly endToEndId: string;
    }
  | {
      readonly type: 'failed';
      readonly at: string;
      readonly internalCode: string;
      readonly failure: { readonly code: string; readonly message: string };
    }
  /** One delivery attempt and what came of it; `over` when no further one follows. */
  | {
      readonly type: 'notified';
      readonly at: string;
      readonly internalCode: string;
      readonly attempt: number;
      readonly over: boolean;
    };

type Accepted = Omit<Extract<Entry, { type: 'accepted' }>, 'type' | 'at' | 'amountMinor'>;

export interface SandboxPayout extends Accepted {
  readonly requestedAt: string;
  readonly amountMinor: bigint;
  status: 'PROCESSING' | 'COMPLETED' | 'FAILED';
  endToEndId: string | null;
  failure: { readonly code: string; readonly message: string } | null;
  settledAt: string | null;
  /** How often money went out for it. */
  payments: number;
  /** The last delivery attempt, counted from 1, and when it was. */
  attempts: number;
  lastAttemptAt: string | null;
  notified: boolean;
}

/** The simulator's own ledger and record of payouts: transactional → reserved → paid, or back. */
export class Book {
  private readonly byCode = new Map<string, SandboxPayout>();
  private readonly byId = new Map<string, SandboxPayout>();
  private readonly byReference = new Map<string, SandboxPayout>();
  private readonly byKey = new Map<string, SandboxPayout>();
  reservedMinor = 0n;
  paidMinor = 0n;

  constructor(public transactionalMinor: bigint) {}

  apply(entry: Entry): SandboxPayout {
    if (entry.type === 'accepted') return this.accept(entry);
    const payout = this.byCode.get(entry.internalCode);
    if (!payout) throw new Error(`The journal names no payout ${entry.internalCode}`);
    switch (entry.type) {
      case 'completed':
        this.complete(payout, entry.at, entry.endToEndId);
        break;
      case 'failed':
        this.fail(payout, entry.at, entry.failure);
        break;
      case 'notified':
        Object.assign(payout, { attempts: entry.attempt, lastAttemptAt: entry.at, notified: entry.over });
        break;
      default:
        unreachable(entry);
    }
    return payout;
  }

  all(): readonly SandboxPayout[] {
    return [...this.byCode.values()];
  }

  /** By internalCode, transactionId or endToEndId, and never by externalReference. */
  find(id: string): SandboxPayout | undefined {
    return this.byCode.get(id) ?? this.byId.get(id);
  }

  underKey(idempotencyKey: string): SandboxPayout | undefined {
    return this.byKey.get(idempotencyKey);
  }

  underReference(externalReference: string): SandboxPayout | undefined {
    return this.byReference.get(externalReference);
  }

  private accept(entry: Extract<Entry, { type: 'accepted' }>): SandboxPayout {
    const { type: _, at, amountMinor, ...rest } = entry;
    const payout: SandboxPayout = {
      ...rest,
      requestedAt: at,
      amountMinor: BigInt(amountMinor),
      status: 'PROCESSING',
      endToEndId: null,
      failure: null,
      settledAt: null,
      payments: 0,
      attempts: 0,
      lastAttemptAt: null,
      notified: false,
    };
    this.byCode.set(payout.internalCode, payout);
    this.byId.set(payout.transactionId, payout);
    this.byReference.set(payout.externalReference, payout);
    this.byKey.set(payout.idempotencyKey, payout);
    this.transactionalMinor -= payout.amountMinor;
    this.reservedMinor += payout.amountMinor;
    return payout;
  }

  private complete(payout: SandboxPayout, at: string, endToEndId: string): void {
    Object.assign(payout, { status: 'COMPLETED', settledAt: at, endToEndId });
    payout.payments += 1;
    this.byId.set(endToEndId, payout);
    this.reservedMinor -= payout.amountMinor;
    this.paidMinor += payout.amountMinor;
  }

  private fail(payout: SandboxPayout, at: string, failure: SandboxPayout['failure']): void {
    Object.assign(payout, { status: 'FAILED', settledAt: at, failure });
    this.reservedMinor -= payout.amountMinor;
    this.transactionalMinor += payout.amountMinor;
  }
}

import { createHash, randomUUID } from 'node:crypto';
import { HttpException } from '@nestjs/common';
import { payoutRequest, type BatchItemDto, type PayoutDto } from '../../src/api/payouts/payout.dto';
import type { ConnectPspProvider } from '../../src/providers/connectpsp/connectpsp-provider';
import type { NotificationHeaders } from '../../src/providers/port/provider';
import { formatAmount, parseAmount } from '../../src/shared/money';
import type { Accepted, NewPayout, PayoutStore } from './payout-store';

export interface PayoutAnswer {
  readonly id: string;
  readonly status: 'PROCESSING';
  readonly requestedAt: string;
  readonly [field: string]: unknown;
}

/** The whole service: it accepts, tells the worker, and books what a notification says. */
export class Payouts {
  /** Called after a payout was accepted. */
  onAccepted: () => void = () => undefined;

  constructor(
    private readonly store: PayoutStore,
    private readonly provider: ConnectPspProvider,
    private readonly isClassic: boolean,
  ) {}

  async request(key: string, body: PayoutDto): Promise<PayoutAnswer> {
    const payout = newPayout(key, body);
    const accepted = await (this.isClassic
      ? this.store.acceptClassically(payout)
      : this.store.accept(payout));
    this.onAccepted();
    return answerOf(body, payout, accepted);
  }

  async requestAll(bodies: readonly BatchItemDto[]): Promise<PayoutAnswer[]> {
    const payouts = bodies.map(body => newPayout(body.idempotencyKey, body));
    const accepted = await this.store.acceptAll(payouts);
    this.onAccepted();
    return accepted.map((each, index) => answerOf(bodies[index]!, payouts[index]!, each));
  }

  /** Returns false when the provider did not sign these bytes. */
  async settle(body: Buffer, headers: NotificationHeaders): Promise<boolean> {
    if (!this.provider.verifyNotification(body, headers)) return false;
    const text = body.toString();
    const { report, externalReference } = this.provider.parseNotification(text);
    if (report.kind === 'completed' && externalReference !== null)
      await this.store.settle('connectpsp', externalReference, report.endToEndId, text);
    return true;
  }

  status(id: string): Promise<string | undefined> {
    return this.store.status(id);
  }

  async balance(account: string): Promise<object | undefined> {
    const found = await this.store.balance(account);
    if (!found) return undefined;
    const [available, held] = [BigInt(found.available), BigInt(found.held)];
    const text = (amount: bigint) => formatAmount(amount, 'BRL');
    return { available: text(available), held: text(held), total: text(available + held) };
  }
}

function newPayout(key: string, body: PayoutDto): NewPayout {
  const request = payoutRequest(body);
  const fingerprint = createHash('sha256').update(JSON.stringify(request)).digest('hex');
  return {
    id: randomUUID(),
    client: 'bench',
    key,
    fingerprint,
    account: request.accountId,
    provider: request.provider,
    amount: String(parseAmount(request.amount, 'BRL')),
    reference: request.externalReference,
    description: request.description,
    payee: request.payee,
    providerKey: randomUUID(),
  };
}

function answerOf(
  body: PayoutDto,
  payout: NewPayout,
  { code, payout_id: id, requested }: Accepted,
): PayoutAnswer {
  if (code !== 'ACCEPTED') throw new HttpException(code, 409);
  const { account: accountId, provider, reference: externalReference, description, payee } = payout;
  const amounts = { currency: 'BRL', amount: body.amount, heldAmount: body.amount };
  const requestedAt = requested.toISOString();
  return {
    id,
    accountId,
    provider,
    status: 'PROCESSING',
    ...amounts,
    externalReference,
    description,
    payee,
    requestedAt,
  };
}

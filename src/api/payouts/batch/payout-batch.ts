import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { RequestPayout } from '../../../commands/payouts/request-payout';
import { comparePositions, type Position } from '../../../event-store/event-store';
import { errorFields, Logger } from '../../../shared/logging';
import { originOf } from '../../auth/client';
import type { ApiClient } from '../../auth/keys/api-keys';
import { requireAccount } from '../../auth/own-accounts';
import { isIdempotencyKey } from '../../fields/field-rules';
import { createValidationPipe, validated } from '../../http/validation/validation-pipe';
import { problemOf, valueOrProblem } from '../../problems/problem-of';
import { AcceptedPayoutResponse } from '../accepted-payout.response';
import type { BatchItemResponse } from './payout-batch.response';
import { BatchItemDto, payoutRequest } from '../payout.dto';

interface Answered {
  readonly item: BatchItemResponse;
  readonly position: Position | null;
}

/** Items of a batch that run at one time: enough to fill an account's batch, too few to hold up other clients. */
const PARALLEL = 32;

/** Requests many payouts. Each item is validated, runs and is answered like a single request. */
@Injectable()
export class PayoutBatch {
  private readonly pipe = createValidationPipe();

  constructor(
    private readonly commands: CommandBus,
    private readonly logger: Logger,
  ) {}

  /** Returns the answers in the order of the items, and the last position of their effects. */
  async request(
    client: ApiClient,
    items: readonly unknown[],
  ): Promise<{ items: BatchItemResponse[]; position: Position | null }> {
    const answers = new Array<Answered>(items.length);
    let next = 0;
    const work = async () => {
      for (let index = next++; index < items.length; index = next++) {
        answers[index] = await this.answer(client, items[index]);
      }
    };
    await Promise.all(Array.from({ length: Math.min(PARALLEL, items.length) }, work));
    return { items: answers.map(({ item }) => item), position: latest(answers) };
  }

  private async answer(client: ApiClient, value: unknown): Promise<Answered> {
    const idempotencyKey = keyOf(value);
    try {
      const dto = await validated(this.pipe, value, BatchItemDto);
      requireAccount(client, dto.accountId);
      const request = payoutRequest(dto);
      const command = new RequestPayout(client.clientName, dto.idempotencyKey, request, originOf(client));
      const { body, position } = valueOrProblem(await this.commands.execute(command));
      return { item: { idempotencyKey, status: 202, body: AcceptedPayoutResponse.from(body) }, position };
    } catch (thrown) {
      const { problem } = problemOf(thrown);
      if (problem.status >= 500) this.logger.error(errorFields(thrown), 'batch item failed');
      return { item: { idempotencyKey, status: problem.status, body: problem }, position: null };
    }
  }
}

function keyOf(value: unknown): string | null {
  const key =
    typeof value === 'object' && value !== null && 'idempotencyKey' in value ? value.idempotencyKey : null;
  return isIdempotencyKey(key) ? key : null;
}

const latest = (answers: readonly Answered[]): Position | null =>
  answers.reduce<Position | null>((last, { position }) => {
    if (position === null || (last !== null && comparePositions(position, last) <= 0)) return last;
    return position;
  }, null);

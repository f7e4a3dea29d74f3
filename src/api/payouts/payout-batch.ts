import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { RequestPayout } from '../../commands/payouts/request-payout';
import { comparePositions, type Position } from '../../event-store/event-store';
import { errorFields } from '../../shared/logging';
import { isIdempotencyKey } from '../fields/field-rules';
import { accepted, presentAcceptedPayout } from '../http/present-commands';
import { createValidationPipe, validated } from '../http/validation';
import { API_OPTIONS, type ApiOptions } from '../options';
import type { Problem } from '../problems/problem';
import { problemOf } from '../problems/problem-of';
import { BatchItemDto, payoutRequest } from './payout.dto';

export interface BatchItemAnswer {
  /** As it was given; null where it was none. */
  readonly idempotencyKey: string | null;
  readonly status: number;
  readonly body: ReturnType<typeof presentAcceptedPayout> | Problem;
}

interface Answered {
  readonly item: BatchItemAnswer;
  readonly position: Position | null;
}

/** How many of a batch are under way at once: enough to fill an account's lane, too few to starve other callers. */
const PARALLEL = 32;

/** Many payouts in one request. Each is validated, dispatched and answered as if it had come alone. */
@Injectable()
export class PayoutBatch {
  private readonly pipe = createValidationPipe();

  constructor(
    private readonly commands: CommandBus,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  /** The answers in the order of the items, and the last position any of them made. */
  async request(
    client: string,
    items: readonly unknown[],
  ): Promise<{ items: BatchItemAnswer[]; position: Position | null }> {
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

  private async answer(client: string, value: unknown): Promise<Answered> {
    const idempotencyKey = keyOf(value);
    try {
      const dto = await validated(this.pipe, value, BatchItemDto);
      const command = new RequestPayout(client, dto.idempotencyKey, payoutRequest(dto));
      const { body, position } = accepted(await this.commands.execute(command));
      return { item: { idempotencyKey, status: 202, body: presentAcceptedPayout(body) }, position };
    } catch (thrown) {
      const { problem } = problemOf(thrown);
      if (problem.status >= 500) this.options.logger.error(errorFields(thrown), 'batch item failed');
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

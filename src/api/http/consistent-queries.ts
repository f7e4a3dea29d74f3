import { Inject, Injectable } from '@nestjs/common';
import { type Query, QueryBus } from '@nestjs/cqrs';
import type { Position } from '../../event-store/event-store';
import type { Found, QueryRefusal } from '../../queries/reading/snapshot';
import { trueAt, type Moments } from '../../queries/reading/read-model-freshness';
import { unreachable } from '../../shared/invariant';
import type { Result } from '../../shared/result';
import { API_OPTIONS, type ApiOptions } from '../options';
import { behind, invalid, problem, ProblemError } from '../problems/problem';
import { LEDGER_POSITION, Positioned } from './ledger-position';

/** How long a caller waits until the books know all that was recorded when it asked. */
const PATIENCE_MS = 5_000;

type ReadModels = NonNullable<Parameters<Moments['passed']>[0]>;

/** A moment that an answer is about, beside the present: a time, or a place in the history, and the field that names it. */
export interface AskedMoment {
  readonly field: string;
  readonly at: Position | Date | undefined;
  /** The end of a period, which may be yet to come: such a period ends where the books are. */
  readonly mayBeAhead?: boolean;
}

/**
 * The way to the books. An answer is never given before the read models it rests on have passed all that was recorded
 * when it was asked for: so it has all that had happened by then, and stays true.
 */
@Injectable()
export class QueryGate {
  constructor(
    private readonly queries: QueryBus,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  /** @throws {ProblemError} for what the query refuses, and PROJECTION_BEHIND where the books are too late */
  async ask<Body, View>(
    query: Query<Result<Found<Body>, QueryRefusal>>,
    atLeast: Position | undefined,
    readModels: ReadModels,
    present: (body: Body) => View,
    moment?: AskedMoment,
  ): Promise<Positioned<View>> {
    const { body, position } = await this.find(query, atLeast, readModels, moment);
    return new Positioned(present(body), position);
  }

  /** What was found, for answers that are made of it in a way of their own. @throws {ProblemError} as `ask` does */
  async find<Body>(
    query: Query<Result<Found<Body>, QueryRefusal>>,
    atLeast: Position | undefined,
    readModels: ReadModels,
    moment?: AskedMoment,
  ): Promise<Found<Body>> {
    await this.check(atLeast, LEDGER_POSITION);
    if (moment) await this.settle(moment);
    const end = valueOf(await this.options.moments.passed(readModels, PATIENCE_MS));
    const found = valueOf(await this.queries.execute(query));
    if (!atLeast) return found;
    return { ...found, position: trueAt(found.position, end.counted[readModels[0]!], atLeast, end) };
  }

  /** One thing by its id: where the read model is behind, the thing's own stream answers, so nobody waits. */
  async findOne<Body>(
    query: Query<Result<Found<Body>, QueryRefusal>>,
    atLeast: Position | undefined,
  ): Promise<Found<Body>> {
    await this.check(atLeast, LEDGER_POSITION);
    return valueOf(await this.queries.execute(query));
  }

  /** What has not happened by then can still happen while the moment is not over, so that is waited for first. */
  private async settle({ field, at, mayBeAhead = false }: AskedMoment): Promise<void> {
    if (!(at instanceof Date)) return this.check(at, field);
    if (mayBeAhead && at > this.options.clock.now()) return;
    valueOf(await this.options.moments.over(at, PATIENCE_MS));
  }

  private async check(position: Position | undefined, field: string): Promise<void> {
    if (!position) return;
    const exists = await this.options.moments.exists(position);
    if (!exists.ok) throw invalid({ field, message: exists.refusal.message });
  }
}

function valueOf<Value>(result: Result<Value, QueryRefusal>): Value {
  if (result.ok) return result.value;
  throw queryProblem(result.refusal);
}

function queryProblem({ code, message }: QueryRefusal): ProblemError {
  switch (code) {
    case 'ACCOUNT_NOT_FOUND':
    case 'PAYOUT_NOT_FOUND':
    case 'CASE_NOT_FOUND':
      return new ProblemError(problem(404, code, message));
    case 'CURSOR_INVALID':
      return invalid({ field: 'cursor', message });
    case 'POSITION_UNKNOWN':
      return invalid({ field: LEDGER_POSITION, message });
    case 'PROJECTION_BEHIND':
      return behind(message);
    default:
      return unreachable(code);
  }
}

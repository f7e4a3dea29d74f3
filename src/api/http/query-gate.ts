import { Inject, Injectable } from '@nestjs/common';
import { type Query, QueryBus } from '@nestjs/cqrs';
import type { Position } from '../../event-store/event-store';
import type { Found, QueryRefusal } from '../../queries/answers';
import type { ReadPosition } from '../../queries/wait-for-position';
import { unreachable } from '../../shared/invariant';
import type { Result } from '../../shared/result';
import { API_OPTIONS, type ApiOptions } from '../options';
import { invalid, problem, ProblemError } from '../problems/problem';
import { Positioned } from './ledger-position';

/** How long a caller waits for its own writes. */
const PATIENCE_MS = 5_000;

type ReadModels = NonNullable<Parameters<ReadPosition['waitFor']>[3]>;

/** The way to the books: waits for the position asked for, asks, and answers with the position it is true at. */
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
  ): Promise<Positioned<View>> {
    const { body, position } = await this.find(query, atLeast, readModels);
    return new Positioned(present(body), position);
  }

  /** What was found, for answers that are made of it in a way of their own. @throws {ProblemError} as `ask` does */
  async find<Body>(
    query: Query<Result<Found<Body>, QueryRefusal>>,
    atLeast: Position | undefined,
    readModels: ReadModels,
  ): Promise<Found<Body>> {
    if (atLeast) await this.waitFor(atLeast, readModels);
    const result = await this.queries.execute(query);
    if (!result.ok) throw queryProblem(result.refusal);
    return result.value;
  }

  private async waitFor(position: Position, readModels: ReadModels): Promise<void> {
    const reached = await this.options.readPosition.waitFor(position, PATIENCE_MS, undefined, readModels);
    if (!reached.ok) throw queryProblem(reached.refusal);
  }
}

function queryProblem({ code, message }: QueryRefusal): ProblemError {
  switch (code) {
    case 'ACCOUNT_NOT_FOUND':
    case 'PAYOUT_NOT_FOUND':
    case 'CASE_NOT_FOUND':
      return new ProblemError(problem(404, code, message));
    case 'CURSOR_INVALID':
      return invalid({ field: 'cursor', message });
    case 'PROJECTION_BEHIND':
      return new ProblemError(problem(503, code, message), { 'Retry-After': '1' });
    default:
      return unreachable(code);
  }
}

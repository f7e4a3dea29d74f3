import { Injectable } from '@nestjs/common';
import { type Query, QueryBus } from '@nestjs/cqrs';
import type { Position } from '../../event-store/event-store';
import type { QueryResult, QueryRefusal } from '../../queries/reading/results';
import { answerPosition, ReadModelFreshness } from '../../queries/reading/read-model-freshness';
import { Clock } from '../../shared/clock';
import { unreachable } from '../../shared/invariant';
import type { Result } from '../../shared/result';
import { behind, invalid, problem, ProblemError } from '../problems/problem';
import { LEDGER_POSITION, PositionedAnswer } from './ledger-position';

/** Milliseconds that a request waits for its read models. */
const PATIENCE_MS = 5_000;

type ReadModels = NonNullable<Parameters<ReadModelFreshness['waitUntilCurrent']>[0]>;

/** The time or position that an answer is about. */
interface AsOf {
  /** The request's field that names it: a refusal names this field. */
  readonly field: string;
  /** Undefined for an answer about the present. */
  readonly at: Position | Date | undefined;
  /** True for the end of a period, which can lie in the future: such a period ends where the read models are. */
  readonly mayBeAhead?: boolean;
}

/**
 * Runs queries on read models that are current. A query first waits until its read models include every event that was
 * recorded when the request arrived. So the answer includes those events, and an answer about the past never changes.
 */
@Injectable()
export class ConsistentQueries {
  constructor(
    private readonly bus: QueryBus,
    private readonly moments: ReadModelFreshness,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs a query and presents its result, with the position at which the answer is true.
   * @throws {ProblemError} when the query refuses, or with PROJECTION_BEHIND when the read models are late
   */
  async answer<Body, View>(
    query: Query<Result<QueryResult<Body>, QueryRefusal>>,
    atLeast: Position | undefined,
    readModels: ReadModels,
    present: (body: Body) => View,
    asOf?: AsOf,
  ): Promise<PositionedAnswer<View>> {
    const { body, position } = await this.run(query, atLeast, readModels, asOf);
    return new PositionedAnswer(present(body), position);
  }

  /** Runs a query and returns its result as it is. @throws {ProblemError} in the same cases as `answer` */
  async run<Body>(
    query: Query<Result<QueryResult<Body>, QueryRefusal>>,
    atLeast: Position | undefined,
    readModels: ReadModels,
    asOf?: AsOf,
  ): Promise<QueryResult<Body>> {
    await this.check(atLeast, LEDGER_POSITION);
    if (asOf) await this.waitForTime(asOf);
    const end = valueOf(await this.moments.waitUntilCurrent(readModels, PATIENCE_MS));
    const found = valueOf(await this.bus.execute(query));
    if (!atLeast) return found;
    return {
      ...found,
      position: answerPosition(found.position, end.lastRelevant[readModels[0]!], atLeast, end),
    };
  }

  /** Finds one thing by its id. The query reads the thing's own stream when the read model is behind, so it never waits. */
  async runById<Body>(
    query: Query<Result<QueryResult<Body>, QueryRefusal>>,
    atLeast: Position | undefined,
  ): Promise<QueryResult<Body>> {
    await this.check(atLeast, LEDGER_POSITION);
    return valueOf(await this.bus.execute(query));
  }

  /** Waits until the time is over: until then an event can still happen that the answer must include. */
  private async waitForTime({ field, at, mayBeAhead = false }: AsOf): Promise<void> {
    if (!(at instanceof Date)) return this.check(at, field);
    if (mayBeAhead && at > this.clock.now()) return;
    valueOf(await this.moments.waitUntilOver(at, PATIENCE_MS));
  }

  private async check(position: Position | undefined, field: string): Promise<void> {
    if (!position) return;
    const exists = await this.moments.requirePosition(position);
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
    case 'DEPOSIT_NOT_FOUND':
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

import {
  type CallHandler,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { map, type Observable } from 'rxjs';
import { formatPosition, parsePosition, type Position } from '../../event-store/event-store';
import { invalid } from '../problems/problem';

export const LEDGER_POSITION = 'Ledger-Position';

/** An answer with its position. A query's answer is true at the position; a query sees a command's effect from it on. */
export class PositionedAnswer<Body> {
  constructor(
    readonly body: Body,
    readonly position: Position | null,
    /** The address of the thing that a command made; null for other answers. */
    readonly location: string | null = null,
  ) {}
}

/** The position at or after which the client wants its answer. Undefined when the request has none. */
export const AtLeast = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Position | undefined => {
    const text = context.switchToHttp().getRequest<Request>().headers['ledger-position'];
    if (text === undefined) return undefined;
    const position = typeof text === 'string' ? parsePosition(text) : undefined;
    if (!position)
      throw invalid({
        field: LEDGER_POSITION,
        message: 'must be a position as it was answered, like "123/123"',
        wanted: 'a position as it was answered',
        example: '4711/4711',
      });
    return position;
  },
);

/** Moves the position and the location of an answer into its headers. */
@Injectable()
export class LedgerPositionInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      map((answer: unknown) => {
        if (!(answer instanceof PositionedAnswer)) return answer;
        const response = context.switchToHttp().getResponse<Response>();
        if (answer.position !== null)
          response.setHeader(LEDGER_POSITION, formatPosition(answer.position as Position));
        if (answer.location !== null) response.setHeader('Location', answer.location);
        return answer.body as unknown;
      }),
    );
  }
}

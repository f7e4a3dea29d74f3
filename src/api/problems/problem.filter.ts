import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { ProofFault } from '../../proofs/reading/proof-fault';
import { Fault } from '../../shared/fault';
import { errorFields, Logger } from '../../shared/logging';
import { PROBLEM_TYPE } from './problem';
import { problemOf } from './problem-of';

/** Answers every thrown error with a problem, and logs the errors that are ours. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const { problem, headers } = problemOf(thrown);
    this.log(thrown, problem.status, String(response.getHeader('X-Request-Id') ?? ''));
    // Half an answer cannot be taken back: cutting the connection is the only honest end.
    if (response.headersSent) return void response.destroy();
    response.status(problem.status).set(headers).type(PROBLEM_TYPE).send(JSON.stringify(problem));
  }

  private log(thrown: unknown, status: number, requestId: string): void {
    if (thrown instanceof Fault)
      this.logger.warn({ requestId, part: thrown.part, ...errorFields(thrown) }, 'part away');
    else if (thrown instanceof ProofFault && status === 503)
      this.logger.error({ requestId, code: thrown.code, ...errorFields(thrown) }, 'no proof can be given');
    else if (status === 500) this.logger.error({ requestId, ...errorFields(thrown) }, 'request failed');
  }
}

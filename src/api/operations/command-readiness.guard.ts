import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { Fault } from '../../shared/fault';

/**
 * Takes commands only while their effects can be seen and carried out: with the database away, or the saga not begun yet,
 * nothing is accepted, although the event store alone could. (The event store refuses by itself.) Webhooks and queries
 * pass.
 */
export class CommandGate implements CanActivate {
  constructor(
    private readonly databaseAnswers: () => boolean,
    private readonly sagaWorks: () => boolean,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const { method, path } = context.switchToHttp().getRequest<Request>();
    // Express takes paths whatever their case.
    const isCommand = method !== 'GET' && path.toLowerCase().startsWith('/v1/');
    if (isCommand && !this.databaseAnswers())
      throw new Fault('database', 'The database is away: nothing is accepted');
    if (isCommand && !this.sagaWorks())
      throw new Fault('event store', 'Nobody carries out yet what would be accepted: nothing is accepted');
    return true;
  }
}

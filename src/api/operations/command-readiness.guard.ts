import { type CanActivate, type ExecutionContext, Injectable, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants';
import { Reflector } from '@nestjs/core';
import { Fault } from '../../shared/fault';
import { ACCEPTED_WHILE_NOT_READY } from '../../shared/route-metadata';

/** Whether the service can show and carry out the effects of a command. */
export abstract class CommandReadiness {
  abstract databaseIsUp(): boolean;
  abstract sagaIsWorking(): boolean;
}

/**
 * Refuses commands while their effects cannot be seen or carried out: the database is down, or the saga has not started.
 * The event store alone could accept them then. Queries pass, and routes with `AcceptedWhileNotReady`.
 */
@Injectable()
export class CommandReadinessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly readiness: CommandReadiness,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    if (!this.isCommand(context)) return true;
    if (!this.readiness.databaseIsUp())
      throw new Fault('database', 'The database is away: nothing is accepted');
    if (!this.readiness.sagaIsWorking())
      throw new Fault('event store', 'Nobody carries out yet what would be accepted: nothing is accepted');
    return true;
  }

  private isCommand(context: ExecutionContext): boolean {
    const route = context.getHandler();
    if (this.reflector.get<RequestMethod>(METHOD_METADATA, route) === RequestMethod.GET) return false;
    return this.reflector.get<boolean | undefined>(ACCEPTED_WHILE_NOT_READY, route) !== true;
  }
}

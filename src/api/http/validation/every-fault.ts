import {
  type ArgumentMetadata,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  type Type,
  type ValidationPipe,
} from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';
import type { Request } from 'express';
import { catchError, from, type Observable } from 'rxjs';
import { type FieldFault, invalid, ProblemError, VALIDATION_FAILED } from '../../problems/problem';
import { brokenBody, contentTypeFault, hasWrongType, malformed, wrongType } from './content-type';
import { createValidationPipe } from './validation-pipe';

interface Argument {
  readonly index: number;
  readonly data?: unknown;
  readonly factory?: (data: unknown, context: ExecutionContext) => unknown;
}
type FaultFinder = () => unknown;

/**
 * Headers, the query and the body are validated one beside the other, and the first fault would end the request. When one
 * of them is wrong, all of them are looked at again, so that one answer names every fault.
 */
@Injectable()
export class EveryFault implements NestInterceptor {
  private readonly pipe: ValidationPipe = createValidationPipe();

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    if (brokenBody(request)) return from(this.refuseBroken(context));
    if (hasWrongType(request)) return from(this.refuseType(context));
    return next.handle().pipe(catchError((thrown: unknown) => from(this.complete(thrown, context))));
  }

  private async refuseType(context: ExecutionContext): Promise<never> {
    throw wrongType([contentTypeFault(), ...(await this.faults(context))]);
  }

  /** The fields of a body that cannot be read are not known, so none of them is named. */
  private async refuseBroken(context: ExecutionContext): Promise<never> {
    const fault = brokenBody(context.switchToHttp().getRequest<Request>());
    throw malformed([...(fault ? [fault] : []), ...(await this.faults(context))]);
  }

  /** A refusal by the command is passed on: then the request itself has no fault. */
  private async complete(thrown: unknown, context: ExecutionContext): Promise<never> {
    if (!(thrown instanceof ProblemError) || thrown.problem.code !== VALIDATION_FAILED) throw thrown;
    const faults = await this.faults(context);
    throw faults.length > 0 ? invalid(...faults) : thrown;
  }

  private async faults(context: ExecutionContext): Promise<FieldFault[]> {
    const found: FieldFault[] = [];
    for (const find of this.finders(context)) found.push(...(await faultsFoundBy(find)));
    return found;
  }

  /** One for each argument of the route's method. The arguments stand with the last one first. */
  private finders(context: ExecutionContext): FaultFinder[] {
    const { name } = context.getHandler();
    const controller = context.getClass();
    const found = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Record<
      string,
      Argument
    >;
    const types = Reflect.getMetadata('design:paramtypes', controller.prototype as object, name) as Type[];
    const byIndex = Object.entries(found).sort(([, left], [, right]) => left.index - right.index);
    return byIndex.flatMap(([key, argument]) => this.finder(key, argument, types[argument.index]!, context));
  }

  private finder(key: string, argument: Argument, metatype: Type, context: ExecutionContext): FaultFinder[] {
    const { factory, data } = argument;
    if (factory) return [() => factory(data, context)];
    const kind = Number(key.split(':')[0]);
    const request = context.switchToHttp().getRequest<Request>();
    if (kind === RouteParamtypes.BODY && brokenBody(request)) return [];
    if (kind === RouteParamtypes.BODY) return [this.validates(request.body, { type: 'body', metatype })];
    if (kind === RouteParamtypes.QUERY) return [this.validates(request.query, { type: 'query', metatype })];
    return [];
  }

  private validates(value: unknown, metadata: ArgumentMetadata): FaultFinder {
    return () => this.pipe.transform(value, metadata) as Promise<unknown>;
  }
}

async function faultsFoundBy(find: FaultFinder): Promise<readonly FieldFault[]> {
  try {
    await find();
    return [];
  } catch (thrown) {
    return thrown instanceof ProblemError ? (thrown.problem.errors ?? []) : [];
  }
}

import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  StreamableFile,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { concatMap, type Observable } from 'rxjs';
import { ACCESS, PERSONAL_DATA } from '../../../shared/route-metadata';
import type { Access } from '../access';
import { clientOf } from '../client';
import { personalFiltersOf } from '../personal-filters';
import type { ApiClient } from '../keys/api-keys';
import { doneBy, type Happening } from './happening';
import { SecurityLog } from './security-log';
import { SignIns } from './sign-ins';

interface Answered {
  readonly request: Request;
  readonly client: ApiClient;
  readonly access: Exclude<Access, 'public'>;
  readonly answer: unknown;
  readonly showsPersonalData: boolean;
  /** Its answer confirms personal data also where it is empty. */
  readonly isPersonalSearch: boolean;
}

/** Records what a client has done, after its route has answered and before the answer is sent. */
@Injectable()
export class SecurityInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly security: SecurityLog,
    private readonly signIns: SignIns,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const client = clientOf(request);
    const access = this.reflector.get<Access | undefined>(ACCESS, context.getHandler());
    if (!client || !access || access === 'public') return next.handle();
    this.signIns.note(client, request.socket.remoteAddress);
    const showsPersonalData =
      client.scopes.includes('personal:read') &&
      (this.reflector.get<true | undefined>(PERSONAL_DATA, context.getHandler()) ?? false);
    const isPersonalSearch = personalFiltersOf(this.reflector, context.getHandler(), request).length > 0;
    return next.handle().pipe(
      concatMap(async (answer: unknown) => {
        await this.record({ request, client, access, answer, showsPersonalData, isPersonalSearch });
        return answer;
      }),
    );
  }

  /** @throws {Fault} Personal data or a file would go out without a record: nothing goes out. */
  private async record(answered: Answered): Promise<void> {
    const { request, client, access, answer, showsPersonalData, isPersonalSearch } = answered;
    const route = `${request.method} ${String((request.route as { path?: unknown }).path)}`;
    const subjects = Object.values(request.params).map(subject => String(subject).slice(0, 200));
    const happening = { ...doneBy(client), route, subjects };
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (!isRead && access.persons) this.security.note({ kind: 'DECISION', ...happening });
    if (isRead && isAudit(client, access)) this.security.note({ kind: 'AUDIT_READ', ...happening });
    if (answer instanceof StreamableFile) await this.recordExport(answer, happening, showsPersonalData);
    else if (isPersonalSearch)
      await this.recordShowing({ ...happening, reason: 'SEARCHED_BY_PERSONAL_DATA' });
    else if (showsPersonalData && !isEmpty(answer)) await this.recordShowing(happening);
  }

  private recordShowing(happening: Omit<Happening, 'kind'>): Promise<void> {
    return this.security.record({ kind: 'PERSONAL_DATA_SHOWN', ...happening });
  }

  private async recordExport(
    file: StreamableFile,
    happening: Omit<Happening, 'kind'>,
    isPersonal: boolean,
  ): Promise<void> {
    const reason = isPersonal ? { reason: 'PERSONAL_DATA' } : {};
    try {
      await this.security.record({ kind: 'EXPORTED', ...happening, ...reason });
    } catch (error) {
      file.getStream().destroy();
      throw error;
    }
  }
}

/** Every read of an auditor; of the first administrator, who has every scope, what is for auditors alone. */
function isAudit({ scopes, scopeNames }: ApiClient, access: Exclude<Access, 'public'>): boolean {
  if (!scopes.includes('audit')) return false;
  return !scopeNames.includes('admin') || access.scopes.every(scope => scope === 'audit');
}

/** Whether it is a page without items, which shows no data. */
const isEmpty = (answer: unknown): boolean =>
  typeof answer === 'object' &&
  answer !== null &&
  'items' in answer &&
  Array.isArray(answer.items) &&
  answer.items.length === 0;

import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { ApiKeyGuard } from '../auth/api-key.guard';
import { KeysModule } from '../auth/keys/keys.module';
import { SecurityInterceptor } from '../auth/security/security.interceptor';
import { SecurityModule } from '../auth/security/security.module';
import { CommandReadinessGuard } from '../operations/command-readiness.guard';
import { ProblemFilter } from '../problems/problem.filter';
import { LastRequests } from './last-requests';
import { LedgerPositionInterceptor } from './ledger-position';
import { EveryFault } from './validation/every-fault';
import { createValidationPipe } from './validation/validation-pipe';

/**
 * What holds for every route of the application. A route without a scope is closed, commands wait for readiness, and each
 * error is a problem document. The guards run in this order.
 */
@Module({
  imports: [KeysModule, SecurityModule],
  providers: [
    { provide: APP_GUARD, useClass: CommandReadinessGuard },
    { provide: APP_GUARD, useClass: ApiKeyGuard },
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_PIPE, useFactory: createValidationPipe },
    // The first of them sees the answer last, as it is sent.
    { provide: APP_INTERCEPTOR, useClass: SecurityInterceptor },
    { provide: APP_INTERCEPTOR, useClass: EveryFault },
    { provide: APP_INTERCEPTOR, useClass: LedgerPositionInterceptor },
    LastRequests,
  ],
})
export class HttpModule {}

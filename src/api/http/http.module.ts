import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { ApiKeyGuard } from '../auth/api-key.guard';
import { KeysModule } from '../auth/keys/keys.module';
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
  imports: [KeysModule],
  providers: [
    { provide: APP_GUARD, useClass: CommandReadinessGuard },
    { provide: APP_GUARD, useClass: ApiKeyGuard },
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_PIPE, useFactory: createValidationPipe },
    { provide: APP_INTERCEPTOR, useClass: EveryFault },
    { provide: APP_INTERCEPTOR, useClass: LedgerPositionInterceptor },
    LastRequests,
  ],
})
export class HttpModule {}

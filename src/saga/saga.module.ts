import { Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DrivePayoutHandler } from './runner/drive-payout';
import { SagaRunner } from './runner/saga-runner';
import { WakeUpSaga } from './runner/wake-up.saga';

/** Stops the saga once the server is closed: a request that has come in still gets its answer. */
@Injectable()
class SagaShutdown implements OnApplicationShutdown {
  constructor(private readonly runner: SagaRunner) {}

  onApplicationShutdown(): Promise<void> {
    return this.runner.stop();
  }
}

/**
 * The durable process manager, and Nest's saga that wakes it. The service starts the runner once it listens: only then
 * can a provider be told where notifications go.
 */
@Module({ providers: [DrivePayoutHandler, WakeUpSaga, SagaShutdown] })
export class SagaModule {}

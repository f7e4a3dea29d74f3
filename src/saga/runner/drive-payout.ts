import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { SagaRunner } from './saga-runner';

/** Drives a payout as far as it can go now. Only the in-process wake-up sends this command; the runner needs none. */
export class DrivePayout extends Command<void> {
  constructor(readonly payoutId: string) {
    super();
  }
}

@CommandHandler(DrivePayout)
export class DrivePayoutHandler implements ICommandHandler<DrivePayout> {
  constructor(private readonly runner: SagaRunner) {}

  execute({ payoutId }: DrivePayout): Promise<void> {
    this.runner.wake(payoutId);
    return Promise.resolve();
  }
}

import { Injectable, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { ApprovalRuleBook } from '../../commands/approvals/approval-rule-book';
import { EventStore } from '../../event-store/event-store';
import { LogTail } from '../../event-store/log/log-tail';
import { Clock } from '../../shared/clock';
import { Logger } from '../../shared/logging';

/** Follows the rules' stream while the application runs, so that a request costs no read of it. */
@Injectable()
class RuleFollower implements OnModuleInit, OnApplicationShutdown {
  private readonly ending = new AbortController();

  constructor(
    private readonly rules: ApprovalRuleBook,
    private readonly store: EventStore,
    private readonly tail: LogTail,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** A book that has lost its stream reads it for each request: a rule must not be missed. */
  onModuleInit(): void {
    const { rules, store, tail, clock, logger, ending } = this;
    rules.follow({ store, tail, clock }, ending.signal).catch((error: unknown) => {
      logger.error({ error: String(error) }, 'approval rules are not followed any more');
    });
  }

  onApplicationShutdown(): void {
    this.ending.abort();
  }
}

@Module({ providers: [RuleFollower] })
export class RuleFollowerModule {}

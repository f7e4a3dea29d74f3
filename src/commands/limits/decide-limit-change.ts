import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { LimitScope } from '../../domain/limits/events';
import type { LimitBookRefusal, LimitCommand } from '../../domain/limits/limit-book';
import { Clock } from '../../shared/clock';
import { ok, refuse, type Result } from '../../shared/result';
import { causeOfClient, NO_ORIGIN, type Origin } from '../origin';
import { refusal, type CommandResult, type LimitChangeResult, type Refusal } from '../results';
import { LimitChanges } from './limit-changes';
import { LimitSettings } from './limit-settings';

/** Another person confirms a proposed change, or a person withdraws it. */
export class DecideLimitChange extends Command<Result<CommandResult<LimitChangeResult>, Refusal>> {
  constructor(
    readonly person: string,
    readonly scope: LimitScope,
    readonly changeId: string,
    readonly decision: 'CONFIRM' | 'WITHDRAW',
    readonly origin: Origin = NO_ORIGIN,
    /** The clients whose keys the person made. */
    readonly madeKeysOf: readonly string[] = [],
  ) {
    super();
  }
}

@CommandHandler(DecideLimitChange)
export class DecideLimitChangeHandler implements ICommandHandler<DecideLimitChange> {
  constructor(
    private readonly changes: LimitChanges,
    private readonly settings: LimitSettings,
    private readonly clock: Clock,
  ) {}

  /** A repeated confirmation by the same person gets the same answer. @throws {Fault} */
  async execute(command: DecideLimitChange): Promise<Result<CommandResult<LimitChangeResult>, Refusal>> {
    const { person, scope, changeId, decision, origin } = command;
    const cause = causeOfClient(person, origin, changeId);
    const changed = await this.changes.change(scope, this.commandOf(command), cause);
    if (!changed.ok) return refuse(refusalOf(changed.refusal, changeId));
    const { state, position } = changed.value;
    const made = [...state.versions.values()].flat().find(each => each.changeId === changeId);
    const status = decision === 'CONFIRM' ? 'CONFIRMED' : 'WITHDRAWN';
    return ok({ body: { scope, changeId, status, effectiveFrom: made?.effectiveFrom ?? null }, position });
  }

  private commandOf({ person, changeId, decision, madeKeysOf }: DecideLimitChange): LimitCommand {
    if (decision === 'WITHDRAW') return { type: 'WithdrawChange', changeId, person };
    const now = this.clock.now().toISOString();
    const { raiseDelayMs } = this.settings;
    return { type: 'ConfirmChange', changeId, person, madeKeysOf, now, raiseDelayMs };
  }
}

function refusalOf(code: LimitBookRefusal, changeId: string): Refusal {
  switch (code) {
    case 'SECOND_PERSON_REQUIRED':
      return refusal(code, 'Another person has to confirm this change');
    case 'KEY_MAKER_CANNOT_CONFIRM':
      return refusal(code, 'Another person has to confirm: you made a key of its proposer');
    case 'CHANGE_NOT_FOUND':
      return refusal('LIMIT_CHANGE_NOT_FOUND', `No change ${changeId} waits for a confirmation here`);
  }
}

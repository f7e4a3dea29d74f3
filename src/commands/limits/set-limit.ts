import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { LimitScope, LimitTerms } from '../../domain/limits/events';
import { asksForPayee } from '../../domain/limits/applying-limits';
import { limitKey, type LimitBook } from '../../domain/limits/limit-book';
import { Clock } from '../../shared/clock';
import { derivedId } from '../../shared/ids';
import { Random } from '../../shared/random';
import { Bug } from '../../shared/invariant';
import { ok, type Result } from '../../shared/result';
import { causeOfClient, NO_ORIGIN, type Origin } from '../origin';
import type { CommandResult, LimitChangeResult, Refusal } from '../results';
import { LimitChanges } from './limit-changes';
import { LimitSettings } from './limit-settings';

/** One person's wish for a limit. What only makes it stricter is in force at once; anything else waits for another person. */
export class SetLimit extends Command<Result<CommandResult<LimitChangeResult>, Refusal>> {
  constructor(
    /** The API client of a person. */
    readonly person: string,
    readonly scope: LimitScope,
    /** Names the limit, and where it is not taken away says all of it. */
    readonly limit: Pick<LimitTerms, 'kind' | 'date'>,
    /** null: the limit is taken away. */
    readonly terms: LimitTerms | null,
    /** Not before, RFC 3339 UTC; null: as soon as it may. */
    readonly wantedFrom: string | null,
    readonly reason: string,
    readonly origin: Origin = NO_ORIGIN,
  ) {
    super();
  }
}

@CommandHandler(SetLimit)
export class SetLimitHandler implements ICommandHandler<SetLimit> {
  constructor(
    private readonly changes: LimitChanges,
    private readonly settings: LimitSettings,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** The same wish again changes nothing. @throws {Fault} */
  async execute(command: SetLimit): Promise<Result<CommandResult<LimitChangeResult>, Refusal>> {
    const { person, scope, limit, terms, wantedFrom, reason, origin } = command;
    const [now, key] = [this.clock.now().toISOString(), limitKey(limit)];
    const changeId = derivedId('limit-change', scope, key, this.random.uuid());
    const payeeKey = terms && asksForPayee(terms) ? { payeeKey: this.settings.payeeKey } : {};
    const wish = { scope, changeId, key, terms, reason, proposedBy: person, wantedFrom, ...payeeKey };
    const cause = causeOfClient(person, origin, changeId);
    const changed = await this.changes.change(scope, { type: 'ChangeLimit', now, ...wish }, cause);
    if (!changed.ok) throw new Bug(`A wish for a limit was refused: ${changed.refusal}`);
    const { state, position } = changed.value;
    return ok({ body: resultOf(state, { scope, key, changeId, person }), position });
  }
}

interface Wish {
  readonly scope: LimitScope;
  readonly key: string;
  readonly changeId: string;
  readonly person: string;
}

function resultOf(book: LimitBook, { scope, key, changeId, person }: Wish): LimitChangeResult {
  const open = [...book.proposals.values()].find(each => each.key === key && each.proposedBy === person);
  const made = book.versions.get(key)?.find(each => each.changeId === changeId);
  if (made) return { scope, changeId, status: 'CONFIRMED', effectiveFrom: made.effectiveFrom };
  if (open) return { scope, changeId: open.changeId, status: 'PROPOSED', effectiveFrom: null };
  const last = book.versions.get(key)?.at(-1);
  if (last) return { scope, changeId: last.changeId, status: 'CONFIRMED', effectiveFrom: last.effectiveFrom };
  return { scope, changeId: null, status: 'UNCHANGED', effectiveFrom: null };
}

import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { accountMappings, versionOfDay } from '../../domain/journal/codes/account-mappings';
import type { AccountMappingVersion } from '../../domain/journal/events';
import { change } from '../../event-store/change';
import { EventStore } from '../../event-store/event-store';
import { ACCOUNT_MAPPINGS_STREAM } from '../../event-store/stream-names';
import { Clock } from '../../shared/clock';
import { derivedId } from '../../shared/ids';
import { invariant } from '../../shared/invariant';
import { ok, type Result } from '../../shared/result';
import { causeOfClient, NO_ORIGIN, type Origin } from '../origin';
import type { CommandResult } from '../results';

export { codedAccountFaults } from '../../domain/journal/codes/account-codes';
export type { AccountMappingVersion, CodedAccount } from '../../domain/journal/events';

type SetAccountMappingResult = Result<CommandResult<AccountMappingVersion>, never>;

type Terms = Pick<AccountMappingVersion, 'name' | 'validFrom' | 'accounts'>;

/** A person says which code each ledger account has from a day on. The same again changes nothing. */
export class SetAccountMapping extends Command<SetAccountMappingResult> {
  constructor(
    readonly person: string,
    readonly terms: Terms,
    readonly origin: Origin = NO_ORIGIN,
  ) {
    super();
  }
}

@CommandHandler(SetAccountMapping)
export class SetAccountMappingHandler implements ICommandHandler<SetAccountMapping> {
  constructor(
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  /** @throws {Fault} */
  async execute({ person, terms, origin }: SetAccountMapping): Promise<SetAccountMappingResult> {
    const setAt = this.clock.now().toISOString();
    const causationId = derivedId('SetAccountMapping', person, terms.name, JSON.stringify(terms), setAt);
    const { store, clock } = this;
    const changed = await change(
      { store, clock },
      accountMappings,
      ACCOUNT_MAPPINGS_STREAM,
      { type: 'SetAccountMapping', set: { ...terms, setBy: person, setAt } },
      causeOfClient(person, origin, causationId),
    );
    if (!changed.ok) return changed;
    const { state, position } = changed.value;
    const standing = versionOfDay(state.get(terms.name) ?? [], terms.validFrom);
    invariant(standing, `The mapping ${terms.name} was set and is not there`);
    return ok({ body: standing, position });
  }
}

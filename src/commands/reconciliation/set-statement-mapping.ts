import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { StatementMappingSet } from '../../domain/reconciliation/events';
import type { StatementMapping } from '../../domain/reconciliation/mapping';
import { statementMappings, type StatementMappings } from '../../domain/reconciliation/mappings';
import type { ProviderName } from '../../domain/payout/payee';
import { change } from '../../event-store/change';
import { EventStore } from '../../event-store/event-store';
import { load, type Loaded } from '../../event-store/load';
import { STATEMENT_MAPPINGS_STREAM } from '../../event-store/stream-names';
import { Clock } from '../../shared/clock';
import { derivedId } from '../../shared/ids';
import { ok, refuse, type Result } from '../../shared/result';
import { causeOfClient, NO_ORIGIN, type Origin } from '../origin';
import { refusal, type CommandResult, type Refusal } from '../results';

export type { StatementMapping } from '../../domain/reconciliation/mapping';

type SetStatementMappingResult = Result<CommandResult<StatementMappingSet['data']>, Refusal>;

export type SetMapping = StatementMappingSet['data'];

/** A person says how a provider's CSV file is read. The same mapping again changes nothing. */
export class SetStatementMapping extends Command<SetStatementMappingResult> {
  constructor(
    readonly person: string,
    readonly provider: ProviderName,
    readonly name: string,
    readonly mapping: StatementMapping,
    readonly origin: Origin = NO_ORIGIN,
  ) {
    super();
  }
}

@CommandHandler(SetStatementMapping)
export class SetStatementMappingHandler implements ICommandHandler<SetStatementMapping> {
  constructor(
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  async execute(command: SetStatementMapping): Promise<SetStatementMappingResult> {
    const { person, provider, name, mapping, origin } = command;
    const setAt = this.clock.now().toISOString();
    const causationId = derivedId('SetStatementMapping', person, name, JSON.stringify(mapping), setAt);
    const cause = causeOfClient(person, origin, causationId);
    const set = { name, provider, mapping, setBy: person, setAt };
    const order = { type: 'SetMapping', set } as const;
    const { store, clock } = this;
    const changed = await change(
      { store, clock },
      statementMappings,
      STATEMENT_MAPPINGS_STREAM,
      order,
      cause,
    );
    if (!changed.ok) return refuse(refusal(changed.refusal, `The mapping ${name} is another provider's`));
    const { state, position } = changed.value;
    return ok({ body: state.get(name)!, position });
  }
}

/** Every mapping as the disk has it now. @throws {Fault} */
export const readMappings = (store: EventStore): Promise<Loaded<StatementMappings>> =>
  load(store, STATEMENT_MAPPINGS_STREAM, statementMappings);

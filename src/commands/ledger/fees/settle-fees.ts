import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  feeSettlements,
  owedMinor,
  type FeeRefusal,
  type SettleFees as Settle,
} from '../../../domain/journal/fees/fee-settlements';
import type { FeeSettlement } from '../../../domain/journal/events';
import { change } from '../../../event-store/change';
import { EventStore } from '../../../event-store/event-store';
import type { Cause } from '../../../event-store/new-events';
import { readEvents } from '../../../event-store/read-events';
import { providerStream } from '../../../event-store/stream-names';
import { Clock } from '../../../shared/clock';
import { Fault } from '../../../shared/fault';
import { derivedId, fingerprint } from '../../../shared/ids';
import { formatAmount } from '../../../shared/money';
import { ok, refuse, type Result } from '../../../shared/result';
import { causeOfClient, NO_ORIGIN, type Origin } from '../../origin';
import { References } from '../../references';
import { refusal, type CommandResult, type FeeSettlementResult, type Refusal } from '../../results';
import { FeeBooks } from './fee-books';
import { feesOf, readFees, type ProviderFees } from './settlements-on-record';

type SettleFeesResult = Result<CommandResult<FeeSettlementResult>, Refusal>;

export interface FeeSettlementRequest extends Readonly<Omit<FeeSettlement, 'settlementId'>> {
  /** What it rests on. */
  readonly evidence: string;
}

/** One person says that fees of a provider are paid; the same by another person settles them. */
export class SettleFees extends Command<SettleFeesResult> {
  constructor(
    /** The API client. */
    readonly person: string,
    readonly idempotencyKey: string,
    readonly request: FeeSettlementRequest,
    readonly origin: Origin = NO_ORIGIN,
    /** The clients whose keys the person made. */
    readonly madeKeysOf: readonly string[] = [],
  ) {
    super();
  }
}

/** How often the books are read again because a proposal came meanwhile. */
const MAX_READINGS = 5;

@CommandHandler(SettleFees)
export class SettleFeesHandler implements ICommandHandler<SettleFees> {
  constructor(
    private readonly store: EventStore,
    private readonly clock: Clock,
    private readonly references: References,
    private readonly books: FeeBooks,
  ) {}

  /**
   * A repeat with the same key gets the first result again, whatever became of the settlement since.
   * @throws {Fault} also where the books are behind: nothing is written then
   */
  async execute(command: SettleFees): Promise<SettleFeesResult> {
    const holder = await this.references.holder(keyOf(command));
    if (holder !== undefined && holder !== fingerprintOf(command)) return refuse(keyReused);
    for (let readings = 0; readings < MAX_READINGS; readings += 1) {
      const earlier = await this.findEarlier(command);
      if (earlier) return ok(earlier);
      const result = await this.decide(command);
      if (result) return result;
    }
    throw new Fault('event store', 'Too many propose settlements of this provider at once');
  }

  /** Returns undefined where the books have to be read again. */
  private async decide(command: SettleFees): Promise<SettleFeesResult | undefined> {
    const { person, origin, request } = command;
    const fees = await readFees(this.store, this.books, request.provider);
    const order = this.orderFor(command, fees);
    // What is refused writes nothing, not even its key.
    const checked = feeSettlements.decide(fees.loaded.state, order);
    if (!checked.ok) return refuse(refusalOf(checked.refusal, order, fees));
    const cause = causeOfClient(person, origin, causationOf(command), order.settlement.settlementId);
    if (!(await this.references.reserve(keyOf(command), fingerprintOf(command), cause)))
      return refuse(keyReused);
    return this.change(command, order, cause);
  }

  private async change(
    command: SettleFees,
    order: Settle,
    cause: Cause,
  ): Promise<SettleFeesResult | undefined> {
    const { store, clock, books } = this;
    const { provider } = command.request;
    const changed = await change({ store, clock }, feeSettlements, providerStream(provider), order, cause);
    // The same request can come twice at once; both get the result of the first.
    const earlier = await this.findEarlier(command);
    if (earlier) return ok(earlier);
    if (changed.ok || changed.refusal === 'BOOKS_TOO_OLD') return undefined;
    return refuse(refusalOf(changed.refusal, order, await readFees(store, books, provider)));
  }

  private orderFor(command: SettleFees, fees: ProviderFees): Settle {
    const { person, madeKeysOf, request } = command;
    const { evidence, ...figures } = request;
    const settlementId = derivedId('fee-settlement', figures.provider, figures.reference);
    return {
      type: 'SettleFees',
      settlement: { settlementId, ...figures },
      evidence,
      person,
      madeKeysOf,
      books: feesOf(fees, figures.currency),
      booksKnow: fees.loaded.state.events,
      now: this.clock.now().toISOString(),
    };
  }

  /** What the command was answered when it took effect. Returns undefined when it never did. */
  private async findEarlier(command: SettleFees): Promise<CommandResult<FeeSettlementResult> | undefined> {
    const causationId = causationOf(command);
    const events = readEvents(this.store, providerStream(command.request.provider));
    for await (const { body, metadata, position } of events) {
      if (metadata.$causationId !== causationId) continue;
      const status = body.type === 'ProviderFeesSettled' ? 'SETTLED' : 'PROPOSED';
      return { body: { settlementId: body.data.settlementId, status }, position };
    }
    return undefined;
  }
}

const causationOf = ({ person, idempotencyKey }: SettleFees): string =>
  derivedId('SettleFees', person, idempotencyKey);

const keyOf = ({ person, idempotencyKey }: SettleFees) =>
  ({ kind: 'decision-key', owner: person, reference: idempotencyKey }) as const;

const fingerprintOf = ({ request }: SettleFees): string => {
  const { provider, currency, amountMinor, paidFrom, reference, evidence } = request;
  return fingerprint('SettleFees', provider, currency, String(amountMinor), paidFrom, reference, evidence);
};

const keyReused = refusal('IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key was used for another decision');

function refusalOf(code: FeeRefusal, { settlement, books }: Settle, { loaded }: ProviderFees): Refusal {
  const { provider, currency, amountMinor, reference } = settlement;
  switch (code) {
    case 'SECOND_PERSON_REQUIRED':
      return refusal(code, 'Another person has to confirm this settlement');
    case 'KEY_MAKER_CANNOT_CONFIRM':
      return refusal(code, 'Another person has to confirm: you made a key of the proposer');
    case 'REFERENCE_SETTLED':
      return refusal('EXTERNAL_REFERENCE_USED', `Fees are settled under the reference ${reference}`);
    case 'ABOVE_FEES_OWED': {
      const asked = formatAmount(amountMinor, currency);
      const owed = formatAmount(owedMinor(loaded.state, currency, books), currency);
      const message = `${asked} is above ${owed} ${currency}, what ${provider} is owed for its fees`;
      return { code: 'FEES_NOT_OWED', message, facts: { asked, owed, currency } };
    }
    case 'BOOKS_TOO_OLD':
      throw new Fault('database', 'The books are older than the proposal');
  }
}

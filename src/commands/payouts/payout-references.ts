import type { PayoutRequested } from '../../domain/payout/events';
import type { ProviderName } from '../../domain/payout/payee';
import { changeAll, type ChangeParts, type Start } from '../../event-store/change';
import type { RecordedEvent } from '../../event-store/event-store';
import { KnownStreams, readKnown } from '../../event-store/known-streams';
import { emptyStream, type Loaded } from '../../event-store/load';
import type { Cause } from '../../event-store/new-events';
import {
  isEventOf,
  payoutReferenceStream,
  REFERENCE_PREFIX,
  type PayoutReferenceClaim,
  type PayoutReferenceEvent,
  type ReferenceEvent,
} from '../../event-store/stream-names';
import type { Reference, References } from '../references';
import {
  hasClaim,
  payoutReference,
  rivalsOf,
  textOfClaim,
  type PayoutReferenceState,
  type ReserveReference,
} from './payout-reference';
import type { PayoutRepository } from './payout-repository';
import type { ReferenceEra } from './reference-era';

export interface PayoutReferenceParts extends ChangeParts {
  readonly references: References;
  readonly payouts: PayoutRepository;
  readonly era: ReferenceEra;
}

type Denies = ReserveReference['denies'];
type LoadedState = Loaded<PayoutReferenceState>;

const MAX_KNOWN = 20_000;

/**
 * Who may use a text as the reference of a payout. The client may use it once, and the provider refuses a second order with
 * it. Funds are held only for a payout that has its text; a payout that was denied it is never held.
 */
export class PayoutReferences {
  private readonly texts = new KnownStreams<PayoutReferenceState, PayoutReferenceEvent>(
    payoutReference,
    MAX_KNOWN,
  );

  constructor(private readonly parts: PayoutReferenceParts) {}

  /** Must have returned before the process records its first request: a store with payouts is taken for an older one. */
  async prepare(): Promise<void> {
    await this.parts.era.isOlder();
  }

  /** Whether anything is remembered that stands in the way: then nothing is written before a read. */
  mayBeTaken(request: PayoutRequested): boolean {
    const claim = claimOf(request);
    const known = this.texts.get(payoutReferenceStream(claim.reference))?.state;
    if (known && (rivalsOf(known, claim).length > 0 || known.denied.has(claim.payoutId))) return true;
    return olderClaimsOf(claim).some(each => isOther(this.parts.references.knownHolder(each), claim));
  }

  /** Whether another payout has the text, by what the disk has now. @throws {Fault} */
  async isTaken(request: PayoutRequested): Promise<boolean> {
    const claim = claimOf(request);
    if (await this.parts.era.isOlder())
      for (const each of olderClaimsOf(claim)) {
        const holder = await this.parts.references.readHolder(each);
        if (holder === undefined || holder === claim.payoutId) continue;
        if (!(await this.isFreedOf(holder, olderUse(each)))) return true;
      }
    const { state } = await this.read(claim);
    for (const rival of rivalsOf(state, claim)) if (!(await this.isFreed(rival))) return true;
    return state.denied.has(claim.payoutId);
  }

  /** The client's own payout that has the text. Returns undefined when the text is another client's. @throws {Fault} */
  async ownRival(request: PayoutRequested): Promise<string | undefined> {
    const claim = claimOf(request);
    const { clientId, reference, payoutId } = claim;
    const { state } = await this.read(claim);
    for (const rival of rivalsOf(state, claim))
      if (rival.clientId === clientId && !(await this.isFreed(rival))) return rival.payoutId;
    if (!(await this.parts.era.isOlder())) return undefined;
    const older = await this.parts.references.readHolder({ kind: 'client', owner: clientId, reference });
    return older === payoutId ? undefined : older;
  }

  /**
   * Returns true when the payout has its text now, also when it had it before. It appends before it reads.
   * @throws {Fault}
   */
  reserve(request: PayoutRequested, cause: Cause): Promise<boolean> {
    return this.claim(claimOf(request), cause, 'NEVER');
  }

  /**
   * The same for a payout that is on record: where another payout has the text, this one never gets it. So of two
   * processes that ask for one payout, both get the same answer for ever. @throws {Fault}
   */
  async reserveOrDeny(request: PayoutRequested, cause: Cause): Promise<boolean> {
    const claim = claimOf(request);
    const known = this.texts.get(payoutReferenceStream(claim.reference));
    // A payout that is not rejected keeps the text for ever.
    if (known && hasClaim(known.state, claim)) return true;
    return this.claim(claim, cause, 'IF_TAKEN');
  }

  /** The payout that uses the text at this provider. Returns undefined when there is none. @throws {Fault} */
  async holderAt(provider: ProviderName, reference: string): Promise<string | undefined> {
    if (await this.parts.era.isOlder())
      return this.parts.references.readHolder({ kind: 'provider', owner: provider, reference });
    const { state } = this.texts.get(payoutReferenceStream(reference)) ?? (await this.read({ reference }));
    return state.claims.findLast(claim => claim.provider === provider)?.payoutId;
  }

  /** Takes an event of any stream from the process's subscription. */
  note(event: RecordedEvent): void {
    if (isEventOf(REFERENCE_PREFIX, event) && isOfText(event)) this.texts.note(event);
  }

  /** The older claims come first, one after the other: so of two who want both, the first one gets both. */
  private async claim(claim: PayoutReferenceClaim, cause: Cause, denies: Denies): Promise<boolean> {
    const isOlder = await this.parts.era.isOlder();
    const isInTheWay = isOlder && !(await this.claimOlder(claim, cause));
    if (isInTheWay && denies === 'NEVER') return false;
    return this.claimText(claim, cause, isInTheWay ? 'ALWAYS' : denies);
  }

  private async claimOlder(claim: PayoutReferenceClaim, cause: Cause): Promise<boolean> {
    for (const each of olderClaimsOf(claim)) {
      const isFreed = (payoutId: string) => this.isFreedOf(payoutId, olderUse(each));
      if (!(await this.parts.references.reserve(each, claim.payoutId, cause, isFreed))) return false;
    }
    return true;
  }

  private async claimText(claim: PayoutReferenceClaim, cause: Cause, denies: Denies): Promise<boolean> {
    const freed = new Set<string>();
    const known = this.texts.get(payoutReferenceStream(claim.reference)) ?? emptyStream(payoutReference);
    let after = await this.try({ claim, freed, denies: ifAlways(denies) }, cause, {
      known,
      isCurrent: false,
    });
    while (!hasClaim(after.state, claim) && (await this.addFreed(after.state, claim, freed)))
      after = await this.try({ claim, freed, denies: ifAlways(denies) }, cause, {
        known: after,
        isCurrent: true,
      });
    // The holders are looked at before anybody is denied.
    if (denies === 'IF_TAKEN' && !hasClaim(after.state, claim))
      after = await this.try({ claim, freed, denies }, cause, { known: after, isCurrent: true });
    return hasClaim(after.state, claim);
  }

  /** Whether a rival that was not known to be free is. */
  private async addFreed(
    state: PayoutReferenceState,
    claim: PayoutReferenceClaim,
    freed: Set<string>,
  ): Promise<boolean> {
    const before = freed.size;
    for (const rival of rivalsOf(state, claim))
      if (!freed.has(textOfClaim(rival)) && (await this.isFreed(rival))) freed.add(textOfClaim(rival));
    return freed.size > before;
  }

  private isFreed({ payoutId, clientId, provider, reference }: PayoutReferenceClaim): Promise<boolean> {
    const uses = (request: PayoutRequested) =>
      request.clientId === clientId &&
      request.provider === provider &&
      request.externalReference === reference;
    return this.isFreedOf(payoutId, uses);
  }

  /**
   * A payout that was rejected, by its account or by people, was never sent and never will be. A request that was refused for its key may have claimed a text
   * that its payout does not use. @throws {Fault}
   */
  private async isFreedOf(payoutId: string, uses: (request: PayoutRequested) => boolean): Promise<boolean> {
    const { state } = await this.parts.payouts.read(payoutId);
    if (state.status === 'none') return false;
    return state.status === 'rejected' || state.status === 'unapproved' || !uses(state.request);
  }

  private async try(
    command: ReserveReference,
    cause: Cause,
    start: Start<PayoutReferenceState>,
  ): Promise<LoadedState> {
    const stream = payoutReferenceStream(command.claim.reference);
    this.texts.drop(stream);
    const { after } = await changeAll(this.parts, payoutReference, stream, [{ command, cause }], start);
    this.texts.put(stream, after);
    return after;
  }

  private read({ reference }: Pick<PayoutReferenceClaim, 'reference'>): Promise<LoadedState> {
    return readKnown(this.parts, this.texts, payoutReference, payoutReferenceStream(reference));
  }
}

const isOfText = (event: RecordedEvent<ReferenceEvent>): event is RecordedEvent<PayoutReferenceEvent> =>
  event.body.type === 'PayoutReferenceReserved' || event.body.type === 'PayoutReferenceDenied';

const claimOf = (request: PayoutRequested): PayoutReferenceClaim => {
  const { clientId, provider, externalReference: reference, payoutId } = request;
  return { clientId, provider, reference, payoutId };
};

const olderClaimsOf = ({ clientId, provider, reference }: PayoutReferenceClaim): readonly Reference[] => [
  { kind: 'client', owner: clientId, reference },
  { kind: 'provider', owner: provider, reference },
];

/** Whether a payout uses the text for which it has an older claim. */
const olderUse =
  ({ kind, owner, reference }: Reference) =>
  ({ externalReference, provider }: PayoutRequested): boolean =>
    externalReference === reference && (kind === 'client' || provider === owner);

const ifAlways = (denies: Denies): Denies => (denies === 'ALWAYS' ? 'ALWAYS' : 'NEVER');

const isOther = (holder: string | undefined, { payoutId }: PayoutReferenceClaim): boolean =>
  holder !== undefined && holder !== payoutId;

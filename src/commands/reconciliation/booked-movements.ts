import type { ProviderName } from '../../domain/payout/payee';
import type { PayoutState } from '../../domain/payout/payout';
import type { StatementLine } from '../../domain/reconciliation/events';
import type { BookedMovement } from '../../domain/reconciliation/match-statement';
import type { PayoutRepository } from '../payouts/payout-repository';
import type { PayoutReferences } from '../payouts/payout-references';
import type { References } from '../references';

/** What the read models have between two moments of our clock. @throws {Fault} */
export type MovementsInPeriod = (provider: ProviderName, from: Date, to: Date) => Promise<BookedMovement[]>;

/** Lines that are looked up at one time. */
const AT_ONCE = 32;

/** The provider's day and ours may differ by this much at either end of a statement, in milliseconds. */
const MARGIN_MS = 2 * 86_400_000;

/**
 * Our side of a statement. The read models give the movements of the period. The streams give the other payouts that
 * the lines name: booked on other days, not completed, or not projected yet.
 */
export class BookedMovements {
  constructor(
    private readonly payouts: PayoutRepository,
    private readonly references: References,
    private readonly payoutReferences: PayoutReferences,
    private readonly inPeriod: MovementsInPeriod,
  ) {}

  /** @throws {Fault} */
  async find(
    provider: ProviderName,
    from: Date,
    to: Date,
    lines: readonly StatementLine[],
  ): Promise<BookedMovement[]> {
    const found = await this.inPeriod(provider, shiftedBy(from, -MARGIN_MS), shiftedBy(to, MARGIN_MS));
    const known = new Set(found.flatMap(namesOf));
    const payoutIds = new Set<string>();
    const others = lines.filter(
      line => line.kind === 'PAYOUT' && !namesOf(line).some(name => known.has(name)),
    );
    for (let at = 0; at < others.length; at += AT_ONCE) {
      const chunk = others.slice(at, at + AT_ONCE);
      for (const payoutId of await Promise.all(chunk.map(line => this.payoutOf(provider, line))))
        if (payoutId !== undefined) payoutIds.add(payoutId);
    }
    for (const { payoutId, kind } of found) if (kind === 'PAYOUT') payoutIds.delete(payoutId);
    for (const payoutId of payoutIds) found.push(...movementsOf((await this.payouts.read(payoutId)).state));
    return found;
  }

  private async payoutOf(owner: ProviderName, line: StatementLine): Promise<string | undefined> {
    const { externalReference, providerId } = line;
    const byReference =
      externalReference !== null && (await this.payoutReferences.holderAt(owner, externalReference));
    if (byReference) return byReference;
    if (providerId === null) return undefined;
    return this.references.holder({ kind: 'provider-id', owner, reference: providerId });
  }
}

const shiftedBy = (time: Date, byMs: number): Date => new Date(time.getTime() + byMs);

type Named = Pick<StatementLine, 'endToEndId' | 'externalReference' | 'providerId'>;

const namesOf = ({ endToEndId, externalReference, providerId }: Named): string[] => [
  ...(endToEndId === null ? [] : [`end-to-end ${endToEndId}`]),
  ...(externalReference === null ? [] : [`reference ${externalReference}`]),
  ...(providerId === null ? [] : [`provider ${providerId}`]),
];

/** When it was booked does not matter for a payout that a line names. */
function movementsOf(state: PayoutState): BookedMovement[] {
  if (state.status === 'none') return [];
  const { payoutId, externalReference, amountMinor } = state.request;
  const providerId = 'providerId' in state ? state.providerId : null;
  const named = {
    kind: 'PAYOUT',
    payoutId,
    providerId,
    externalReference,
    amountMinor,
    bookedAt: null,
  } as const;
  switch (state.status) {
    case 'completed': {
      const { endToEndId, feeAmountMinor } = state.outcome;
      return [{ ...named, status: 'COMPLETED', endToEndId, feeAmountMinor }];
    }
    case 'failed':
    case 'rejected':
    case 'unapproved':
      return [{ ...named, status: 'FAILED', endToEndId: null, feeAmountMinor: null }];
    case 'awaiting':
    case 'requested':
      return [{ ...named, status: 'NOT_SENT', endToEndId: null, feeAmountMinor: null }];
    default:
      return [{ ...named, status: 'UNDER_WAY', endToEndId: null, feeAmountMinor: null }];
  }
}

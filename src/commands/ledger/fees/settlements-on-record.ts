import {
  feeSettlements,
  owedMinor,
  type FeeSettlements,
  type SettlementState,
} from '../../../domain/journal/fees/fee-settlements';
import type { ProviderName } from '../../../domain/payout/payee';
import type { EventStore } from '../../../event-store/event-store';
import { load, type Loaded } from '../../../event-store/load';
import { providerStream } from '../../../event-store/stream-names';
import { Fault } from '../../../shared/fault';
import type { Currency } from '../../../shared/money';
import type { FeeBooks, FeesOfCurrency } from './fee-books';

export { PAID_FROM, type PaidFrom } from '../../../domain/journal/events';
export type { SettlementState } from '../../../domain/journal/fees/fee-settlements';

/** A provider's settlements as its stream tells them, and what was in the books after them. */
export interface ProviderFees {
  readonly loaded: Loaded<FeeSettlements>;
  readonly books: readonly FeesOfCurrency[];
}

/** The stream first: the books then know at least what it says. @throws {Fault} also where the books are behind */
export async function readFees(
  store: EventStore,
  feeBooks: FeeBooks,
  provider: ProviderName,
): Promise<ProviderFees> {
  const loaded = await load(store, providerStream(provider), feeSettlements);
  const books = await feeBooks.read(provider);
  if (!books) throw new Fault('database', 'The read models are behind the events');
  return { loaded, books };
}

const NO_FEES = { chargedMinor: 0n, reversedMinor: 0n };

export function feesOf({ books }: Pick<ProviderFees, 'books'>, currency: Currency) {
  const { chargedMinor, reversedMinor } = books.find(each => each.currency === currency) ?? NO_FEES;
  return { chargedMinor, reversedMinor };
}

/** What the provider is owed now, in each currency in which it ever charged. */
export const owedBy = ({ loaded, books }: ProviderFees): { currency: Currency; owedMinor: bigint }[] =>
  books.map(({ currency, ...fees }) => ({ currency, owedMinor: owedMinor(loaded.state, currency, fees) }));

/** In the order in which their references came up. */
export const settlementsOf = ({ loaded }: Pick<ProviderFees, 'loaded'>): readonly SettlementState[] => [
  ...loaded.state.settlements.values(),
];

import type { ProviderMode } from '../../queries/payouts/payout-view';

/** Whether money moves, by the name of each provider in use. */
export abstract class ProviderModes {
  abstract readonly byProvider: ReadonlyMap<string, ProviderMode>;
}

/** `sandbox` as soon as one provider is simulated. */
export const modeOfAll = ({ byProvider }: ProviderModes): ProviderMode =>
  [...byProvider.values()].includes('sandbox') ? 'sandbox' : 'live';

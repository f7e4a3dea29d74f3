import { connectPsp } from './connectpsp/definition';
import { ntxPay } from './ntxpay/definition';
import type { ProviderDefinition } from './port/provider-definition';

/** Every provider that Holdfast knows, one line each. A name that stands in an event stays in this list for ever. */
export const PROVIDERS: readonly ProviderDefinition[] = [
  connectPsp, // docs/providers/connectpsp.md
  ntxPay, // docs/providers/ntxpay.md
];

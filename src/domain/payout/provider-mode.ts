/** `sandbox`: a simulated provider stands in, and no money moves. */
export const PROVIDER_MODES = ['live', 'sandbox'] as const;
export type ProviderMode = (typeof PROVIDER_MODES)[number];

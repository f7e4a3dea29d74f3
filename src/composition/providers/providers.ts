import type { ProviderTerms, Terms } from '../../commands/provider-terms';
import type { ProviderName } from '../../domain/payout/payee';
import type { ProviderMode } from '../../domain/payout/provider-mode';
import type { OpenProvider, ProviderDefinition } from '../../providers/port/provider-definition';
import type { Provider } from '../../providers/port/provider';
import { PROVIDERS } from '../../providers/registry';
import { feeFor, highestFee, type FeeSchedule } from '../../shared/settings/fee-schedule';
import { ShutdownList } from '../../backing/shutdown-list';
import { timedProvider } from '../telemetry/timed-provider';
import type { ProviderParts } from './provider-parts';
import { configuredAs, startSandbox, type RunningSandbox, type Sandboxes } from './sandboxes';

/** The providers through which payouts can go, and the sandboxes that stand in for those that are not configured. */
export interface Providers {
  readonly byName: ReadonlyMap<ProviderName, Provider>;
  readonly terms: Terms;
  /** Whether money moves, by provider. */
  readonly modes: ReadonlyMap<ProviderName, ProviderMode>;
  readonly sandboxes: Sandboxes;
  /** The service calls it once it listens for webhooks. */
  onListening(): void;
  stop(): Promise<void>;
}

/** A provider that is open, beside its definition. */
interface Opened extends OpenProvider {
  readonly definition: ProviderDefinition;
  readonly feeSchedule: FeeSchedule;
  /** undefined where the provider itself is configured. */
  readonly sandbox: RunningSandbox | undefined;
}

export async function openProviders(parts: ProviderParts): Promise<Providers> {
  const stops = new ShutdownList();
  try {
    const used = PROVIDERS.filter(({ name }) => parts.settings.providers.has(name));
    const opened: Opened[] = [];
    for (const definition of used) opened.push(...(await openProvider(definition, parts, stops)));
    return providersOf(opened, stops);
  } catch (error) {
    await stops.stop();
    throw error;
  }
}

/** Opens one provider, or its sandbox. Returns nothing where neither is there: no payout can go through it then. */
export async function openProvider(
  definition: ProviderDefinition,
  parts: ProviderParts,
  stops: ShutdownList,
): Promise<Opened[]> {
  const { name } = definition;
  const { settings, clock, logger, webhookBase } = parts;
  const { configured, feeSchedule } = settings.providers.get(name)!;
  const sandbox = configured ? undefined : await startSandbox(name, feeSchedule, parts);
  stops.add(() => sandbox?.stop());
  if (sandbox)
    logger.warn({ provider: name }, 'not configured: payouts go to its sandbox, and no money moves');
  const chosen = configured ?? (sandbox && configuredAs(definition, sandbox));
  if (!chosen) {
    logger.warn({ provider: name }, 'not configured, and it has no sandbox: no payout goes through it');
    return [];
  }
  const base = () => (sandbox ? webhookBase().loopbackUrl : webhookBase().publicUrl);
  const open = await chosen.open({
    clock,
    logger,
    timeoutMs: settings.providerTimeoutMs,
    webhookUrl: () => `${base()}/webhooks/${name}`,
    isSandbox: sandbox !== undefined,
  });
  stops.add(() => open.close());
  const provider = timedProvider(open.provider, clock, parts.telemetry);
  return [{ ...open, provider, definition, feeSchedule, sandbox }];
}

function providersOf(opened: readonly Opened[], stops: ShutdownList): Providers {
  const ending = new AbortController();
  stops.add(() => ending.abort());
  return {
    byName: new Map(opened.map(({ definition, provider }) => [definition.name, provider])),
    terms: new Map(opened.map(one => [one.definition.name, termsOf(one)])),
    modes: new Map(opened.map(({ definition, sandbox }) => [definition.name, modeOf(sandbox)])),
    sandboxes: Object.fromEntries(opened.map(({ definition, sandbox }) => [definition.name, sandbox])),
    onListening: () => opened.forEach(({ onListening }) => void onListening?.(ending.signal)),
    stop: () => stops.stop(),
  };
}

const modeOf = (sandbox: RunningSandbox | undefined): ProviderMode => (sandbox ? 'sandbox' : 'live');

function signatureCheckOf(provider: Provider): ProviderTerms['hasSigned'] {
  const { signatureHeader } = provider;
  if (signatureHeader === undefined) return undefined;
  return (text, signature) =>
    provider.verifyNotification(Buffer.from(text), { [signatureHeader]: signature });
}

const termsOf = ({ definition, provider, feeSchedule, sandbox }: Opened): ProviderTerms => ({
  currency: definition.currency,
  destinations: definition.destinations,
  mode: modeOf(sandbox),
  readDeposit: definition.readDeposit,
  hasSigned: signatureCheckOf(provider),
  expectedFee: (amountMinor, at) => feeFor(feeSchedule, amountMinor, at),
  highestFee: (amountMinor, from) => highestFee(feeSchedule, amountMinor, from),
});

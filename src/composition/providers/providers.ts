import type { ProviderTerms, Terms } from '../../commands/payouts/request-payout';
import type { ProviderName } from '../../domain/payout/payee';
import type { Provider } from '../../providers/port/provider';
import type { ConnectPspSandbox } from '../../../packages/psp-sandbox/src/connectpsp/sandbox';
import type { NtxPaySandbox } from '../../../packages/psp-sandbox/src/ntxpay/sandbox';
import { feeFor, highestFee, type FeeSchedule } from '../../shared/settings/fee-schedule';
import { openConnectPsp } from '../connectpsp';
import { openNtxPay } from '../ntxpay';
import type { ProviderParts } from './provider-parts';
import { Stops } from '../../backing/shutdown-list';

/** The providers payouts may go through, and the sandboxes that stand in for those that are not configured. */
export interface Providers {
  readonly byName: ReadonlyMap<ProviderName, Provider>;
  readonly terms: Terms;
  /** Each undefined where the real provider is configured. They remember what they paid, over a kill too. */
  readonly connectPspSandbox: ConnectPspSandbox | undefined;
  readonly ntxPaySandbox: NtxPaySandbox | undefined;
  /** To be called once the webhooks are listened for. */
  listening(): void;
  stop(): Promise<void>;
}

export async function openProviders(parts: ProviderParts): Promise<Providers> {
  const stops = new Stops();
  try {
    return await open(parts, stops);
  } catch (error) {
    await stops.run();
    throw error;
  }
}

async function open(parts: ProviderParts, stops: Stops): Promise<Providers> {
  const { settings, logger } = parts;
  const connectpsp = await openConnectPsp(parts);
  stops.add(() => connectpsp.sandbox?.stop());
  stops.add(() => connectpsp.provider.close());
  const ntxpay = await openNtxPay(parts);
  stops.add(() => ntxpay.sandbox?.stop());
  stops.add(() => ntxpay.provider.close());
  const ending = new AbortController();
  stops.add(() => ending.abort());
  for (const [name, { sandbox }] of Object.entries({ connectpsp, ntxpay })) {
    if (sandbox)
      logger.warn({ provider: name }, 'not configured: payouts go to its sandbox, and no money moves');
  }
  const { feeSchedules } = settings;
  return {
    byName: new Map<ProviderName, Provider>([
      ['connectpsp', connectpsp.provider],
      ['ntxpay', ntxpay.provider],
    ]),
    terms: new Map([
      ['connectpsp', termsOf(connectpsp.provider, feeSchedules.connectpsp)],
      ['ntxpay', termsOf(ntxpay.provider, feeSchedules.ntxpay)],
    ]),
    connectPspSandbox: connectpsp.sandbox,
    ntxPaySandbox: ntxpay.sandbox,
    listening: () => void ntxpay.register(ending.signal),
    stop: () => stops.run(),
  };
}

const termsOf = ({ currency }: Provider, schedule: FeeSchedule): ProviderTerms => ({
  currency,
  expectedFee: (amountMinor, at) => feeFor(schedule, amountMinor, at),
  highestFee: (amountMinor, from) => highestFee(schedule, amountMinor, from),
});

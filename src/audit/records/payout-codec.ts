import { byFields } from '../packing/codecs';
import type { Codec } from '../packing/packed-map';
import { AcceptanceTracker } from './acceptance-tracker';
import type { AuditedPayout } from './audited-payout';

const FIELDS = byFields<Omit<AuditedPayout, 'acceptances'>>({
  payoutId: true,
  accountId: true,
  clientId: true,
  provider: true,
  currency: true,
  externalReference: true,
  originalAmountMinor: true,
  heldAmountMinor: true,
  expectedFeeAmountMinor: true,
  status: true,
  providerKey: true,
  feeAmountMinor: true,
  finalAmountMinor: true,
  endToEndId: true,
  contradictions: true,
  submissions: true,
  ends: true,
  decided: true,
  costs: true,
  returns: true,
  creditedMinor: true,
});

export const PAYOUT_CODEC: Codec<AuditedPayout> = {
  pack: payout => [FIELDS.pack(payout), payout.acceptances.open],
  unpack: packed => {
    const [fields, open] = packed as [unknown, Map<string, boolean>];
    return { ...FIELDS.unpack(fields), acceptances: new AcceptanceTracker(open) };
  },
};

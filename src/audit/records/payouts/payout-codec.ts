import { byFields } from '../../packing/codecs';
import type { Codec } from '../../packing/packed-map';
import { AcceptanceTracker } from '../acceptance-tracker';
import type { AuditedPayout } from './audited-payout';

const FIELDS = byFields<Omit<AuditedPayout, 'acceptances' | 'approval'>>({
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
  pack: payout => [FIELDS.pack(payout), payout.acceptances.open, payout.approval],
  unpack: packed => {
    const [fields, open, approval] = packed as [unknown, Map<string, boolean>, AuditedPayout['approval']];
    const acceptances = new AcceptanceTracker(open);
    return { acceptances, ...FIELDS.unpack(fields), ...(approval && { approval }) };
  },
};

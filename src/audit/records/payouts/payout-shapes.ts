type EventData = Readonly<Record<string, unknown>>;

/** What a payout waits for: rules, how many people, until when. */
export function checkDemandField({ approval }: EventData): readonly string[] {
  if (approval === undefined) return [];
  const { rules, approvals, expiresAt } = (approval ?? {}) as EventData;
  const isWhole = Array.isArray(rules) && rules.length > 0 && isCount(approvals) && isTime(expiresAt);
  return isWhole ? [] : ['approval'];
}

export const checkApprovalCount = ({ approval, of }: EventData): readonly string[] =>
  isCount(approval) && isCount(of) ? [] : ['approval'];

/** Why it was rejected: the figures and the other payout are optional. */
export const checkRejection = ({ availableMinor, rivalPayoutId }: EventData): readonly string[] => [
  ...(availableMinor === undefined || typeof availableMinor === 'bigint' ? [] : ['availableMinor']),
  ...(rivalPayoutId === undefined || typeof rivalPayoutId === 'string' ? [] : ['rivalPayoutId']),
];

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 1;

const isTime = (value: unknown): boolean => typeof value === 'string' && !Number.isNaN(Date.parse(value));

/** The decisions that a kind of case can have. The service has the last word. */
const DECISIONS: Readonly<Record<string, readonly string[]>> = {
  NOTIFICATION_QUARANTINED: ['ACCEPT_EVIDENCE', 'MARK_PAID', 'MARK_FAILED', 'DISMISS'],
  OUTCOME_CONTRADICTED: ['ACCEPT_EVIDENCE', 'MARK_PAID', 'MARK_FAILED', 'WRITE_OFF', 'DISMISS'],
  OUTCOME_UNKNOWN: ['MARK_PAID', 'MARK_FAILED', 'SEND_AGAIN', 'WRITE_OFF', 'DISMISS'],
  FEE_ABOVE_HOLD: ['ACCEPT_EVIDENCE', 'CHARGE_CUSTOMER', 'DISMISS'],
  RECONCILIATION_BREAK: ['ACCEPT_EVIDENCE', 'MARK_PAID', 'MARK_FAILED', 'WRITE_OFF', 'DISMISS'],
};

export const decisionsOf = (kind: string): readonly string[] => DECISIONS[kind] ?? ['DISMISS'];

/** Decisions that another person has to confirm: they move money. */
export const needsSecond = (decision: string): boolean => decision !== 'DISMISS';

/** What is under way about an account, as a port and its injection token. */
export abstract class AccountWork {
  /** At most a hundred ids of each kind, the oldest first. Returns undefined where the books are behind. @throws {Fault} */
  abstract openWorkOf(accountId: string): Promise<OpenWork | undefined>;
}

export interface OpenWork {
  /** Payouts without an end. */
  readonly payoutIds: readonly string[];
  /** Cases that are not resolved. */
  readonly caseIds: readonly string[];
}

/** The answers of the API that the demo reads, as far as it reads them. */
export interface PayoutAnswer {
  readonly id: string;
  readonly externalReference: string;
  readonly status: string;
  readonly originalAmount: string;
  readonly feeAmount: string | null;
  readonly finalAmount: string | null;
  readonly failure: { readonly code: string } | null;
  readonly returns: readonly { readonly amount: string; readonly feeAmount: string }[];
}

export interface AccountAnswer {
  readonly id: string;
  readonly balance: { readonly available: string; readonly held: string; readonly total: string };
}

export interface TrialBalanceAnswer {
  readonly accounts: readonly {
    readonly ledgerAccount: string;
    readonly debit: string;
    readonly credit: string;
  }[];
  readonly totals: readonly { readonly currency: string; readonly debit: string; readonly credit: string }[];
}

export interface EventsAnswer {
  readonly items: readonly {
    readonly revision: number;
    readonly type: string;
    readonly recordedAt: string;
  }[];
}

export interface CaseAnswer {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly payoutId: string | null;
  readonly detail: string;
  readonly resolution: string | null;
}

/** The API's answers, as far as the tests read them. */
export interface PayoutView {
  readonly id: string;
  readonly accountId: string;
  readonly status: string;
  readonly originalAmount: string;
  readonly feeAmount: string | null;
  readonly finalAmount: string | null;
  readonly heldAmount: string;
  readonly externalReference: string;
  readonly payee: object;
  readonly completedAt: string | null;
  readonly endToEndId: string | null;
  readonly approval: object | null;
  readonly failure: { readonly code: string; readonly message: string } | null;
}

export interface AccountView {
  readonly id: string;
  readonly balance: { readonly available: string; readonly held: string; readonly total: string };
}

export interface TrialBalanceView {
  readonly accounts: readonly {
    readonly ledgerAccount: string;
    readonly debit: string;
    readonly credit: string;
  }[];
  readonly totals: readonly { readonly debit: string; readonly credit: string }[];
}

export interface EntryView {
  readonly eventType: string;
  readonly position: string;
  readonly postings: readonly {
    readonly ledgerAccount: string;
    readonly debit: string;
    readonly credit: string;
  }[];
}

export interface EventsView {
  readonly items: readonly { readonly type: string; readonly data: Readonly<Record<string, unknown>> }[];
}

export interface PageView<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

export interface ProblemView {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly parts?: readonly { readonly part: string; readonly status: 'up' | 'down' }[];
}

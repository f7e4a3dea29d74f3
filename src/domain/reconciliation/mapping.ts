/** Which columns of a CSV file say what. Names are the header's own, without regard to case. */
export interface StatementMapping {
  readonly columns: MappedColumns;
  readonly decimal: ',' | '.';
  readonly dates: 'DAY_FIRST' | 'YEAR_FIRST';
  /**
   * What the texts of the type column mean; a `*` at the end stands for any rest. Missing: a debit is a payout, and a
   * credit is a return where the books have one.
   */
  readonly types?: {
    readonly payout: readonly string[];
    readonly return: readonly string[];
    /** Fees, balances and money received. */
    readonly passedOver: readonly string[];
  };
  /** What the texts of the status column mean. Missing: every line has moved money. */
  readonly statuses?: {
    readonly completed: readonly string[];
    readonly failed: readonly string[];
    readonly pending: readonly string[];
  };
}

export interface MappedColumns {
  readonly date: string;
  /** One column with signs, or one for money that left and one for money that came. */
  readonly amount?: string;
  readonly debit?: string;
  readonly credit?: string;
  readonly providerId?: string;
  readonly externalReference?: string;
  readonly endToEndId?: string;
  readonly fee?: string;
  /** The payee's CPF or CNPJ. It is compared and never recorded. */
  readonly document?: string;
  /** A text in which an endToEndId may stand. */
  readonly description?: string;
  readonly type?: string;
  readonly status?: string;
}

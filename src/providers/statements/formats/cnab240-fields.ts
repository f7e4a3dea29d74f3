/** The first and the last position of a field, counted from 1 as FEBRABAN's layout counts them. */
export type Field = readonly [number, number];

/** Every record. */
export const RECORD = { type: [8, 8], segment: [14, 14] } as const;

/** `1`: from the company to the bank. `2`: from the bank. */
export const FILE_HEADER = { direction: [143, 143] } as const;

/** Segment E: a line of an account statement for reconciliation. */
export const STATEMENT_E = {
  bookingDay: [135, 142],
  day: [143, 150],
  amount: [151, 168],
  direction: [169, 169],
  category: [170, 172],
  description: [177, 201],
} as const;

/** Segment A: a payment, as a bank's return tells of it. PIX has the clearing house 009. */
export const RETURN_A = {
  movement: [15, 15],
  reference: [74, 93],
  day: [94, 101],
  amount: [120, 134],
  paidDay: [155, 162],
  paidAmount: [163, 177],
  occurrences: [231, 240],
} as const;

/** Segment B of a PIX: the payee. */
export const RETURN_B = { documentKind: [18, 18], document: [19, 32] } as const;

/** Whose data is read, and the hash of the words it stands in. */
export interface Source {
  readonly providerId: string | null;
  readonly answerHash: string;
}

/** Whose data is read, and the hash of the words it stands in. */
export interface ReportSource {
  readonly providerId: string | null;
  readonly answerHash: string;
}

/** The invariants of docs/guarantees.md that an audit can break; UNREADABLE is an event that says nothing it may. */
export type Invariant =
  | 'UNREADABLE'
  | 'I1'
  | 'I2'
  | 'I3'
  | 'I4'
  | 'I5'
  | 'I6'
  | 'I7'
  | 'I8'
  | 'I9'
  | 'I10'
  | 'I12'
  | 'I13'
  | 'I16'
  | 'I17'
  | 'I18'
  | 'I19'
  | 'I20'
  | 'I21'
  | 'I22';

/** Something that does not agree, with the figures, and where: by stream and revision where one event shows it. */
export interface Difference {
  readonly invariant: Invariant;
  readonly stream: string;
  readonly revision: bigint | null;
  readonly detail: string;
}

/** How a check says what it found. */
export type ReportDifference = (invariant: Invariant, detail: string) => void;

const MAX_KEPT = 100;

/** The first differences in the order they were found, and how many there were. */
export class Differences {
  private readonly kept: Difference[] = [];
  private found = 0;

  get first(): readonly Difference[] {
    return this.kept;
  }

  get count(): number {
    return this.found;
  }

  addAll(differences: Iterable<Difference>): void {
    for (const difference of differences) this.add(difference);
  }

  add(difference: Difference): void {
    this.found += 1;
    if (this.kept.length < MAX_KEPT) this.kept.push(difference);
  }
}

export function describeDifference({ invariant, stream, revision, detail }: Difference): string {
  const place = revision === null ? stream : `${stream}@${revision}`;
  return `${invariant} ${place}: ${detail}`;
}

import type { BookedMovement } from './booked-movement';
import type { MatchKind, StatementLine } from './events';

type Named = Pick<StatementLine, 'kind' | 'endToEndId' | 'externalReference' | 'providerId'>;

interface Name {
  readonly matchedBy: MatchKind;
  readonly text: string;
}

/** Finds the movement of a line by its names, each with its kind, so that one movement cannot hide another. */
export class MovementIndex {
  private readonly byName = new Map<string, BookedMovement>();

  constructor(booked: readonly BookedMovement[]) {
    for (const movement of booked)
      for (const { text } of namesOf(movement)) if (!this.byName.has(text)) this.byName.set(text, movement);
  }

  find(line: StatementLine): { movement: BookedMovement; matchedBy: MatchKind } | undefined {
    for (const { text, matchedBy } of namesOf(line)) {
      const movement = this.byName.get(text);
      if (movement) return { movement, matchedBy };
    }
    return undefined;
  }
}

/** The most reliable name comes first. A return has no reference of its own: the payment's would name the payment. */
function namesOf({ kind, endToEndId, externalReference, providerId }: Named): Name[] {
  const names: Name[] = [];
  const add = (matchedBy: MatchKind, text: string) => names.push({ matchedBy, text });
  if (endToEndId !== null) add('END_TO_END_ID', `${kind} end-to-end ${endToEndId}`);
  if (kind === 'PAYOUT' && externalReference !== null)
    add('EXTERNAL_REFERENCE', `${kind} reference ${externalReference}`);
  if (kind === 'PAYOUT' && providerId !== null) add('PROVIDER_ID', `${kind} provider ${providerId}`);
  return names;
}

export const isNameless = (line: Named): boolean => namesOf(line).length === 0;

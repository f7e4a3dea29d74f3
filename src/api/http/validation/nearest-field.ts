import { distance } from 'fastest-levenshtein';

/** One letter of three may be wrong. */
const mayDiffer = ({ length }: string): number => Math.floor(length / 3);

/** The known field that an unknown one was probably meant to be. Returns undefined when it resembles none. */
export function nearestField(unknown: string, known: readonly string[]): string | undefined {
  const given = unknown.slice(0, 100).toLowerCase();
  const near = known
    .map(name => ({ name, letters: lettersBetween(given, name.toLowerCase()) }))
    .filter(({ name, letters }) => letters <= mayDiffer(name))
    .sort((left, right) => left.letters - right.letters);
  return near[0]?.name;
}

/** A name that is the beginning or the end of the other is near: `reference` was meant to be `externalReference`. */
function lettersBetween(given: string, name: string): number {
  const isPart =
    given.length >= 3 && (name.startsWith(given) || name.endsWith(given) || given.endsWith(name));
  return isPart ? 1 : distance(given, name);
}

import { distance } from 'fastest-levenshtein';

/** Shorter names are words that anybody's variables can be near to, as PORTS is to PORT. */
const SHORTEST = 7;

/** One letter of seven to nine may be wrong, two of ten to fifteen, three of more. */
const mayDiffer = ({ length }: string): number => (length < 10 ? 1 : length < 16 ? 2 : 3);

/** The known name that an unknown one was probably meant to be; undefined where it resembles none. */
export function nearestName(unknown: string, known: Iterable<string>): string | undefined {
  const near = [...known]
    .filter(name => name.length >= SHORTEST)
    .map(name => ({ name, letters: distance(unknown.toUpperCase(), name) }))
    .filter(({ name, letters }) => letters <= mayDiffer(name))
    .sort((left, right) => left.letters - right.letters);
  return near[0]?.name;
}

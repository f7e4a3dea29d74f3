/** What Windows-1252 has beside Latin-1. The fonts that every PDF reader has are written in it. */
const BEYOND_LATIN_1 = new Set('€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ');

const isKnown = (character: string): boolean =>
  /^[\u0020-\u007e\u00a0-\u00ff]$/.test(character) || BEYOND_LATIN_1.has(character);

/** A text in the characters of the font: without a mark that the font lacks, else with `?`. */
export function inFont(text: string): string {
  return [...text.normalize('NFC')]
    .map(character => (isKnown(character) ? character : nearest(character)))
    .join('');
}

function nearest(character: string): string {
  const bare = character.normalize('NFKD').replaceAll(/\p{M}/gu, '');
  return bare !== '' && [...bare].every(isKnown) ? bare : '?';
}

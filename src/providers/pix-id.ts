/** `E` (a payment) or `D` (a return), the ISPB, the minute in UTC, and eleven characters of the sender's own. */
const SHAPES = {
  E: /^E[0-9A-Z]{8}\d{12}[0-9A-Za-z]{11}$/,
  D: /^D[0-9A-Z]{8}\d{12}[0-9A-Za-z]{11}$/,
} as const;

const MEANINGS = { E: 'payment', D: 'return' } as const;

/** Ids in PIX are opaque text and never refused for their shape; an odd one is told. */
export function oddId(letter: keyof typeof SHAPES, id: string | null): string[] {
  if (id === null || SHAPES[letter].test(id)) return [];
  return [
    `the id of the ${MEANINGS[letter]} in PIX is not of the usual shape: ${JSON.stringify(id.slice(0, 60))}`,
  ];
}

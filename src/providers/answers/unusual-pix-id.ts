import { shapeWarning } from '../../domain/pix/end-to-end-id';

const MEANINGS = { E: "the payment's id in PIX", D: "the return's id in PIX" } as const;

/** What is odd about an id of a payment (`E…`) or a return (`D…`); it is opaque text, and never refused for its shape. */
export function unusualPixId(letter: keyof typeof MEANINGS, id: string | null): string[] {
  if (id === null) return [];
  const odd = shapeWarning(id) ?? (id.startsWith(letter) ? undefined : `it does not start with ${letter}`);
  return odd === undefined ? [] : [`${MEANINGS[letter]} is unusual: ${odd}`];
}

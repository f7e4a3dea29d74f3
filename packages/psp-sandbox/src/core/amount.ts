/** The decimal text of centavos: 5000n is "50.00", -1n is "-0.01". */
export function formatAmount(centavos: bigint): string {
  const text = (centavos < 0n ? -centavos : centavos).toString().padStart(3, '0');
  return `${centavos < 0n ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`;
}

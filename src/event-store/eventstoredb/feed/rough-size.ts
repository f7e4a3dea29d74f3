const PER_VALUE = 16;
const BYTES_PER_CHARACTER = 2;

/** About how many bytes of memory a value of JSON takes, so that what is kept of it can be limited. */
export function roughSize(value: unknown): number {
  if (typeof value === 'string') return PER_VALUE + value.length * BYTES_PER_CHARACTER;
  if (typeof value !== 'object' || value === null) return PER_VALUE;
  let bytes = PER_VALUE;
  for (const item of Object.values(value)) bytes += PER_VALUE + roughSize(item);
  return bytes;
}

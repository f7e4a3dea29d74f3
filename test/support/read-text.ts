import { readStatement } from '../../src/providers/statements/read-statement';
import type { StatementBytes } from '../../src/providers/port/statement';
import { ok } from '../../src/shared/result';

/** The lines of a statement that is given as text, or its faults. */
export function readText({ text, ...file }: Omit<StatementBytes, 'bytes'> & { readonly text: string }) {
  const read = readStatement({ ...file, bytes: Buffer.from(text) });
  return read.ok ? ok(read.value.lines) : read;
}

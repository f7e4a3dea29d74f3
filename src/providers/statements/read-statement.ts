import type { ReadStatementLine } from '../../domain/reconciliation/events';
import { invariant } from '../../shared/invariant';
import { ok, refuse, type Result } from '../../shared/result';
import type { ProviderDefinition } from '../port/provider-definition';
import { MAX_FAULTS, type ReadFile, type StatementBytes, type StatementFault } from '../port/statement';
import { PROVIDERS } from '../registry';
import { readCamt053 } from './formats/camt053';
import { readCnab240 } from './formats/cnab240';
import { readCsv } from './formats/csv';
import { detectFormat } from './detect-format';
import { readMappedCsv } from './formats/mapped-csv';
import { readOfx } from './formats/ofx';
import { decodeText } from './text';

/** A statement that was read whole. */
export interface StatementContent {
  readonly text: string;
  readonly lines: readonly ReadStatementLine[];
}

/** The lines of a provider's statement, or every fault of it: the first of them where there are many. */
export function readStatement(file: StatementBytes): Result<StatementContent, readonly StatementFault[]> {
  const provider = PROVIDERS.find(({ name }) => name === file.provider);
  invariant(provider, `There is no provider ${file.provider}`);
  const text = decodeText(file.bytes);
  if (text === undefined)
    return refuse([{ line: 0, message: 'this is no text in UTF-8, UTF-16 or Windows-1252' }]);
  const read = readFormat(file, provider, text);
  if (!Array.isArray(read)) return refuse([read]);
  const faults = read.flatMap(each => ('fault' in each ? [each.fault] : []));
  if (faults.length > 0) return refuse(faults.slice(0, MAX_FAULTS));
  return ok({ text, lines: read.flatMap(each => ('line' in each ? [each.line] : [])) });
}

function readFormat(
  { format, mapping }: StatementBytes,
  provider: ProviderDefinition,
  text: string,
): ReadFile {
  const { currency } = provider;
  switch (format ?? detectFormat(text)) {
    case 'csv':
      return mapping ? readMappedCsv(text, mapping.mapping, currency) : readCsv(text, currency);
    case 'json':
      return readJson(provider, text);
    case 'ofx':
      return readOfx(text, currency);
    case 'cnab240':
      return readCnab240(text, currency);
    case 'camt053':
      return readCamt053(text, currency);
  }
}

const readJson = ({ name, jsonStatement }: ProviderDefinition, text: string): ReadFile =>
  jsonStatement?.read(text) ?? { line: 0, message: `${name} has no statement in JSON: send CSV` };

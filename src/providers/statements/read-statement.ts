import type { StatementLine } from '../../domain/reconciliation/events';
import { invariant } from '../../shared/invariant';
import { ok, refuse, type Result } from '../../shared/result';
import type { ProviderDefinition } from '../port/provider-definition';
import { MAX_FAULTS, type ReadFile, type StatementFault, type StatementText } from '../port/statement';
import { PROVIDERS } from '../registry';
import { readCsv } from './csv';

/** The lines of a provider's statement, or what is wrong with it: CSV, or the provider's own JSON where it has one. */
export function readStatement(
  file: StatementText,
): Result<readonly StatementLine[], readonly StatementFault[]> {
  const provider = PROVIDERS.find(({ name }) => name === file.provider);
  invariant(provider, `There is no provider ${file.provider}`);
  // A byte order mark says how the file is written and nothing of what it says.
  const text = file.text.replace(/^\ufeff/, '');
  const read = file.mediaType === 'text/csv' ? readCsv(text, provider.currency) : readJson(provider, text);
  if (!Array.isArray(read)) return refuse([read]);
  const faults = read.flatMap(each => ('fault' in each ? [each.fault] : []));
  if (faults.length > 0) return refuse(faults.slice(0, MAX_FAULTS));
  return ok(read.flatMap(each => ('line' in each ? [each.line] : [])));
}

const readJson = ({ name, jsonStatement }: ProviderDefinition, text: string): ReadFile =>
  jsonStatement?.read(text) ?? { line: 0, message: `${name} has no statement in JSON: send CSV` };

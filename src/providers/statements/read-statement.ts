import type { StatementLine } from '../../domain/reconciliation/events';
import type { ProviderName } from '../../domain/payout/payee';
import type { Currency } from '../../shared/money';
import { ok, refuse, type Result } from '../../shared/result';
import { readCsv } from './csv';
import { readNtxSearch } from '../ntxpay/statement/read-search-pages';
import { MAX_FAULTS, type StatementFault, type StatementText } from '../port/statement';

const CURRENCY: Record<ProviderName, Currency> = { connectpsp: 'BRL', ntxpay: 'BRL' };

/** The lines of a provider's statement, or what is wrong with it. Both providers in CSV; NTX Pay's search answer too. */
export function readStatement(
  file: StatementText,
): Result<readonly StatementLine[], readonly StatementFault[]> {
  const { provider, mediaType } = file;
  // A byte order mark says how the file is written and nothing of what it says.
  const text = file.text.replace(/^\ufeff/, '');
  const read = mediaType === 'text/csv' ? readCsv(text, CURRENCY[provider]) : readJson(provider, text);
  if (!Array.isArray(read)) return refuse([read]);
  const faults = read.flatMap(each => ('fault' in each ? [each.fault] : []));
  if (faults.length > 0) return refuse(faults.slice(0, MAX_FAULTS));
  return ok(read.flatMap(each => ('line' in each ? [each.line] : [])));
}

const readJson = (provider: ProviderName, text: string) =>
  provider === 'ntxpay'
    ? readNtxSearch(text)
    : { line: 0, message: `${provider} has no statement in JSON: send CSV` };

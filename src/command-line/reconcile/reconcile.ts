import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { systemClock } from '../../shared/clock';
import { showProgress } from '../settings';
import {
  type Problem,
  ReconcilingService,
  type Reconciled,
  type StatementQuery,
} from './reconciling-service';

interface ReconcileOptions extends StatementQuery {
  readonly url: string;
  readonly json?: boolean;
}

/** The file was refused, its import failed, or the service was not reached. 1 says that there are breaks. */
const NOT_IMPORTED = 2;

export function addReconcile(holdfast: Command): void {
  holdfast
    .command('reconcile <file>')
    .description(
      "a provider's statement beside the books of a running service; exit 0: no break, 1: breaks, 2: refused, or not reached",
    )
    .requiredOption('--provider <name>', 'whose statement it is')
    .requiredOption('--from <time>', 'the period begins here (RFC 3339)')
    .requiredOption('--to <time>', 'the period ends before this (RFC 3339)')
    .option('--format <format>', 'csv, json, ofx, cnab240 or camt053 (default: what the content shows)')
    .option('--mapping <name>', 'the mapping by which a CSV file of other columns is read')
    .option('--accept-because <reason>', 'import it although it does not look like this period’s')
    .option('--url <url>', 'the service', process.env['HOLDFAST_URL'] ?? 'http://127.0.0.1:3000')
    .option('--json', 'for a program')
    .addHelpText('after', '\nHOLDFAST_KEY has a key with the scope reconciliation.')
    .action((path: string, options: ReconcileOptions) => reconcile(path, options).catch(notReached));
}

function notReached(error: unknown): void {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = NOT_IMPORTED;
}

async function reconcile(path: string, { url, json = false, ...query }: ReconcileOptions): Promise<void> {
  const key = process.env['HOLDFAST_KEY'] ?? '';
  if (key === '') throw new Error('HOLDFAST_KEY must hold a key with the scope reconciliation');
  const service = new ReconcilingService({ url, key, clock: systemClock, showProgress });
  const outcome = await service.reconcile(await readFile(path), query);
  showProgress('');
  const lines = 'problem' in outcome ? problemLines(path, outcome.problem) : resultLines(outcome.result);
  for (const line of json ? [JSON.stringify(outcome)] : lines) console.log(line);
  if ('problem' in outcome) process.exitCode = NOT_IMPORTED;
  else if (outcome.result.breaks > 0) process.exitCode = 1;
}

const resultLines = ({ id, matched, nothingMoved, breaks }: Reconciled): string[] => [
  `reconciliation ${id}`,
  `${matched} lines agree, ${nothingMoved} moved nothing, ${breaks} breaks${breaks > 0 ? ': each is a case' : ''}`,
];

const problemLines = (path: string, { code, detail, errors = [] }: Problem): string[] => [
  ...errors.map(({ field, message }) => `${path}: ${field}: ${message}`),
  `${code}: ${detail}`,
];

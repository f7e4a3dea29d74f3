import type { ProviderName } from '../../domain/payout/payee';
import type { StatementLine } from '../../domain/reconciliation/events';
import { derivedId, fingerprint } from '../../shared/ids';

/** What identifies a statement. */
export interface StatementSource {
  readonly provider: ProviderName;
  readonly from: Date;
  readonly to: Date;
}

export interface StatementIds {
  readonly statementId: string;
  /** The id from the time when it rested on the text of the file. */
  readonly fileBasedId: string;
  readonly hashes: { readonly fileHash: string; readonly contentHash: string };
}

/** The parsed lines make the id. Line ends, a byte order mark, spaces and the order of columns do not change it. */
export function statementIds(
  file: StatementSource,
  { text, lines }: { readonly text: string; readonly lines: readonly StatementLine[] },
): StatementIds {
  const period = [file.from.toISOString(), file.to.toISOString()];
  const idOf = (hash: string) => derivedId('statement', file.provider, ...period, hash);
  const fileHash = fingerprint(text);
  const contentHash = fingerprint(...lines.map(contentOf));
  return { statementId: idOf(contentHash), fileBasedId: idOf(fileHash), hashes: { fileHash, contentHash } };
}

/** What a line says, in an order of its fields that stays the same for ever: ids rest on it. */
const contentOf = (line: StatementLine): string => {
  const { providerId, externalReference, endToEndId, amountMinor, feeAmountMinor, providerTime } = line;
  const names = [providerId, externalReference, endToEndId];
  const amounts = [String(amountMinor), feeAmountMinor === null ? null : String(feeAmountMinor)];
  return JSON.stringify([line.line, line.kind, line.status, ...names, ...amounts, providerTime]);
};

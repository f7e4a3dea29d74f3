import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { StatementLine } from '../../../domain/reconciliation/events';
import type { Currency } from '../../../shared/money';
import { parseProviderAmount } from '../../../shared/money';
import type { ReadFile, ReadLine } from '../../port/statement';
import { bankLine } from '../bank-line';
import { endToEndIdIn, readDay, wholeDocument } from '../marks';
import { Places } from '../text';
import { childOf, childrenOf, textAt, type XmlNode } from './xml-nodes';

const MANY = new Set(['Stmt', 'Ntry', 'NtryDtls', 'TxDtls']);
const parser = new XMLParser({
  ignoreAttributes: false,
  // An amount that becomes a number is another amount.
  parseTagValue: false,
  parseAttributeValue: false,
  removeNSPrefix: true,
  captureMetaData: true,
  isArray: name => MANY.has(name),
});
const INDEX = XMLParser.getMetaDataSymbol() as unknown as symbol;

/** Charges, commissions, fees, interest and taxes of the bank itself, as ISO's list of transaction codes names them. */
const OWN_CHARGES = new Set(['CHRG', 'COME', 'COMI', 'COMM', 'COMT', 'FEES', 'INTR', 'TAXE']);
const STATUSES: Readonly<Record<string, StatementLine['status']>> = { BOOK: 'COMPLETED', PDNG: 'PENDING' };

/** A statement of ISO 20022 (camt.053). Lines are its entries, counted from 1; an entry of several payments has one for each. */
export function readCamt053(text: string, currency: Currency): ReadFile {
  if (/<!DOCTYPE/i.test(text)) return { line: 0, message: 'a document type is not allowed' };
  const valid = XMLValidator.validate(text);
  if (valid !== true) return { line: valid.err.line, column: valid.err.col, message: 'this is no XML' };
  const root = childOf(parser.parse(text) as XmlNode, 'Document');
  const statements = childrenOf(childOf(root, 'BkToCstmrStmt'), 'Stmt');
  if (statements.length === 0)
    return { line: 0, message: 'this is no camt.053: it has no Document with BkToCstmrStmt and Stmt' };
  const reader = new EntryReader(currency, new Places(text));
  return statements.flatMap(statement => childrenOf(statement, 'Ntry')).flatMap(entry => reader.read(entry));
}

/** Reads the entries in their order. */
class EntryReader {
  private lines = 0;

  constructor(
    private readonly currency: Currency,
    private readonly places: Places,
  ) {}

  read(entry: XmlNode): ReadLine[] {
    const status = textAt(entry, 'Sts', 'Cd') ?? textAt(entry, 'Sts');
    const day = dayOf(entry);
    const fault = this.faultOf(entry, status, day);
    if (fault !== undefined) return [{ fault: { ...this.placeOf(entry), message: fault } }];
    const subFamily = textAt(entry, 'BkTxCd', 'Domn', 'Fmly', 'SubFmlyCd');
    if (status === 'INFO' || (subFamily !== undefined && OWN_CHARGES.has(subFamily))) return [];
    return this.paymentsOf(entry).map(({ details, amountMinor }) => {
      this.lines += 1;
      return { line: lineOf(this.lines, entry, details, amountMinor, STATUSES[status!]!, day!) };
    });
  }

  private faultOf(entry: XmlNode, status: string | undefined, day: string | undefined): string | undefined {
    if (status === undefined || (status !== 'INFO' && !Object.hasOwn(STATUSES, status)))
      return 'Sts must be BOOK, PDNG or INFO';
    if (this.amountOf(entry) === undefined)
      return `Amt must be an amount like 1234.56 with Ccy="${this.currency}"`;
    if (!/^(CRDT|DBIT)$/.test(textAt(entry, 'CdtDbtInd') ?? '')) return 'CdtDbtInd must be CRDT or DBIT';
    if (day === undefined) return 'BookgDt must have a date';
    return undefined;
  }

  private amountOf(node: XmlNode): bigint | undefined {
    const isOther = textAt(node, 'Amt', '@_Ccy') !== this.currency;
    // The format allows further zeros after the currency's decimals.
    const text = textAt(node, 'Amt', '#text')?.replace(/(\.\d\d?)0+$/, '$1');
    return isOther || text === undefined ? undefined : parseProviderAmount(text, this.currency);
  }

  /** The payments of a batch, where each has its amount and together they are the entry's. */
  private paymentsOf(entry: XmlNode): { details: XmlNode | undefined; amountMinor: bigint }[] {
    const total = this.amountOf(entry)!;
    const all = childrenOf(entry, 'NtryDtls').flatMap(each => childrenOf(each, 'TxDtls'));
    const amounts = all.map(details => this.amountOf(details));
    const sum = amounts.reduce<bigint>((before, amount) => before + (amount ?? 0n), 0n);
    if (all.length < 2) return [{ details: all[0], amountMinor: total }];
    if (sum !== total || amounts.some(amount => amount === undefined))
      return [{ details: undefined, amountMinor: total }];
    return all.map((details, index) => ({ details, amountMinor: amounts[index]! }));
  }

  private placeOf(entry: XmlNode) {
    const { startIndex } = (entry as Record<symbol, { startIndex: number }>)[INDEX]!;
    return this.places.at(startIndex);
  }
}

function dayOf(entry: XmlNode): string | undefined {
  const time = textAt(entry, 'BookgDt', 'DtTm') ?? textAt(entry, 'BookgDt', 'Dt');
  return time === undefined ? undefined : readDay(time, 'YEAR_FIRST');
}

function lineOf(
  line: number,
  entry: XmlNode,
  details: XmlNode | undefined,
  amountMinor: bigint,
  status: StatementLine['status'],
  day: string,
): ReturnType<typeof bankLine> {
  const refs = childOf(details, 'Refs');
  const given = ['EndToEndId', 'TxId', 'InstrId', 'AcctSvcrRef'].map(name => textAt(refs, name) ?? '');
  const info = textAt(details, 'RmtInf', 'Ustrd') ?? textAt(entry, 'AddtlNtryInf') ?? '';
  const endToEndId = endToEndIdIn([...given, info].join(' '));
  const reference =
    given[0] === '' || given[0] === 'NOTPROVIDED' || given[0] === endToEndId ? null : given[0]!;
  const isDebit = textAt(entry, 'CdtDbtInd') === 'DBIT';
  const isReturn = !isDebit && textAt(entry, 'RvslInd') === 'true';
  return bankLine({
    line,
    amountMinor: isDebit ? -amountMinor : amountMinor,
    status,
    ...(isReturn && { kind: 'RETURN' as const }),
    endToEndId,
    externalReference: isDebit ? reference : null,
    document: wholeDocument(payeeDocument(details) ?? ''),
    day,
    providerTime: textAt(entry, 'BookgDt', 'DtTm') ?? day,
  });
}

function payeeDocument(details: XmlNode | undefined): string | undefined {
  const creditor = childOf(childOf(details, 'RltdPties'), 'Cdtr');
  // Since version 8 a party stands between.
  const id = childOf(childOf(creditor, 'Pty') ?? creditor, 'Id');
  return textAt(id, 'PrvtId', 'Othr', 'Id') ?? textAt(id, 'OrgId', 'Othr', 'Id');
}

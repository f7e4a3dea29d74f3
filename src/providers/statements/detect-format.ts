import type { StatementFormat } from '../../domain/reconciliation/formats';

/** The format that a file's first characters show; CSV where they show none. */
export function detectFormat(text: string): StatementFormat {
  const head = text.slice(0, 4_096).trimStart();
  if (/^(OFXHEADER:|<OFX>)/.test(head) || /<\?OFX\s|<OFX>/.test(head)) return 'ofx';
  if (head.startsWith('<')) return 'camt053';
  if (head.startsWith('{') || head.startsWith('[')) return 'json';
  const [first = ''] = text.split(/[\r\n]/, 1);
  return first.length === 240 && /^\d{3}0000[0]/.test(first) ? 'cnab240' : 'csv';
}

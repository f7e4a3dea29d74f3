import type { ReceiptContent } from './receipt-content';
import type { Row } from './receipt-people';

/** A browser loads nothing for a receipt and runs nothing in it, wherever it was saved. */
export const RECEIPT_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const STYLE = `
body { font: 15px/1.45 system-ui, sans-serif; color: #1a1a1a; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1rem; margin: 1.4rem 0 0.3rem; border-bottom: 1px solid #bbb; }
table { width: 100%; border-collapse: collapse; } th, td { padding: 0.2rem 0; text-align: left; vertical-align: top; }
th { width: 38%; padding-right: 1rem; font-weight: normal; color: #555; } td { overflow-wrap: anywhere; }
.warning { border: 2px solid #a00; padding: 0.5rem; font-weight: bold; } footer { margin-top: 1.4rem; color: #555; }
@media print { body { margin: 0; max-width: none; } section { break-inside: avoid; } }`;

/** One file that needs no other. Every text from outside is text in it. */
export function receiptHtml({ locale, title, warning, sections, footer }: ReceiptContent): Buffer {
  const parts = sections.map(
    ({ heading, rows }) =>
      `<section><h2>${escaped(heading)}</h2><table>${rows.map(rowHtml).join('')}</table></section>`,
  );
  return Buffer.from(`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${RECEIPT_POLICY}">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>${STYLE}
</style>
</head>
<body>
<h1>${escaped(title)}</h1>
${warning === null ? '' : `<p class="warning">${escaped(warning)}</p>\n`}${parts.join('\n')}
<footer>${escaped(footer)}</footer>
</body>
</html>
`);
}

const rowHtml = ([label, text]: Row): string =>
  `<tr><th scope="row">${escaped(label)}</th><td>${escaped(text)}</td></tr>`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, sign => ENTITIES[sign]!);

// `node read-pdf.mjs FILE` prints the texts of a PDF file as Mozilla's reader finds them, page by page, and its title.
import { readFile } from 'node:fs/promises';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

const data = new Uint8Array(await readFile(process.argv[2]));
const document = await getDocument({ data, useSystemFonts: false, verbosity: 0 }).promise;
const pages = [];
for (let number = 1; number <= document.numPages; number += 1) {
  const { items } = await (await document.getPage(number)).getTextContent();
  pages.push(items.map(({ str, hasEOL }) => str + (hasEOL ? '\n' : '')).join(''));
}
const { info } = await document.getMetadata();
process.stdout.write(JSON.stringify({ pages, title: info.Title, language: info.Language }));

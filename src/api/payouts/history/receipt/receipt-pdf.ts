import type { ReceiptContent } from './receipt-content';
import { inFont } from './win-ansi';

type Document = PDFKit.PDFDocument;

const [REGULAR, BOLD] = ['Helvetica', 'Helvetica-Bold'];
const [INK, GREY, RED] = ['#1a1a1a', '#555555', '#aa0000'];
const MARGIN = 56;
const LABELS = 150;

/** A4, with the fonts that every reader has. The same content gives the same bytes. */
export async function receiptPdf(content: ReceiptContent): Promise<Buffer> {
  // Few processes ever write one, and the library takes its time to load.
  const { default: PDFDocument } = await import('pdfkit');
  const document = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    lang: content.locale,
    info: { Title: content.title, CreationDate: content.writtenAt, ModDate: content.writtenAt },
  });
  const bytes = collected(document);
  write(document, content);
  document.end();
  return bytes;
}

const collected = (document: Document): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });

function write(document: Document, { title, warning, sections, footer, lacking }: ReceiptContent): void {
  document.font(BOLD).fontSize(18).fillColor(INK).text(inFont(title));
  if (warning !== null) document.moveDown(0.5).fontSize(11).fillColor(RED).text(inFont(warning));
  for (const { heading, rows } of sections) {
    writeHeading(document, heading);
    for (const [label, text] of rows) writeRow(document, inFont(label), inFont(text));
  }
  const texts = sections.flatMap(({ rows }) => rows.map(([, text]) => text));
  const isLacking = texts.some(text => inFont(text) !== text.normalize('NFC'));
  document.moveDown(1.5).font(REGULAR).fontSize(9).fillColor(GREY);
  document.text(inFont(isLacking ? `${footer} ${lacking}` : footer), MARGIN);
}

function writeHeading(document: Document, heading: string): void {
  keepTogether(document, 50);
  document.moveDown(1).font(BOLD).fontSize(11).fillColor(INK).text(inFont(heading), MARGIN);
  const y = document.y + 1;
  document
    .moveTo(MARGIN, y)
    .lineTo(document.page.width - MARGIN, y)
    .lineWidth(0.5)
    .stroke(GREY);
  document.y = y + 5;
}

function writeRow(document: Document, label: string, text: string): void {
  const width = document.page.width - 2 * MARGIN - LABELS;
  document.font(REGULAR).fontSize(9);
  const ofLabel = document.heightOfString(label, { width: LABELS - 10 });
  const height = Math.max(ofLabel, document.heightOfString(text, { width }));
  keepTogether(document, height);
  const { y } = document;
  document.fillColor(GREY).text(label, MARGIN, y, { width: LABELS - 10 });
  document.fillColor(INK).text(text, MARGIN + LABELS, y, { width });
  document.y = y + height + 3;
}

/** Begins a page where the rest of this one is too low. */
function keepTogether(document: Document, height: number): void {
  if (document.y + height > document.page.height - MARGIN) document.addPage();
}

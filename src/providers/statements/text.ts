import { isUtf8 } from 'node:buffer';
import { decode } from 'iconv-lite';

/**
 * The text of a file: UTF-16 with its byte order mark, UTF-8, else Windows-1252, as programs in Brazil write it. A byte
 * order mark is no part of it. Returns undefined for bytes that are no text.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  const text = decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), encodingOf(bytes));
  // Windows-1252 leaves five bytes undefined, and the database stores no NUL.
  return /[\0\ufffd]/.test(text) ? undefined : text;
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf16be';
  return isUtf8(bytes) ? 'utf8' : 'win1252';
}

export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Says the line and the column of places that are asked for in the order of the text. It looks at each character once. */
export class Places {
  private line = 1;
  private lineBegin = 0;
  private looked = 0;

  constructor(private readonly text: string) {}

  at(index: number): Place {
    for (; this.looked < index; this.looked += 1) {
      const character = this.text[this.looked];
      if (character !== '\n' && (character !== '\r' || this.text[this.looked + 1] === '\n')) continue;
      this.line += 1;
      this.lineBegin = this.looked + 1;
    }
    return { line: this.line, column: index - this.lineBegin + 1 };
  }
}

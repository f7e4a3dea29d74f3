import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Names that browsers accept in `Accept-Encoding`, the shorter result first. */
export type Encoding = 'br' | 'gzip' | 'identity';

/** A file of the built console, as it is sent. */
export class ConsoleFile {
  readonly type: string;
  readonly etag: string;
  private readonly encoded = new Map<Encoding, Buffer>();

  constructor(
    path: string,
    private readonly bytes: Buffer,
  ) {
    this.type = TYPES[extname(path)] ?? 'application/octet-stream';
    this.etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  }

  /** The first request of an encoding makes it. */
  as(encoding: Encoding): Buffer {
    const known = this.encoded.get(encoding);
    if (known) return known;
    const made = ENCODERS[encoding](this.bytes);
    this.encoded.set(encoding, made);
    return made;
  }
}

const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
const ENCODERS: Readonly<Record<Encoding, (bytes: Buffer) => Buffer>> = {
  br: bytes => brotliCompressSync(bytes, QUALITY),
  gzip: bytes => gzipSync(bytes),
  identity: bytes => bytes,
};

/** Every file of the folder by its path with slashes. They are few and small, so a request reads no disk. */
export function readConsoleFiles(folder: string): ReadonlyMap<string, ConsoleFile> {
  if (!existsSync(folder)) return new Map();
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true }).filter(entry =>
    entry.isFile(),
  );
  return new Map(
    entries.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [relative(folder, path).split(sep).join('/'), new ConsoleFile(path, readFileSync(path))];
    }),
  );
}

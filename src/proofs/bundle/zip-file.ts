import { createWriteStream } from 'node:fs';
import { link, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** A file of the zip; `content` in pieces where it is long. */
export interface ZippedFile {
  readonly name: string;
  readonly content: Buffer | AsyncIterable<Buffer>;
}

/**
 * Writes a zip that appears as a whole, or not at all. Each file is asked for when the one before it is written.
 * @throws {Error} EEXIST: there is such a file already, and it stays as it is
 */
export async function writeZip(path: string, files: AsyncIterable<ZippedFile>): Promise<void> {
  const draft = `${path}.${process.pid}.part`;
  const zip = new ZipFile();
  const ending = new AbortController();
  zip.once('error', (error: Error) => ending.abort(error));
  const written = pipeline(zip.outputStream, createWriteStream(draft, { flags: 'wx' }), {
    signal: ending.signal,
  });
  try {
    await Promise.race([addAll(zip, files), written]);
    zip.end();
    await written;
    await link(draft, path);
  } finally {
    ending.abort();
    await written.catch(() => undefined);
    await rm(draft, { force: true });
  }
}

async function addAll(zip: ZipFile, files: AsyncIterable<ZippedFile>): Promise<void> {
  for await (const { name, content } of files) {
    // Small contents are stored as they are: they are read without a program for zips, too.
    if (Buffer.isBuffer(content)) zip.addBuffer(content, name, { compress: false });
    else await addStream(zip, name, content);
  }
}

function addStream(zip: ZipFile, name: string, content: AsyncIterable<Buffer>): Promise<void> {
  const stream = Readable.from(content);
  const ended = new Promise<void>((resolve, reject) => {
    stream.once('error', reject);
    stream.once('end', resolve);
  });
  zip.addReadStreamLazy(name, give => give(undefined, stream));
  return ended;
}

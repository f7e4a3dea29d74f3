import { inflateRawSync } from 'node:zlib';
import { ZipFile } from 'yazl';

/** In a bundle with a time stamp. */
export const STAMP_FILES = ['stamped-checkpoint', 'checkpoint.tsr', 'stamp-proof'];

/** The files of a zip, in its order. It shares no code with the verifier. */
export function unzip(zip: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const count = zip.readUInt16LE(zip.length - 12);
  let at = zip.readUInt32LE(zip.length - 6);
  for (let number = 0; number < count; number += 1) {
    const [stored, nameLength] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)];
    const start = zip.readUInt32LE(at + 42);
    const content = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28);
    const bytes = zip.subarray(content, content + stored);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    files.set(name, zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(bytes) : bytes);
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}

/** A zip of these files. `large`: in the form of a zip with very many files (ZIP64). */
export async function zipOf(
  files: Iterable<readonly [name: string, content: Buffer]>,
  { large = false } = {},
): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of files) zip.addBuffer(content, name, { compress: name === 'entries' });
  zip.end({ forceZip64Format: large, comment: '' });
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The bundle with its files changed, and a zip that is whole. */
export async function rezip(zip: Buffer, change: (files: Map<string, Buffer>) => void): Promise<Buffer> {
  const files = unzip(zip);
  change(files);
  return zipOf(files);
}

/** The same, with the manifest as a value. */
export const withManifest = (
  zip: Buffer,
  change: (manifest: Manifest, files: Map<string, Buffer>) => void,
): Promise<Buffer> =>
  rezip(zip, files => {
    const manifest = JSON.parse(files.get('manifest.json')!.toString()) as Manifest;
    change(manifest, files);
    files.set('manifest.json', Buffer.from(JSON.stringify(manifest)));
  });

export interface Manifest {
  asked: Record<string, string>;
  size: number;
  range: { start: number; end: number };
  streams: { stream: string; shown: [number, number][] }[];
  pending: string[];
  madeAt: string;
  format: string;
}

/** The entries of a bundle, as texts of seven lines. */
export const entriesOf = (files: Map<string, Buffer>): string[] =>
  files
    .get('entries')!
    .toString()
    .match(/(?:[^\n]*\n){7}/g)!;

/** The entry of an event. */
export const entryAt = (files: Map<string, Buffer>, stream: string, revision: number): number =>
  entriesOf(files).findIndex(entry => entry.startsWith(`holdfast-entry/v1\n${stream}\n${revision}\n`));

/** The names of the bodies of an event: of its data and of its metadata. */
export function bodiesOf(files: Map<string, Buffer>, stream: string, revision: number): [string, string] {
  const lines = entriesOf(files)[entryAt(files, stream, revision)]!.split('\n');
  return [`bodies/${lines[5]}`, `bodies/${lines[6]}`];
}

import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { hexHashOf } from '../merkle/hashing';
import { parseCheckpoint, type Checkpoint } from '../formats/checkpoint';
import { Malformed } from '../formats/malformed';
import { ifMissing, syncFolder } from '../../shared/system/own-file';

/** A checkpoint on disk is not what was stored. Nothing is assumed in its place. */
class DamagedCheckpoint extends Error {
  override name = 'DamagedCheckpoint';
}

/** The latest checkpoint of each log, in a file named after the hash of the log's name. */
export class CheckpointFiles {
  private constructor(private readonly folder: string) {}

  static async open(folder: string): Promise<CheckpointFiles> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new CheckpointFiles(folder);
  }

  /** Undefined where there is none yet. @throws {DamagedCheckpoint} */
  async read(
    origin: string,
  ): Promise<{ readonly text: string; readonly checkpoint: Checkpoint } | undefined> {
    const path = this.pathOf(origin);
    const text = await readFile(path, 'utf8').catch(ifMissing);
    if (text === undefined) return undefined;
    const checkpoint = parseStored(path, text);
    if (checkpoint.origin !== origin)
      throw new DamagedCheckpoint(`${path} is of the log ${checkpoint.origin}`);
    return { text, checkpoint };
  }

  /** Takes the place of the stored one. It is on disk when this returns; after a crash before that, either is there. */
  async write(origin: string, text: string): Promise<void> {
    const path = this.pathOf(origin);
    const file = await open(`${path}.new`, 'w', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.new`, path);
    await syncFolder(this.folder);
  }

  private pathOf(origin: string): string {
    return join(this.folder, originHash(origin));
  }
}

function parseStored(path: string, text: string): Checkpoint {
  try {
    return parseCheckpoint(text);
  } catch (error) {
    if (error instanceof Malformed) throw new DamagedCheckpoint(`${path} is damaged: ${error.message}`);
    throw error;
  }
}

/** How the log is named in an address (c2sp.org/tlog-witness). */
export const originHash = (origin: string): string => hexHashOf(Buffer.from(origin));

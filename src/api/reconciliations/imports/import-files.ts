import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { INCOMING } from '../../http/bodies/file-body';
import type { ImportRecord } from './import-record';

/** The records of the imports, and the files that are not compared yet, in one folder of this process. */
export class ImportFiles {
  constructor(private readonly folder: string) {}

  /** Returns undefined where there is none with this id. */
  async find(id: string): Promise<ImportRecord | undefined> {
    const text = await readFile(this.recordPath(id), 'utf8').catch(undefinedWhenMissing);
    return text === undefined ? undefined : (JSON.parse(text) as ImportRecord);
  }

  /** A crash leaves the record as it was, or as it is now. */
  async save(record: ImportRecord): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const path = this.recordPath(record.id);
    const draft = join(this.folder, `${INCOMING}${randomUUID()}`);
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(JSON.stringify(record));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  }

  /** Keeps a file that has come. It is there before its record is. */
  keep(id: string, path: string): Promise<void> {
    return rename(path, this.filePath(id));
  }

  /** Returns undefined where the file is gone. */
  async read(id: string): Promise<Buffer | undefined> {
    return readFile(this.filePath(id)).catch(undefinedWhenMissing);
  }

  drop(id: string): Promise<void> {
    return rm(this.filePath(id), { force: true });
  }

  /** Every record; what a crash left half written is removed. */
  async records(): Promise<ImportRecord[]> {
    const names = (await readdir(this.folder).catch(undefinedWhenMissing)) ?? [];
    for (const name of names.filter(each => each.startsWith(INCOMING)))
      await rm(join(this.folder, name), { force: true });
    const found: ImportRecord[] = [];
    for (const name of names.filter(each => each.endsWith('.json'))) {
      const record = await this.find(name.slice(0, -'.json'.length));
      if (record) found.push(record);
    }
    return found;
  }

  private recordPath(id: string): string {
    return join(this.folder, `${id}.json`);
  }

  private filePath(id: string): string {
    return join(this.folder, `${id}.statement`);
  }
}

function undefinedWhenMissing(error: unknown): undefined {
  if ((error as { code?: unknown }).code !== 'ENOENT') throw error;
}

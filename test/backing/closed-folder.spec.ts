import { chmod, chown, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeFolder, FolderNotClosed } from '../../src/backing/closed-folder';
import { DataFolder } from '../../src/backing/data-folder';

const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'holdfast-closed-'));
});
afterEach(() => rm(parent, { recursive: true, force: true }));

const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);

/** A data folder as a version that did not close it made it. */
async function olderFolder(): Promise<string> {
  const folder = join(parent, 'data');
  await mkdir(join(folder, 'eventstore'), { recursive: true });
  await writeFile(join(folder, 'addresses.json'), '{}');
  await chmod(folder, 0o755);
  await chmod(join(folder, 'eventstore'), 0o755);
  await chmod(join(folder, 'addresses.json'), 0o664);
  return folder;
}

describe('a data folder', () => {
  it('is made for its own user alone', async () => {
    const folder = join(parent, 'new', 'data');
    expect(await closeFolder(folder, ['eventstore'])).toEqual([]);
    expect([await modeOf(folder), await modeOf(join(parent, 'new'))]).toEqual(['700', '700']);
  });

  it('of an older version that is open to others is closed, and the start says so', async () => {
    const folder = await olderFolder();
    const opened = await DataFolder.open(folder);
    await opened.close();
    expect(opened.wasOpen).toEqual([
      `${folder} (mode 755)`,
      `${join(folder, 'eventstore')} (mode 755)`,
      `${join(folder, 'addresses.json')} (mode 664)`,
    ]);
    expect(await modeOf(folder)).toBe('700');
    expect(await modeOf(join(folder, 'eventstore'))).toBe('700');
    const again = await DataFolder.open(folder);
    await again.close();
    expect(again.wasOpen).toEqual([]);
  });

  it('that stays open is refused with every fault: its file system keeps no modes', async () => {
    const folder = await olderFolder();
    const without = () => Promise.resolve();
    const refused = closeFolder(folder, ['eventstore', 'addresses.json'], without);
    await expect(refused).rejects.toThrow(FolderNotClosed);
    const { message } = (await refused.catch((error: unknown) => error)) as Error;
    expect(message).toContain(`${folder} stays open to other users (mode 755)`);
    expect(message).toContain(`${join(folder, 'eventstore')} stays open to other users (mode 755)`);
    expect(message).toContain(`${join(folder, 'addresses.json')} stays open to other users (mode 664)`);
    expect(message).toContain('set DATA_DIR to');
  });

  (isRoot ? it : it.skip)(
    'of another user is refused with every fault, and nothing changes (skipped without root: nothing can be given away)',
    async () => {
      const folder = await olderFolder();
      await chown(folder, NOBODY, NOBODY);
      await chown(join(folder, 'eventstore'), NOBODY, NOBODY);
      const refused = (await DataFolder.open(folder).catch((error: unknown) => error)) as Error;
      expect(refused).toBeInstanceOf(FolderNotClosed);
      expect(refused.message).toContain(`${folder} belongs to user id ${NOBODY}`);
      expect(refused.message).toContain(`${join(folder, 'eventstore')} belongs to user id ${NOBODY}`);
      expect(refused.message).toContain(`sudo chown -R 0 '${folder}' && chmod 700 '${folder}'`);
      expect(await modeOf(folder)).toBe('755');
      await expect(stat(join(folder, 'lock'))).rejects.toThrow('ENOENT');
    },
  );
});

import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  chmod,
  chown,
  lchown,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries';
import { isRoot, leastIdentity, spawnAs, unprivilegedUser, type Identity } from './identity';

/** The database's only user and its database. */
export const DATABASE_NAME = 'holdfast';

export const clusterFolder = (dataDir: string): string => join(dataDir, 'postgres');
const passwordFile = (dataDir: string): string => join(dataDir, 'postgres-password');

/** The password of the embedded PostgreSQL over this folder. @throws {Error} there is none yet */
export const readPassword = async (dataDir: string): Promise<string> =>
  (await readFile(passwordFile(dataDir), 'utf8')).trim();

/**
 * A PostgreSQL data folder in DATA_DIR/postgres, made if there is none, and who may run it.
 * A crash half-way leaves no half-made folder: it is made beside and renamed.
 * @throws {Error} the folder is another user's, or initdb failed
 */
export async function ensureCluster(
  dataDir: string,
  binaries: Binaries,
  signal: AbortSignal,
): Promise<Identity> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const folder = clusterFolder(dataDir);
  if (!existsSync(folder)) return createCluster(dataDir, binaries, signal);
  if (!existsSync(passwordFile(dataDir))) {
    throw new Error(
      `${passwordFile(dataDir)} is missing, so nobody can log in to ${folder}. It holds read models only: ` +
        'remove the folder, and they are built again from the events',
    );
  }
  return identityFor(folder, binaries);
}

async function createCluster(dataDir: string, binaries: Binaries, signal: AbortSignal): Promise<Identity> {
  const workshop = join(dataDir, 'postgres.new');
  await rm(workshop, { recursive: true, force: true });
  await mkdir(workshop, { mode: 0o700 });
  const password = await ensurePassword(dataDir);
  const handedOver = join(workshop, 'password');
  await writeFile(handedOver, password, { mode: 0o600 });
  const identity = await identityFor(workshop, binaries);
  const folder = join(workshop, 'cluster');
  await initialise(identity, binaries.initdb, folder, handedOver, signal);
  await rename(folder, clusterFolder(dataDir));
  await rm(workshop, { recursive: true, force: true });
  return identity;
}

async function ensurePassword(dataDir: string): Promise<string> {
  const path = passwordFile(dataDir);
  if (!existsSync(path)) {
    // Renamed into place, so that the file is never there without its content.
    await writeFile(`${path}.new`, `${randomBytes(24).toString('base64url')}\n`, {
      mode: 0o600,
      flush: true,
    });
    await rename(`${path}.new`, path);
  }
  await chmod(path, 0o600);
  return readPassword(dataDir);
}

/** For root: the folder's owner, or the unprivileged user, to whom the folder is then given. */
async function identityFor(folder: string, { postgres }: Binaries): Promise<Identity> {
  const owner = await stat(folder);
  if (!isRoot()) {
    const uid = process.getuid?.();
    if (uid === undefined || owner.uid === uid) return null;
    throw new Error(`${folder} belongs to user id ${owner.uid}, but Holdfast runs as user id ${uid}`);
  }
  if (owner.uid !== 0) return leastIdentity(owner, folder, postgres);
  const user = await unprivilegedUser();
  await give(folder, user);
  return leastIdentity(user, folder, postgres);
}

async function give(folder: string, { uid, gid }: { uid: number; gid: number }): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    await (entry.isDirectory() ? give(path, { uid, gid }) : lchown(path, uid, gid));
  }
  // The folder itself comes last: its owner says whether everything in it has been given.
  await chown(folder, uid, gid);
}

async function initialise(
  identity: Identity,
  initdb: string,
  folder: string,
  password: string,
  signal: AbortSignal,
): Promise<void> {
  const access = [`--username=${DATABASE_NAME}`, `--pwfile=${password}`, '--auth=scram-sha-256'];
  // One order of texts on every machine: cursors and trial balances sort by name.
  const texts = ['--encoding=UTF8', '--no-locale'];
  const args = [`--pgdata=${folder}`, ...access, ...texts, '--no-instructions'];
  const child = spawnAs(identity, initdb, args, { stdio: ['ignore', 'ignore', 'pipe'], signal });
  let errors = '';
  child.stderr?.on('data', chunk => (errors += String(chunk)));
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code =>
      code === 0 ? resolve() : reject(new Error(`initdb failed (exit code ${code}): ${errors.trim()}`)),
    );
  });
}

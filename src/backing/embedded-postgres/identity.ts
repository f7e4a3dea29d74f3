import { execFile, spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The user that PostgreSQL runs as; `null` is the user of this process. PostgreSQL refuses to run as root, so root gives it
 * another user. If a parent folder is open to root alone, this user also gets the one capability that opens it.
 */
export type Identity = null | {
  readonly uid: number;
  readonly gid: number;
  readonly capability: Capability | null;
};

/** From the least power to the most; containers often have only the last to give. */
const CAPABILITIES = ['dac_read_search', 'dac_override'] as const;
type Capability = (typeof CAPABILITIES)[number];

/** Users that PostgreSQL may run as when we are root, the first that exists. */
const USERS = ['postgres', 'nobody'] as const;

export const isRoot = (): boolean => process.getuid?.() === 0;

/** The user for a new data folder. @throws {Error} there is none */
export async function unprivilegedUser(): Promise<{ uid: number; gid: number }> {
  for (const name of USERS) {
    const ids = await Promise.all([idOf('-u', name), idOf('-g', name)]);
    const [uid, gid] = ids;
    if (uid && gid) return { uid, gid };
  }
  throw new Error(
    `PostgreSQL refuses to run as root, and there is no user named ${USERS.join(' or ')}: ` +
      'run Holdfast as an ordinary user, or create one of them',
  );
}

async function idOf(flag: '-u' | '-g', name: string): Promise<number | undefined> {
  const found = await run('id', [flag, name]).catch(() => undefined);
  return found && Number.parseInt(found.stdout, 10);
}

/**
 * The identity with the least power that can run `program` on `folder`.
 * @throws {Error} none can, for example because a parent folder is closed to it
 */
export async function leastIdentity(
  user: { uid: number; gid: number },
  folder: string,
  program: string,
): Promise<Identity> {
  let reason = '';
  for (const capability of [null, ...CAPABILITIES]) {
    const identity = { ...user, capability };
    const failure = await tryIdentity(identity, folder, program);
    if (failure === undefined) return identity;
    reason ||= failure;
  }
  throw new Error(
    `PostgreSQL cannot run as user id ${user.uid}: it must be able to enter ${folder} and to run ${program} (${reason}). ` +
      'Run Holdfast as an ordinary user, or set DATABASE_URL',
  );
}

/** What stands in the way, in a few words; undefined where nothing does. */
async function tryIdentity(identity: Identity, folder: string, program: string): Promise<string | undefined> {
  const script = 'cd "$1" && test -w . && exec "$2" --version';
  const child = spawnAs(identity, 'sh', ['-c', script, 'sh', folder, program], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr?.on('data', chunk => (errors += String(chunk)));
  return new Promise(resolve => {
    child.once('error', error => resolve(error.message));
    child.once('close', code => resolve(code === 0 ? undefined : errors.trim() || `exit code ${code}`));
  });
}

/** Starts a program as the identity. It gets a bare environment: PostgreSQL reads settings from PG* variables. */
export function spawnAs(
  identity: Identity,
  command: string,
  args: readonly string[],
  options: SpawnOptions,
): ChildProcess {
  const base = { ...options, cwd: '/', env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' } };
  if (identity === null) return spawn(command, args, base);
  const { uid, gid, capability } = identity;
  if (capability === null) return spawn(command, args, { ...base, uid, gid });
  const grant = [`--inh-caps=-all,+${capability}`, `--ambient-caps=-all,+${capability}`];
  // access(2) heeds the capability only with this bit, and initdb asks access(2) whether it can run its programs.
  const as = [
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    '--securebits=+no_setuid_fixup',
    ...grant,
  ];
  return spawn('setpriv', [...as, '--', command, ...args], base);
}

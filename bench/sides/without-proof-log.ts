import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from './paths';

type Main = typeof import('../../src/main');
type SettingsCommand = typeof import('../../src/command-line/settings');
type Logging = typeof import('../../src/shared/logging');

/** The build that runs, and not this program's own copy of it: only beside the build stand the programs that it starts. */
const load = createRequire(__filename);
const built = <Module>(path: string): Module => load(join(ROOT, 'dist', path)) as Module;

const A_DAY_MS = 86_400_000;

/** `holdfast serve` whose proof log reads once at the start and then not before the next day. */
async function serve(): Promise<void> {
  const { startHoldfast } = built<Main>('main.js');
  const { settingsOrExit } = built<SettingsCommand>('command-line/settings.js');
  const { createLogger } = built<Logging>('shared/logging.js');
  process.umask(0o077);
  const logger = createLogger({ level: 'info' });
  const service = await startHoldfast({ settings: settingsOrExit(), logger, proofIntervalMs: A_DAY_MS });
  process.once('SIGTERM', () => void service.stop());
  console.log(`listening on ${service.url}`);
}

void serve();

import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatVerifierKey, parseVerifierKey, type VerifierKey } from '../../../src/proofs/formats/note-keys';
import { parseNote, verifyNote } from '../../../src/proofs/formats/signed-note';
import { originHash } from '../../../src/proofs/witness/checkpoint-files';
import { HoldfastProcess, run } from '../../support/holdfast-process';
import { GrowingLog } from './growing-log';

const SIZE = 600;
const log = new GrowingLog('log.example/a', SIZE);

describe('holdfast witness serve', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-witness-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('never forgets a cosigned checkpoint when it is killed', async () => {
    let cosigned = 0;
    let identity: VerifierKey | undefined;
    for (let round = 0; round < 3; round += 1) {
      const witness = await start(folder);
      identity ??= witness.key;
      expect(witness.key).toEqual(identity);
      let known = await knownSize(witness.url);
      expect(known).toBeGreaterThanOrEqual(cosigned);
      const killAfter = known + 3 + round;
      for (;;) {
        const request = await log.request(known, known + 1);
        const sent = post(witness.url, request).catch(() => undefined);
        // The kill meets the request at another place in each round.
        if (known === killAfter) {
          for (let turn = 0; turn < round * 20; turn += 1)
            await new Promise(resolve => setImmediate(resolve));
          witness.kill();
        }
        const answer = await sent;
        if (answer === undefined) break;
        expect(answer.status).toBe(200);
        known += 1;
        const note = parseNote((await log.checkpoint(known)) + answer.body);
        expect(verifyNote(note, [witness.key])).toHaveLength(1);
        cosigned = known;
      }
      await witness.ended;
    }
    const witness = await start(folder);
    const fork = new GrowingLog('log.example/a', SIZE, { history: 'forked ', forkAt: cosigned - 1 });
    const known = await knownSize(witness.url);
    expect(await post(witness.url, await fork.request(known, known + 5))).toMatchObject({ status: 422 });
    expect((await fetch(`${witness.url}/${originHash(log.key.name)}/checkpoint`)).status).toBe(200);
    await witness.stop();
  });

  it('keeps its key from other users, and one process at a time on its folder', async () => {
    const witness = await start(folder);
    expect((await stat(join(folder, 'witness.key'))).mode & 0o777).toBe(0o600);
    const second = await run(['witness', 'serve', '--dir', folder, '--port', '0']);
    expect([second.code, second.stderr]).toEqual([1, expect.stringContaining('in use') as string]);
    expect(await witness.stop()).toEqual({ code: 0, signal: null });
  });

  it('lists every fault of its input and makes nothing', async () => {
    const dir = join(folder, 'none');
    const { code, stderr } = await run([
      'witness',
      'serve',
      '--dir',
      dir,
      '--log',
      'x',
      '--name',
      'a b',
      '--port',
      'http',
    ]);
    expect([code, stderr.trim().split('\n')]).toEqual([
      1,
      [
        '--log: A public key does not have the form name+id+key',
        '--name must not have spaces or a plus',
        '--port must be a whole number from 0 to 65535',
      ],
    ]);
    await expect(stat(dir)).rejects.toThrow('ENOENT');
  });

  it('reads its logs from its folder, and says which line is no key', async () => {
    await writeFile(join(folder, 'logs'), `# ours\n${formatVerifierKey(log.key)}\nnonsense\n`);
    const { code, stderr } = await run(['witness', 'serve', '--dir', folder, '--port', '0']);
    expect([code, stderr.trim()]).toEqual([1, 'line 3: A public key does not have the form name+id+key']);
  });

  it('answers 404, 405 and 413 to what is no request of the protocol', async () => {
    const witness = await start(folder);
    expect((await fetch(`${witness.url}/`)).status).toBe(404);
    expect((await fetch(`${witness.url}/add-checkpoint`)).status).toBe(405);
    expect(await post(witness.url, 'x'.repeat(300_000))).toMatchObject({ status: 413 });
    const conflict = await fetch(`${witness.url}/add-checkpoint`, {
      method: 'POST',
      body: await log.request(3, 5),
    });
    expect([conflict.status, conflict.headers.get('content-type')]).toEqual([409, 'text/x.tlog.size']);
    await witness.stop();
  });
});

async function start(dir: string) {
  const child = new HoldfastProcess([
    ...['witness', 'serve', '--dir', dir, '--port', '0'],
    ...['--log', formatVerifierKey(log.key)],
  ]);
  const [, url] = await child.prints(/^listening on (http:\/\/\S+)$/m);
  const [, vkey] = await child.prints(/^witness (\S+)$/m);
  return {
    url: url!,
    key: parseVerifierKey(vkey!),
    kill: () => child.signal('SIGKILL'),
    ended: child.exited,
    stop: () => child.stop(),
  };
}

async function post(url: string, body: string): Promise<{ status: number; body: string }> {
  const response = await fetch(`${url}/add-checkpoint`, { method: 'POST', body });
  return { status: response.status, body: await response.text() };
}

/** A request that cannot be right names the size that the witness knows. */
async function knownSize(url: string): Promise<number> {
  const { status, body } = await post(url, await log.request(SIZE - 1, SIZE));
  expect(status).toBe(409);
  return Number(body);
}

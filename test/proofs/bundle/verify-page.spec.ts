import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { formatVerifierKey } from '../../../src/proofs/formats/note-keys';
import { sampleEvents } from '../../audit/sample';
import { missingGo, runGo } from '../go/go-tool';
import { missingOpenssl, OpensslAuthority } from '../stamping/openssl-authority';
import { BundleFolder, BytesLog, logKey, otherKey, VERIFIER } from './bundle-world';
import { bodiesOf, STAMP_FILES, unzip } from './zip-files';

const page = readFileSync(join(__dirname, '../../../src/proofs/verifier/VERIFY.md'), 'utf8');
const PROGRAM = /```go\n([^]*?)```/.exec(page)![1]!;
const COMMAND = /```\ncd bundle\/bodies && (.*)\n```/.exec(page)![1]!;

const STAMP_LINES = /```\n(openssl ts -verify .*)\n(openssl ts -reply .*)\n```/.exec(page)!.slice(1);

const without = (program: string): string | undefined =>
  spawnSync(program, ['--version']).error ? `${program} is not installed` : undefined;

const runUnless = (missing: string | undefined) =>
  missing === undefined ? ([it, ''] as const) : ([it.skip, ` (skipped: ${missing})`] as const);

describe('VERIFY.md', () => {
  let folder: BundleFolder;
  let files: Map<string, Buffer>;
  beforeEach(async () => {
    folder = new BundleFolder();
    const zip = await folder.payout(new BytesLog(sampleEvents()), 'payout-1');
    files = unzip(zip);
  });
  afterEach(() => folder.remove());

  function unpack(): string {
    const root = join(folder.path, 'bundle');
    for (const [name, content] of files) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), content);
    }
    return root;
  }

  const changeBody = () => {
    const [name] = bodiesOf(files, 'payout-payout-1', 0);
    files.set(name, Buffer.concat([files.get(name)!, Buffer.from(' ')]));
    return name.slice('bodies/'.length);
  };

  const [withHashes, hashesTitle] = runUnless(without('sha256sum') ?? without('awk'));
  withHashes(`finds a changed body with sha256sum${hashesTitle}`, () => {
    const check = () => spawnSync('sh', ['-c', COMMAND], { cwd: join(unpack(), 'bodies'), encoding: 'utf8' });
    expect(check()).toMatchObject({ status: 0, stdout: '' });
    const wrong = changeBody();
    expect(check()).toMatchObject({ status: 1, stdout: `WRONG: ${wrong}\n` });
  });

  const [withGo, goTitle] = runUnless(missingGo());
  withGo(
    `verifies every shown event with golang.org/x/mod, and refuses another key or entry${goTitle}`,
    () => {
      const program = join(folder.path, 'check.go');
      writeFileSync(program, PROGRAM);
      const check = (key = logKey) => runGo(['run', program, unpack(), formatVerifierKey(key)]).stdout;
      const lines = check().trimEnd().split('\n');
      expect(lines).toContain('in the log: payout-payout-1 0');
      expect(lines).toHaveLength([...files.keys()].filter(name => name.startsWith('proofs/')).length);
      expect(check(otherKey)).toContain('WRONG:');
      const entries = files.get('entries')!.toString();
      files.set('entries', Buffer.from(entries.replaceAll('PayoutRequested', 'PayoutRejected')));
      expect(check()).toContain('WRONG:');
    },
    120_000,
  );

  const [withOpenssl, opensslTitle] = runUnless(missingOpenssl());
  withOpenssl(`verifies the time stamp with openssl, and refuses another file${opensslTitle}`, async () => {
    const authority = new OpensslAuthority();
    try {
      const log = new BytesLog(sampleEvents());
      const stamp = authority.stamp(log.checkpoint(3));
      files = unzip(await folder.payout(log, 'payout-1', { stamps: [stamp] }));
      copyFileSync(authority.certificates, join(folder.path, 'authority.pem'));
      const run = () => {
        unpack();
        return STAMP_LINES.map(line =>
          spawnSync('sh', ['-c', line], {
            cwd: folder.path,
            encoding: 'utf8',
            env: { ...process.env, LC_ALL: 'C' },
          }),
        );
      };
      const [verified, read] = run();
      expect([verified!.status, verified!.stdout.trim()]).toEqual([0, 'Verification: OK']);
      const [, time] = /^Time stamp: (.*)$/m.exec(read!.stdout)!;
      expect(new Date(time!).toISOString()).toBe(new Date(stamp.stampedAt.slice(0, 19) + 'Z').toISOString());
      files.set('stamped-checkpoint', files.get('checkpoint')!);
      expect(run()[0]!.status).not.toBe(0);
    } finally {
      authority.remove();
    }
  });

  it('is about a program that imports modules of Node alone', () => {
    const program = readFileSync(VERIFIER, 'utf8');
    const imported = [...program.matchAll(/^import .* from '([^']+)'/gm)].map(([, name]) => name);
    expect(imported.length).toBeGreaterThan(4);
    expect(imported.filter(name => !name!.startsWith('node:'))).toEqual([]);
    expect(program).not.toMatch(/\bimport\(|\brequire\(|\bfetch\(|writeFile|node:(net|http|child_process)/);
  });

  it('names every file of a bundle', () => {
    for (const name of STAMP_FILES) expect(page).toContain(`\`${name}\``);
    for (const name of files.keys())
      expect(page).toContain(`\`${name.replace(/^(bodies|proofs)\/.*/, folderName)}`);
  });
});

const folderName = (_name: string, folder: string): string =>
  folder === 'bodies' ? 'bodies/<SHA-256>' : 'proofs/<index>.tlog-proof';

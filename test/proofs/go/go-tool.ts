import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Debian's package golang-golang-x-mod-dev puts the sources there. */
const GOPATH = process.env['GOPATH'] ?? '/usr/share/gocode';
const MODULES = ['golang.org/x/mod/sumdb/note', 'golang.org/x/mod/sumdb/tlog'];

export const runGo = (args: readonly string[]) =>
  spawnSync('go', args, { env: { ...process.env, GOPATH, GO111MODULE: 'off' }, encoding: 'utf8' });

/** Why nothing can be verified with Go here; undefined: it can. */
export function missingGo(): string | undefined {
  const { error, status } = runGo(['list', ...MODULES]);
  if (error) return 'Go is not installed';
  return status === 0 ? undefined : 'golang.org/x/mod is not installed (Debian: golang-golang-x-mod-dev)';
}

/** What the Go program prints about the log in a folder. */
export function verifyWithGo(folder: string): string {
  const { stdout, stderr } = runGo(['run', join(__dirname, 'verify.go'), folder]);
  return (stdout + stderr).trim();
}

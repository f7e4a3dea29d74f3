import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { opennessOf } from './closed-paths';
import { createOwnCertificate, type OwnCertificate } from './own-certificate';

/** The one login of a server, and what connections to it are encrypted with. */
export interface ServerLogin extends OwnCertificate {
  readonly login: string;
  readonly password: string;
}

/** The only login. Its name is no secret. */
const LOGIN = 'owner';
const PASSWORD_BYTES = 24;
const LOGIN_LINE = /^([^\s:@/]+):([A-Za-z0-9_-]{16,})\n?$/;

const loginFile = (folder: string): string => join(folder, 'login');
const certificateFile = (folder: string): string => join(folder, 'certificate.pem');
const addressFile = (folder: string): string => join(folder, 'address');
const keyFile = (folder: string): string => join(folder, 'key.pem');

/**
 * The login in the folder. The first start draws it. A crash leaves no half-made folder: it is made beside and renamed.
 * @throws {Error} when a file is missing or damaged, or other users can read one; the message has a line for each fault
 */
export function openLoginFolder(folder: string): ServerLogin {
  if (!existsSync(folder)) drawLogin(folder);
  const files = [loginFile(folder), certificateFile(folder), keyFile(folder)];
  const faults = opennessOf([folder, ...files, addressFile(folder)]);
  for (const file of files) if (!existsSync(file)) faults.push(`${file} is missing.`);
  if (faults.length === 0 && !LOGIN_LINE.test(readFileSync(loginFile(folder), 'utf8')))
    faults.push(`${loginFile(folder)} is damaged.`);
  if (faults.length > 0) throw new Error(`${faults.join('\n')}\n${remedyFor(folder)}`);
  return readLogin(folder);
}

/** Keeps the address with the login in it for those who may read the folder: `esdb://owner:…@localhost:<port>?tlsCAFile=…`. */
export function writeAddress(folder: string, port: number): void {
  const { login, password } = readLogin(folder);
  const query = `?tlsCAFile=${encodeURIComponent(resolve(certificateFile(folder)))}`;
  const file = addressFile(folder);
  writeFileSync(`${file}.new`, `esdb://${login}:${password}@localhost:${port}${query}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** The address that the running server wrote. @throws {Error} when it wrote none */
export const readAddress = (folder: string): string => readFileSync(addressFile(folder), 'utf8').trim();

function readLogin(folder: string): ServerLogin {
  const [, login, password] = LOGIN_LINE.exec(readFileSync(loginFile(folder), 'utf8')) ?? [];
  if (!login || !password) throw new Error(`${loginFile(folder)} is damaged.\n${remedyFor(folder)}`);
  return {
    login,
    password,
    certificate: readFileSync(certificateFile(folder)),
    key: readFileSync(keyFile(folder)),
  };
}

function drawLogin(folder: string): void {
  const workshop = `${folder}.new`;
  rmSync(workshop, { recursive: true, force: true });
  mkdirSync(workshop, { mode: 0o700, recursive: true });
  const { certificate, key } = createOwnCertificate();
  const write = (file: string, content: string | Buffer) =>
    writeFileSync(file, content, { mode: 0o600, flush: true });
  write(loginFile(workshop), `${LOGIN}:${randomBytes(PASSWORD_BYTES).toString('base64url')}\n`);
  write(certificateFile(workshop), certificate);
  write(keyFile(workshop), key);
  renameSync(workshop, folder);
}

const remedyFor = (folder: string): string =>
  `The folder holds nothing but the login. Without it the next start draws another one: rm -r '${folder}'`;

import { parseArgs } from 'node:util';

export const USAGE = `Usage: embedded-eventstore --data DIR --port N [--host 127.0.0.1] [--stop-with-stdin]
       embedded-eventstore verify DIR [--json]
       embedded-eventstore copy FROM TO [--json]

An EventStoreDB-compatible server over LevelDB, for development, tests and a single machine. Official clients connect
with esdb://127.0.0.1:N?tls=false. It is no cluster: one process, one folder, one disk, no copies; and it has no
server-side projections. verify checks the folder of a stopped server; copy brings every stream to another server,
for example to a cluster of the real EventStoreDB.

  --data DIR          the folder that holds everything; one process at a time
  --port N            where to listen; 0 takes a free port
  --host HOST         the address to listen on (default 127.0.0.1); without --secure, keep it local
  --advertise-host H  what clients that discover the cluster are told to connect to (default HOST)
  --insecure          everybody may do everything (the default)
  --login-dir DIR     one login that may do everything, over TLS on the loopback. The first start draws it into DIR,
                      for its own user alone: login (name:password), certificate.pem, key.pem; and address, for clients
  --secure            users with passwords, and access lists; at first there are admin and ops, both with the
                      password changeit: change them. It needs TLS, for passwords travel
  --tls-cert FILE     the certificate (PEM, with what leads to its root) to encrypt connections with
  --tls-key FILE      its private key (PEM)
  --stop-with-stdin   end when standard input closes`;

export interface ServerArguments {
  readonly kind: 'start';
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly stopWithStdin: boolean;
  readonly advertisedHost: string | undefined;
  readonly secure: boolean;
  /** The folder of the one login; undefined without one. */
  readonly loginDir: string | undefined;
  /** Paths of PEM files. */
  readonly tls: { readonly certificate: string; readonly key: string } | undefined;
}

type Given =
  ServerArguments | { readonly kind: 'help' } | { readonly kind: 'mistake'; readonly message: string };

export function parseServerArguments(args: string[]): Given {
  try {
    const { values } = parseArgs({ args, options: OPTIONS, strict: true });
    if (values.help) return { kind: 'help' };
    const { data: dataDir = '', host, port = '', secure } = values;
    const mistakes = [...listenMistakes(dataDir, port), ...securityMistakes(values)];
    if (mistakes.length > 0) return mistakeResult(mistakes.join('\n'));
    const { 'tls-cert': certificate, 'tls-key': key } = values;
    return {
      kind: 'start',
      dataDir,
      host,
      port: Number(port),
      stopWithStdin: values['stop-with-stdin'],
      advertisedHost: values['advertise-host'],
      secure,
      loginDir: values['login-dir'],
      tls: certificate !== undefined && key !== undefined ? { certificate, key } : undefined,
    };
  } catch (error) {
    return mistakeResult(error instanceof Error ? error.message : String(error));
  }
}

const OPTIONS = {
  data: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string', default: '127.0.0.1' },
  'advertise-host': { type: 'string' },
  insecure: { type: 'boolean', default: false },
  secure: { type: 'boolean', default: false },
  'login-dir': { type: 'string' },
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
  'stop-with-stdin': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

interface SecurityValues {
  readonly insecure: boolean;
  readonly secure: boolean;
  readonly host: string;
  readonly 'login-dir'?: string | undefined;
  readonly 'tls-cert'?: string | undefined;
  readonly 'tls-key'?: string | undefined;
}

/** The names of the loopback in a certificate of the server's own. */
const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

function listenMistakes(dataDir: string, port: string): string[] {
  const mistakes = [];
  if (dataDir === '') mistakes.push('--data is required.');
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    mistakes.push('--port is required and has to be a number from 0 to 65535.');
  return mistakes;
}

function securityMistakes(values: SecurityValues): string[] {
  const { insecure, secure, host, 'login-dir': loginDir, 'tls-cert': certificate, 'tls-key': key } = values;
  const mistakes = [];
  if (insecure && secure) mistakes.push('--insecure and --secure contradict each other.');
  if ((certificate === undefined) !== (key === undefined))
    mistakes.push('--tls-cert and --tls-key belong together.');
  if (loginDir === undefined) {
    if (secure && certificate === undefined && key === undefined)
      mistakes.push('--secure needs --tls-cert and --tls-key: passwords travel.');
    return mistakes;
  }
  if (loginDir === '') mistakes.push('--login-dir needs a folder.');
  if (insecure || secure) mistakes.push('--login-dir stands for itself, without --secure and --insecure.');
  if (certificate !== undefined || key !== undefined)
    mistakes.push('--login-dir has a certificate of its own, without --tls-cert and --tls-key.');
  if (!LOOPBACK.includes(host)) mistakes.push('--login-dir is for the loopback: --host 127.0.0.1.');
  return mistakes;
}

const mistakeResult = (message: string): Given => ({ kind: 'mistake', message });

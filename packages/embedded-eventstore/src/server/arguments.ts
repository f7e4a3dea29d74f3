import { parseArgs } from 'node:util';

export const USAGE = `Usage: event-store --data DIR --port N [--host 127.0.0.1] [--stop-with-stdin]
       event-store verify DIR [--json]
       event-store copy FROM TO [--json]

An EventStoreDB-compatible server over LevelDB, for development, tests and a single machine. Official clients connect
with esdb://127.0.0.1:N?tls=false. It is no cluster: one process, one folder, one disk, no copies; and it has no
server-side projections. verify checks the folder of a stopped server; copy brings every stream to another server,
for example to a cluster of the real EventStoreDB (docs/move-to-a-cluster.md).

  --data DIR          the folder that holds everything; one process at a time
  --port N            where to listen; 0 takes a free port
  --host HOST         the address to listen on (default 127.0.0.1); without --secure, keep it local
  --advertise-host H  what clients that discover the cluster are told to connect to (default HOST)
  --insecure          everybody may do everything (the default)
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
  /** Paths of PEM files. */
  readonly tls: { readonly certificate: string; readonly key: string } | undefined;
}

type Given =
  ServerArguments | { readonly kind: 'help' } | { readonly kind: 'mistake'; readonly message: string };

export function parseServerArguments(args: string[]): Given {
  try {
    const { values } = parseArgs({ args, options: OPTIONS, strict: true });
    if (values.help) return { kind: 'help' };
    if (!values.data) return mistake('--data is required.');
    if (!/^\d{1,5}$/.test(values.port ?? '') || Number(values.port) > 65_535) {
      return mistake('--port is required and has to be a number from 0 to 65535.');
    }
    const { data: dataDir, host, 'stop-with-stdin': stopWithStdin } = values;
    const security = securityOf(values);
    if (typeof security === 'string') return mistake(security);
    const advertisedHost = values['advertise-host'];
    return {
      kind: 'start',
      dataDir,
      host,
      port: Number(values.port),
      stopWithStdin,
      advertisedHost,
      ...security,
    };
  } catch (error) {
    return mistake(error instanceof Error ? error.message : String(error));
  }
}

const OPTIONS = {
  data: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string', default: '127.0.0.1' },
  'advertise-host': { type: 'string' },
  insecure: { type: 'boolean', default: false },
  secure: { type: 'boolean', default: false },
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
  'stop-with-stdin': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

interface SecurityValues {
  readonly insecure: boolean;
  readonly secure: boolean;
  readonly 'tls-cert'?: string | undefined;
  readonly 'tls-key'?: string | undefined;
}

/** What was asked for, or the mistake in it. */
function securityOf(values: SecurityValues): Pick<ServerArguments, 'secure' | 'tls'> | string {
  const { insecure, secure, 'tls-cert': certificate, 'tls-key': key } = values;
  if (insecure && secure) return '--insecure and --secure contradict each other.';
  if ((certificate === undefined) !== (key === undefined)) return '--tls-cert and --tls-key belong together.';
  const tls = certificate !== undefined && key !== undefined ? { certificate, key } : undefined;
  if (secure && !tls) return '--secure needs --tls-cert and --tls-key: passwords travel.';
  return { secure, tls };
}

const mistake = (message: string): Given => ({ kind: 'mistake', message });

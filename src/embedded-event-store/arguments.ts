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
  --host HOST         the address to listen on (default 127.0.0.1); there is no access control, so keep it local
  --stop-with-stdin   end when standard input closes`;

export interface ServerArguments {
  readonly kind: 'start';
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly stopWithStdin: boolean;
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
    return { kind: 'start', dataDir, host, port: Number(values.port), stopWithStdin };
  } catch (error) {
    return mistake(error instanceof Error ? error.message : String(error));
  }
}

const OPTIONS = {
  data: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string', default: '127.0.0.1' },
  'stop-with-stdin': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const mistake = (message: string): Given => ({ kind: 'mistake', message });

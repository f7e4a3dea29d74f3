import { lookup as systemLookup, type LookupAddress, type LookupAllOptions } from 'node:dns';
import { Agent, buildConnector, type Dispatcher } from 'undici';
import type { Clock } from '../../shared/clock';
import { mayReach } from './public-address';
import { sendFaultOf, ClosedAddress, type SendFault } from './send-fault';
import { targetFault, type TargetRules } from './target-url';

/** Finds all addresses of a name. */
export type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  answer: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export interface SenderParts {
  readonly rules: TargetRules;
  readonly clock: Clock;
  /** For the whole call, in milliseconds. */
  readonly timeoutMs: number;
  /** The system's own unless given. */
  readonly resolve?: Resolve;
}

/** What became of one call. `durationMs` by the monotonic clock. */
export type SendResult =
  | {
      readonly kind: 'answered';
      readonly statusCode: number;
      /** The first bytes of the answer. */
      readonly answerStart: string;
      readonly durationMs: number;
    }
  | { readonly kind: 'failed'; readonly fault: SendFault; readonly durationMs: number };

/** What is kept of an answer, and what is read of it at most, in bytes. */
const ANSWER_START_BYTES = 256;
const MAX_ANSWER_BYTES = 16 * 1_024;
const MAX_HEADER_BYTES = 8 * 1_024;
const CONNECTIONS_PER_TARGET = 8;

/**
 * The one way out to addresses that clients name. It resolves a name once for each connection, checks every address that it
 * gets, and connects to exactly those. It follows no redirect, uses no proxy, and bounds what it waits for and reads.
 */
export class GuardedSender {
  private readonly agent: Agent;

  constructor(private readonly parts: SenderParts) {
    const { timeoutMs } = parts;
    this.agent = new Agent({
      connect: guardedConnector(parts),
      connections: CONNECTIONS_PER_TARGET,
      pipelining: 1,
      allowH2: false,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      maxHeaderSize: MAX_HEADER_BYTES,
    });
  }

  /** Never rejects for what the network or the other side does. */
  async post(
    url: string,
    headers: Readonly<Record<string, string>>,
    body: string,
    ending: AbortSignal,
  ): Promise<SendResult> {
    const { clock, rules, timeoutMs } = this.parts;
    const begunMs = clock.monotonicMs();
    const durationMs = () => Math.round(clock.monotonicMs() - begunMs);
    if (targetFault(url, rules) !== undefined)
      return { kind: 'failed', fault: 'ADDRESS_NOT_ALLOWED', durationMs: 0 };
    const deadline = new AbortController();
    const over = new AbortController();
    void clock.wait(timeoutMs, over.signal).then(() => deadline.abort());
    try {
      const signal = AbortSignal.any([deadline.signal, ending]);
      const { origin, pathname, search } = new URL(url);
      const call = { origin, path: pathname + search, method: 'POST' as const, headers, body, signal };
      const answer = await this.agent.request(call);
      const answerStart = await startOf(answer.body, signal);
      return { kind: 'answered', statusCode: answer.statusCode, answerStart, durationMs: durationMs() };
    } catch (error) {
      const fault = deadline.signal.aborted && !over.signal.aborted ? 'TIMEOUT' : sendFaultOf(error);
      return { kind: 'failed', fault, durationMs: durationMs() };
    } finally {
      over.abort();
    }
  }

  close(): Promise<void> {
    return this.agent.destroy();
  }
}

/** Reads a little and leaves the rest. The status has come, so an answer that breaks off is an answer. */
async function startOf(body: Dispatcher.ResponseData['body'], signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      if (bytes < ANSWER_START_BYTES) chunks.push(chunk.subarray(0, ANSWER_START_BYTES - bytes));
      bytes += chunk.length;
      if (bytes > MAX_ANSWER_BYTES || signal.aborted) break;
    }
  } catch {
    // What came before the break is kept.
  } finally {
    body.destroy();
  }
  return Buffer.concat(chunks).toString('utf8');
}

function guardedConnector({
  rules,
  timeoutMs,
  resolve = systemLookup,
}: SenderParts): buildConnector.connector {
  const { allowedNetworks } = rules;
  const connect = buildConnector({
    timeout: timeoutMs,
    lookup: (hostname, options, answer) =>
      resolve(hostname, { ...options, all: true }, (error, addresses) => {
        const fault = error ?? closedOf(addresses, allowedNetworks);
        if (fault) return answer(fault, []);
        const [first] = addresses;
        if (options.all === true) answer(null, addresses);
        else answer(null, first!.address, first!.family);
      }),
  });
  // An address in place of a name is not looked up, so the connection itself is checked too.
  return (options, done) =>
    connect(options, (error, socket) => {
      if (error) return done(error, null);
      const address = socket.remoteAddress ?? '';
      if (mayReach(address, allowedNetworks)) return done(null, socket);
      socket.destroy();
      done(new ClosedAddress(), null);
    });
}

const closedOf = (
  addresses: readonly LookupAddress[],
  allowedNetworks: readonly string[],
): ClosedAddress | undefined =>
  addresses.length > 0 && addresses.every(({ address }) => mayReach(address, allowedNetworks))
    ? undefined
    : new ClosedAddress();

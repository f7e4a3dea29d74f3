import { appendEvents } from '../../event-store/append-events';
import type { EventStore } from '../../event-store/event-store';
import type { ProofCheckpointStamped } from '../../event-store/log/proof-events';
import { PROOF_STAMPS_STREAM } from '../../event-store/stream-names';
import type { Clock } from '../../shared/clock';
import { derivedId } from '../../shared/ids';
import type { Logger } from '../../shared/logging';
import type { Random } from '../../shared/random';
import { readLastCheckpoint } from '../log/checkpoint-stream';
import type { Tenure, TenureFollower } from '../log/proof-log';
import { post } from '../post';
import { readLastStamp } from './stamp-stream';
import { BadTimeStamp, parseAnswer, timeStampRequest } from './time-stamp';

export interface StampingParts {
  /** Of the time stamp authority. */
  readonly url: string;
  readonly store: Pick<EventStore, 'append' | 'readLast' | 'readStream'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** For one call, in milliseconds. */
  readonly timeoutMs: number;
  /** How often it looks whether the day has its stamp. */
  readonly intervalMs: number;
  /** How long it rests after a failed attempt; after each further one twice as long, up to an hour. */
  readonly retryMs: number;
}

const MAX_PAUSE_MS = 3_600_000;
/** A stamp that was just made counts for the next day too: the authority's clock may differ from ours around midnight. */
const JUST_MADE_MS = 3_600_000;
/** How far the authority's time may be from ours. */
const MAX_CLOCK_DIFFERENCE_MS = 600_000;
const OK = 200;

/** Has the last checkpoint stamped once a day (UTC). Nothing waits for it. */
export class Stamping implements TenureFollower {
  private failures = 0;
  private reason: string | undefined;

  constructor(private readonly parts: StampingParts) {}

  /** Why the last attempt has failed; undefined: it has not. */
  fault(): string | undefined {
    return this.reason;
  }

  async follow({ ending }: Tenure): Promise<void> {
    const { clock } = this.parts;
    while (!ending.aborted) {
      try {
        await this.stampToday(ending);
        this.succeed();
      } catch (error) {
        if (!ending.aborted) this.fail(error instanceof Error ? error.message : String(error));
      }
      await clock.wait(this.pauseMs(), ending);
    }
  }

  private pauseMs(): number {
    const { intervalMs, retryMs } = this.parts;
    return this.failures === 0 ? intervalMs : Math.min(retryMs * 2 ** (this.failures - 1), MAX_PAUSE_MS);
  }

  /** @throws {BadTimeStamp} @throws {Fault} @throws {Error} the authority is away */
  private async stampToday(ending: AbortSignal): Promise<void> {
    const { store, clock } = this.parts;
    const last = await readLastStamp(store);
    if (last && isOfToday(last.body.data.stampedAt, clock.now())) return;
    const checkpoint = (await readLastCheckpoint(store))?.body.data.checkpoint;
    if (checkpoint !== undefined) await this.record(await this.ask(checkpoint, ending), last?.revision);
  }

  private async ask(checkpoint: string, ending: AbortSignal): Promise<ProofCheckpointStamped> {
    const { url, clock, random } = this.parts;
    const data = Buffer.from(checkpoint);
    const nonce = drawNonce(random);
    const message = { contentType: 'application/timestamp-query', body: timeStampRequest(data, nonce) };
    const { status, body } = await post(url, message, this.parts, ending);
    if (status !== OK) throw new BadTimeStamp(`the authority answers ${status}`);
    const { stampedAt } = parseAnswer(body, data, nonce);
    if (Math.abs(stampedAt.getTime() - clock.now().getTime()) > MAX_CLOCK_DIFFERENCE_MS)
      throw new BadTimeStamp(`the authority's time is far from ours: ${stampedAt.toISOString()}`);
    const answer = body.toString('base64');
    return {
      type: 'ProofCheckpointStamped',
      data: { checkpoint, answer, stampedAt: stampedAt.toISOString() },
    };
  }

  /** Where another process was faster, the day has its stamp. */
  private async record(stamp: ProofCheckpointStamped, revision: bigint | undefined): Promise<void> {
    const expected = revision ?? 'no_stream';
    await appendEvents(this.parts, PROOF_STAMPS_STREAM, expected, [stamp], CAUSE, String(expected));
  }

  private succeed(): void {
    if (this.reason !== undefined) this.parts.logger.info({}, 'checkpoints are stamped again');
    [this.failures, this.reason] = [0, undefined];
  }

  /** Said once until it is well again. */
  private fail(reason: string): void {
    if (this.reason === undefined)
      this.parts.logger.warn({ reason }, 'the checkpoint of the day is not stamped');
    this.failures += 1;
    this.reason = reason;
  }
}

const NONCE_BYTES = 8;

/** Most authorities take no more than 64 bits. */
function drawNonce(random: Random): Buffer {
  const nonce = Buffer.from(random.uuid().replaceAll('-', ''), 'hex').subarray(0, NONCE_BYTES);
  nonce[0] = (nonce[0]! & 0x3f) | 0x40;
  return nonce;
}

const CAUSE = {
  causationId: derivedId(PROOF_STAMPS_STREAM),
  correlationId: PROOF_STAMPS_STREAM,
  actor: 'proof-log',
};

const isOfToday = (stampedAt: string, now: Date): boolean =>
  stampedAt.slice(0, 10) === now.toISOString().slice(0, 10) ||
  Math.abs(now.getTime() - Date.parse(stampedAt)) < JUST_MADE_MS;

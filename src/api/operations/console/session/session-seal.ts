import { createCipheriv, createDecipheriv, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Random } from '../../../../shared/random';

/** A person's stay in the console. It stands for the key that began it, and never contains the key. */
export interface ConsoleSession {
  readonly id: string;
  /** What the registry of keys finds the key by. */
  readonly subject: string;
  /** Milliseconds since 1970, as all its times. */
  readonly startedAtMs: number;
  readonly expiresAtMs: number;
}

const IDLE_MS = 30 * 60_000;
const LONGEST_MS = 12 * 60 * 60_000;
const [KEY_BYTES, IV_BYTES, TAG_BYTES] = [32, 12, 16];
const PURPOSE = Buffer.from('holdfast console session v1');

/**
 * Makes and reads the texts of sessions. The key comes from the installation's master key, so every process reads what
 * another one made, and none keeps a list of them.
 */
export class SessionSeal {
  private readonly sealKey: Buffer;
  private readonly csrfKey: Buffer;
  /** The sessions that ended here before their time, with the time when they would have ended. */
  private readonly ended = new Map<string, number>();

  constructor(
    masterKey: Buffer,
    private readonly random: Random,
  ) {
    this.sealKey = derivedKey(masterKey, 'holdfast console session');
    this.csrfKey = derivedKey(masterKey, 'holdfast console csrf');
  }

  begin(subject: string, now: Date): ConsoleSession {
    const startedAtMs = now.getTime();
    return { id: this.random.uuid(), subject, startedAtMs, expiresAtMs: startedAtMs + IDLE_MS };
  }

  /** The same session with a later end, at most twelve hours after its beginning. */
  renew(session: ConsoleSession, now: Date): ConsoleSession {
    const expiresAtMs = Math.min(now.getTime() + IDLE_MS, session.startedAtMs + LONGEST_MS);
    return { ...session, expiresAtMs };
  }

  /** Ends it in this process. Another process accepts a copy of it until its time is over, or until its key is revoked. */
  end({ id, startedAtMs }: ConsoleSession, now: Date): void {
    for (const [other, untilMs] of this.ended) if (untilMs <= now.getTime()) this.ended.delete(other);
    this.ended.set(id, startedAtMs + LONGEST_MS);
  }

  seal(session: ConsoleSession): string {
    const iv = Uint8Array.from({ length: IV_BYTES }, () => this.random.below(256));
    const cipher = createCipheriv('aes-256-gcm', this.sealKey, iv).setAAD(PURPOSE);
    const sealed = [cipher.update(JSON.stringify(session)), cipher.final()];
    return Buffer.concat([iv, ...sealed, cipher.getAuthTag()]).toString('base64url');
  }

  /** Returns undefined for a text that is no session of this installation, or one that is over. */
  open(text: string, now: Date): ConsoleSession | undefined {
    const session = this.unsealed(Buffer.from(text, 'base64url'));
    const isOver = !session || session.expiresAtMs <= now.getTime() || this.ended.has(session.id);
    return isOver ? undefined : session;
  }

  /** What a request of the session must carry to change something. A page of another site cannot know it. */
  csrfToken({ id }: ConsoleSession): string {
    return createHmac('sha256', this.csrfKey).update(id).digest('base64url');
  }

  isCsrfToken(session: ConsoleSession, given: unknown): boolean {
    const wanted = Buffer.from(this.csrfToken(session));
    const bytes = Buffer.from(typeof given === 'string' ? given : '');
    return bytes.length === wanted.length && timingSafeEqual(bytes, wanted);
  }

  private unsealed(bytes: Buffer): ConsoleSession | undefined {
    if (bytes.length <= IV_BYTES + TAG_BYTES) return undefined;
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.sealKey, bytes.subarray(0, IV_BYTES));
      decipher.setAAD(PURPOSE).setAuthTag(bytes.subarray(-TAG_BYTES));
      const text = [decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()];
      return JSON.parse(Buffer.concat(text).toString()) as ConsoleSession;
    } catch {
      return undefined;
    }
  }
}

const derivedKey = (masterKey: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', masterKey, '', purpose, KEY_BYTES));

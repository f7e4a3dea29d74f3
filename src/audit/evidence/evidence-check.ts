import { createHash, createHmac } from 'node:crypto';
import type { CaseDecision } from '../../domain/case/events';
import type { ProviderExchanged } from '../../domain/exchange/events';
import type { NotificationEvent, NotificationReceived } from '../../domain/notification/events';
import type { Evidence } from '../../domain/payout/events';
import { fingerprint } from '../../shared/ids';
import type { CaseBook } from '../records/audited-case';
import type { Difference, Report } from '../difference';

/** A payout's event that rests on evidence, and where it stands. */
export interface Resting {
  readonly payoutId: string;
  readonly type: string;
  readonly evidence: Evidence;
  readonly stream: string;
  readonly revision: bigint;
}

interface Notification {
  verdicts: number;
  /** The types of the events that rest on it, as one text: there are many notifications. */
  effects: string;
}

/** Which decisions can lead to which event. */
const DECIDES: Readonly<Record<string, readonly CaseDecision['type'][]>> = {
  PayoutCompleted: ['MARK_PAID', 'ACCEPT_EVIDENCE'],
  PayoutFailed: ['MARK_FAILED', 'WRITE_OFF', 'ACCEPT_EVIDENCE'],
  PayoutReturned: ['ACCEPT_EVIDENCE'],
  PayoutRepeatDecided: ['SEND_AGAIN'],
};

/**
 * What outcomes rest on: notifications as their bytes came, the answers of providers as their texts came, decisions.
 * It keeps hashes and counts, never a text.
 */
export class EvidenceBook {
  /** Answers whose text does not stand whole in its event, because it was too long or repeated a secret. */
  unreadable = 0;
  /** Notifications whose signature is not kept, or whose key this audit was not given. */
  uncheckedSignatures = 0;
  private readonly notifications = new Map<string, Notification>();
  /** By decision: the types of the events that rest on it. */
  private readonly decisions = new Map<string, string>();
  /** `<payout> <hash>` of each answer. */
  private readonly answers = new Set<string>();
  /** What rests on an answer that has not been met yet. */
  private readonly owed = new Map<string, Resting>();

  /** `signingKeys`: ConnectPSP's crypto tokens, the present one and the former. */
  constructor(private readonly signingKeys: readonly string[] = []) {}

  keepNotification(event: NotificationEvent, id: string, report: Report): void {
    if (event.type === 'ProviderNotificationReceived') {
      if (!hasItsHash(event.data)) report('I12', 'the bytes of the notification have another hash');
      this.demandSigned(event.data, report);
      this.notifications.set(id, { verdicts: 0, effects: '' });
      return;
    }
    const { receivedEventId } = event.data;
    const known = this.notifications.get(receivedEventId);
    if (!known)
      return report('I12', `${event.type} rests on notification ${receivedEventId}, never received`);
    known.verdicts += 1;
    if (known.verdicts > 1) {
      report('I12', `${event.type} is verdict ${known.verdicts} on notification ${receivedEventId}`);
    }
  }

  private demandSigned({ provider, signature, personal }: NotificationReceived, report: Report): void {
    if (provider !== 'connectpsp') return;
    if (!signature || this.signingKeys.length === 0) {
      this.uncheckedSignatures += 1;
      return;
    }
    const bytes = Buffer.from(personal.rawBody, personal.encoding);
    const made = this.signingKeys.map(key => createHmac('sha256', key).update(bytes).digest('hex'));
    if (!made.includes(signature.toLowerCase()))
      report('I12', 'the kept signature is not the one of these bytes');
  }

  keepExchange({ payoutId, answerHash, personal }: ProviderExchanged, report: Report): void {
    if (answerHash === null) return;
    const { answerBody } = personal;
    if (answerBody === null) return report('I16', `the answer ${answerHash} has no text`);
    if (isAltered(answerBody)) this.unreadable += 1;
    else if (sha256(answerBody) !== answerHash) {
      report('I16', `the text of answer ${answerHash} has the hash ${sha256(answerBody)}`);
    }
    const key = `${payoutId} ${answerHash}`;
    this.answers.add(key);
    this.owed.delete(key);
  }

  /** Something rests on evidence: it must be on disk. */
  rest(resting: Resting, cases: ReadonlyMap<string, CaseBook>, report: Report): void {
    const { payoutId, type, evidence } = resting;
    switch (evidence.kind) {
      case 'notification':
        return this.restOnNotification(type, evidence.eventId, report);
      case 'case':
        return this.restOnDecision(resting, cases.get(evidence.caseId), evidence.decisionEventId, report);
      default: {
        const key = `${payoutId} ${evidence.answerHash}`;
        if (!this.answers.has(key)) this.owed.set(key, resting);
      }
    }
  }

  /** What still rests on answers that are not there. */
  missing(): Difference[] {
    return [...this.owed].map(([key, { type, stream, revision }]) => ({
      invariant: 'I16',
      stream,
      revision,
      detail: `${type} rests on an answer of the provider that is not kept: ${key.split(' ')[1]}`,
    }));
  }

  private restOnNotification(type: string, id: string, report: Report): void {
    const known = this.notifications.get(id);
    if (!known) return report('I12', `${type} rests on notification ${id}, never received`);
    if (!mayFollow(known.effects, type)) report('I12', `${type} is one more to rest on notification ${id}`);
    known.effects = `${known.effects} ${type}`;
  }

  /** I16: two people decided, on this payout, what the event says. */
  private restOnDecision(
    { payoutId, type }: Resting,
    book: CaseBook | undefined,
    decisionEventId: string,
    report: Report,
  ): void {
    const decision = book?.decided.get(decisionEventId);
    if (!book || !decision) return report('I16', `${type} rests on decision ${decisionEventId}, never made`);
    if (!DECIDES[type]?.includes(decision.type))
      report('I16', `${type} rests on a decision to ${decision.type}`);
    const about = decision.type === 'ACCEPT_EVIDENCE' ? (decision.payoutId ?? book.payoutId) : book.payoutId;
    if (about !== payoutId) report('I16', `${type} rests on a decision about payout ${about ?? 'none'}`);
    const effects = this.decisions.get(decisionEventId) ?? '';
    if (!mayFollow(effects, type))
      report('I16', `${type} is one more to rest on decision ${decisionEventId}`);
    this.decisions.set(decisionEventId, `${effects} ${type}`);
  }
}

/** One piece of evidence makes one event, or the two that a return of a payment not known before makes. */
const mayFollow = (effects: string, type: string): boolean =>
  effects === '' || (type === 'PayoutReturned' && effects === ' PayoutCompleted');

const hasItsHash = ({ bodyHash, personal }: NotificationReceived): boolean => {
  const bytes = Buffer.from(personal.rawBody, personal.encoding);
  return fingerprint(bytes.toString('base64')) === bodyHash;
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const isAltered = (text: string): boolean =>
  text.includes('[secret]') || /\n\[cut here: \d+ bytes in all\]$/.test(text);

import { createHash } from 'node:crypto';
import type { CaseDecision } from '../../domain/case/events';
import type { ProviderExchanged } from '../../domain/exchange/events';
import type { NotificationEvent, NotificationReceived } from '../../domain/notification/events';
import type { Evidence, NotificationEvidence } from '../../domain/payout/events';
import type { RecordedEvent } from '../../event-store/event-store';
import { fingerprint } from '../../shared/ids';
import { asItIs, byFields } from '../packing/codecs';
import { PackedMap } from '../packing/packed-map';
import type { RecordStore } from '../packing/record-store';
import type { AuditedCase } from '../records/audited-case';
import type { ReportDifference } from '../difference';
import { DepositEvidenceCheck } from './deposit-evidence-check';
import { isConnectPspSignature } from './signature';

/** A payout's event that rests on evidence. */
export interface EvidenceUse {
  readonly payoutId: string;
  readonly type: string;
  readonly evidence: Evidence;
}

interface Notification {
  /** Its stream. */
  readonly stream: string;
  /** The verdicts in its own stream. */
  verdicts: number;
  /** The types of the events that rest on it, as one text: there are many notifications. */
  effects: string;
}

/** Which decisions can lead to which event. */
const DECISIONS_BEHIND: Readonly<Record<string, readonly CaseDecision['type'][]>> = {
  PayoutCompleted: ['MARK_PAID', 'ACCEPT_EVIDENCE'],
  PayoutFailed: ['MARK_FAILED', 'WRITE_OFF', 'ACCEPT_EVIDENCE'],
  PayoutReturned: ['ACCEPT_EVIDENCE'],
  PayoutRepeatDecided: ['SEND_AGAIN'],
};

/**
 * What outcomes rest on: notifications as their bytes came, the answers of providers as their texts came, decisions.
 * It keeps hashes and counts, never a text.
 */
export class EvidenceCheck {
  /** Answers whose text does not stand whole in its event, because it was too long or repeated a secret. */
  unreadableAnswers = 0;
  /** Notifications whose signature is not kept, or whose key this audit was not given. */
  uncheckedSignatures = 0;
  readonly deposits: DepositEvidenceCheck;
  private readonly notifications: PackedMap<Notification>;
  /** By decision: the types of the events that rest on it. */
  private readonly decisions = new Map<string, string>();
  /** By payout: the hashes of the answers about it so far, as one text: there are many payouts. */
  private readonly answers: PackedMap<string>;

  /** `signingKeys`: ConnectPSP's crypto tokens, the present one and the former. */
  constructor(
    store: RecordStore,
    private readonly signingKeys: readonly string[] = [],
  ) {
    this.notifications = new PackedMap(
      store,
      byFields<Notification>({ stream: true, verdicts: true, effects: true }),
    );
    this.answers = new PackedMap(store, asItIs());
    this.deposits = new DepositEvidenceCheck(signingKeys);
  }

  applyNotification(
    event: NotificationEvent,
    { id, streamId: stream }: Pick<RecordedEvent, 'id' | 'streamId'>,
    report: ReportDifference,
  ): void {
    if (event.type === 'ProviderNotificationReceived') {
      if (!hasItsHash(event.data)) report('I12', 'the bytes of the notification have another hash');
      this.checkSignature(event.data, report);
      this.notifications.set(id, { stream, verdicts: 0, effects: '' });
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

  private checkSignature(
    { provider, signature, personal }: NotificationReceived,
    report: ReportDifference,
  ): void {
    if (provider !== 'connectpsp') {
      // The audit has no rule for another provider's signature. It counts the signature instead of passing over it.
      if (signature) this.uncheckedSignatures += 1;
      return;
    }
    if (!signature || this.signingKeys.length === 0) {
      this.uncheckedSignatures += 1;
      return;
    }
    const bytes = Buffer.from(personal.rawBody, personal.encoding);
    if (!isConnectPspSignature(signature, bytes, this.signingKeys))
      report('I12', 'the kept signature is not the one of these bytes');
  }

  applyExchange({ payoutId, answerHash, personal }: ProviderExchanged, report: ReportDifference): void {
    if (answerHash === null) return;
    const { answerBody } = personal;
    if (answerBody === null) return report('I16', `the answer ${answerHash} has no text`);
    if (isIncomplete(answerBody)) this.unreadableAnswers += 1;
    else if (sha256(answerBody) !== answerHash) {
      report('I16', `the text of answer ${answerHash} has the hash ${sha256(answerBody)}`);
    }
    if (!this.isKept(payoutId, answerHash))
      this.answers.set(payoutId, `${this.answers.get(payoutId) ?? ' '}${answerHash} `);
  }

  /** I16: the provider has taken the order by its own word, so an answer of it stands before. */
  checkAcceptance(payoutId: string, report: ReportDifference): void {
    if (!this.answers.has(payoutId))
      report('I16', 'PayoutSubmitted rests on no answer of the provider: none is kept before it');
  }

  /** Something rests on evidence: it must stand before it. Nothing is believed before it is kept. */
  checkEvidence(
    resting: EvidenceUse,
    cases: ReadonlyMap<string, AuditedCase>,
    report: ReportDifference,
  ): void {
    const { payoutId, type, evidence } = resting;
    switch (evidence.kind) {
      case 'notification':
        return this.checkNotification(type, evidence, report);
      case 'case':
        return this.checkDecision(resting, cases.get(evidence.caseId), evidence.decisionEventId, report);
      default:
        return this.checkAnswer(payoutId, type, evidence.answerHash, report);
    }
  }

  private checkAnswer(payoutId: string, type: string, answerHash: string, report: ReportDifference): void {
    if (this.isKept(payoutId, answerHash)) return;
    report('I16', `${type} rests on an answer of the provider that is not kept before it: ${answerHash}`);
  }

  private isKept(payoutId: string, answerHash: string): boolean {
    return this.answers.get(payoutId)?.includes(` ${answerHash} `) === true;
  }

  private checkNotification(
    type: string,
    { eventId: id, verdictOn }: NotificationEvidence,
    report: ReportDifference,
  ): void {
    const known = this.notifications.get(id);
    if (!known) return report('I12', `${type} rests on notification ${id}, never received`);
    if (verdictOn !== undefined && verdictOn !== known.stream)
      report(
        'I12',
        `${type} is the verdict on notification ${id} in ${verdictOn}, which is in ${known.stream}`,
      );
    if (!mayFollow(known.effects, type)) report('I12', `${type} is one more to rest on notification ${id}`);
    known.effects = `${known.effects} ${type}`;
  }

  /** I16: two people decided, on this payout, what the event says. */
  private checkDecision(
    { payoutId, type }: EvidenceUse,
    book: AuditedCase | undefined,
    decisionEventId: string,
    report: ReportDifference,
  ): void {
    const decision = book?.decided.get(decisionEventId);
    if (!book || !decision) return report('I16', `${type} rests on decision ${decisionEventId}, never made`);
    if (!DECISIONS_BEHIND[type]?.includes(decision.type))
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

const isIncomplete = (text: string): boolean =>
  text.includes('[secret]') || /\n\[cut here: \d+ bytes in all\]$/.test(text);

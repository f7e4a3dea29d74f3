import type { ProviderExchanged } from '../../domain/exchange/events';
import type { NotificationReceived } from '../../domain/notification/events';
import type { Evidence } from '../../domain/payout/events';
import type { Report } from '../difference';
import { differencesFrom, type Figures } from './recorded-figures';
import { readWords, type Words } from './stated-figures';

/** Figures that rest on words. `report`: how a difference is told, at the place of the figures. */
export interface RestingFigures {
  readonly payoutId: string;
  readonly evidence: Evidence;
  readonly figures: Figures;
  readonly expectedFeeMinor: bigint;
  readonly report: Report;
}

/**
 * The providers' words, read by the audit's own rules, beside the figures that rest on them: who edits a figure and makes
 * its event's id again is found by the words, and who edits the words by the figures. It keeps what words say, no text.
 */
export class WordsBook {
  /** Outcomes that rest on words which are no document the audit knows, or are not kept whole. */
  unchecked = 0;
  /** By notification id, and `<payout> <hash>` of an answer; undefined: they cannot be read. */
  private readonly words = new Map<string, Words | undefined>();
  /** What rests on an answer that has not been met yet. */
  private readonly owed = new Map<string, RestingFigures[]>();

  keepNotification({ provider, personal }: NotificationReceived, id: string): void {
    const text = Buffer.from(personal.rawBody, personal.encoding).toString('utf8');
    this.words.set(id, readWords(provider, 'notification', text));
  }

  keepExchange({ payoutId, provider, purpose, answerHash, personal }: ProviderExchanged): void {
    if (answerHash === null || personal.answerBody === null) return;
    const key = `${payoutId} ${answerHash}`;
    this.words.set(key, this.words.get(key) ?? readWords(provider, purpose, personal.answerBody));
    for (const resting of this.owed.get(key) ?? []) this.compare(resting, key);
    this.owed.delete(key);
  }

  rest(resting: RestingFigures): void {
    const { payoutId, evidence } = resting;
    if (evidence.kind === 'case') return;
    const key = evidence.kind === 'notification' ? evidence.eventId : `${payoutId} ${evidence.answerHash}`;
    if (this.words.has(key)) this.compare(resting, key);
    else if (evidence.kind !== 'notification') this.owed.set(key, [...(this.owed.get(key) ?? []), resting]);
  }

  private compare({ figures, expectedFeeMinor, report }: RestingFigures, key: string): void {
    const words = this.words.get(key);
    if (!words) {
      this.unchecked += 1;
      return;
    }
    for (const difference of differencesFrom(figures, words, expectedFeeMinor))
      report('I16', `it rests on other words: ${difference}`);
  }
}

import type { ProviderExchanged } from '../../domain/exchange/events';
import type { NotificationReceived } from '../../domain/notification/events';
import type { Evidence } from '../../domain/payout/events';
import { byFields } from '../packing/codecs';
import { PackedMap, type Codec } from '../packing/packed-map';
import type { RecordStore } from '../packing/record-store';
import type { ReportDifference } from '../difference';
import { figureDifferences, type RecordedFigures } from './recorded-figures';
import { readStatedFigures, type StatedFigures } from './stated-figures';

const FIELDS = byFields<StatedFigures>({
  kind: true,
  amountMinor: true,
  feeMinor: true,
  paymentId: true,
  returnId: true,
  code: true,
});

const FIGURES_CODEC: Codec<StatedFigures | undefined> = {
  pack: figures => figures && FIELDS.pack(figures),
  unpack: packed => (packed === undefined ? undefined : FIELDS.unpack(packed)),
};

/** Figures that rest on a document. `report` makes a difference that names the event of the figures. */
export interface FiguresToCheck {
  readonly payoutId: string;
  readonly evidence: Evidence;
  readonly figures: RecordedFigures;
  readonly expectedFeeMinor: bigint;
  readonly report: ReportDifference;
}

/**
 * Compares the recorded figures with the provider documents that they rest on. The audit reads the documents by its own
 * rules. A thief can change a figure and derive the event's id again; the document then shows it. A changed document shows
 * by the figures. The check keeps what a document says, never its text.
 */
export class FigureCheck {
  /** Outcomes that rest on words which are no document the audit knows, or are not kept whole. */
  uncheckedFigures = 0;
  /** By notification id, and `<payout> <hash>` of an answer; undefined: they cannot be read. */
  private readonly statedFigures: PackedMap<StatedFigures | undefined>;

  constructor(store: RecordStore) {
    this.statedFigures = new PackedMap(store, FIGURES_CODEC);
  }

  applyNotification({ provider, personal }: NotificationReceived, id: string): void {
    const text = Buffer.from(personal.rawBody, personal.encoding).toString('utf8');
    this.statedFigures.set(id, readStatedFigures(provider, 'notification', text));
  }

  /** What a notification says. undefined: its words cannot be read. */
  wordsOf(receivedEventId: string): StatedFigures | undefined {
    return this.statedFigures.get(receivedEventId);
  }

  applyExchange({ payoutId, provider, purpose, answerHash, personal }: ProviderExchanged): void {
    if (answerHash === null || personal.answerBody === null) return;
    const key = `${payoutId} ${answerHash}`;
    this.statedFigures.set(
      key,
      this.statedFigures.get(key) ?? readStatedFigures(provider, purpose, personal.answerBody),
    );
  }

  checkFigures(resting: FiguresToCheck): void {
    const { payoutId, evidence } = resting;
    if (evidence.kind === 'case') return;
    const key = evidence.kind === 'notification' ? evidence.eventId : `${payoutId} ${evidence.answerHash}`;
    if (this.statedFigures.has(key)) this.compare(resting, key);
  }

  private compare({ figures, expectedFeeMinor, report }: FiguresToCheck, key: string): void {
    const words = this.statedFigures.get(key);
    if (!words) {
      this.uncheckedFigures += 1;
      return;
    }
    for (const difference of figureDifferences(figures, words, expectedFeeMinor))
      report('I16', `it rests on other words: ${difference}`);
  }
}

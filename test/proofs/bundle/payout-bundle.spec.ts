import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { explainPayout } from '../../../src/domain/explain/explain-payout';
import { formatAmount } from '../../../src/shared/money';
import { PayoutChooser } from '../../../src/proofs/bundle/payout-chooser';
import { anyHistory } from '../../audit/generate-world';
import { sampleEvents } from '../../audit/sample';
import { recorded } from '../../support/history';
import { SAME_RUNS, SEED } from '../../support/test-seed';
import { BundleFolder, BytesLog } from './bundle-world';
import { entriesOf, unzip } from './zip-files';

describe('a bundle of one payout', () => {
  let folder: BundleFolder;
  beforeEach(() => {
    folder = new BundleFolder();
  });
  afterEach(() => folder.remove());

  it('is verified, and says what became of the money', async () => {
    const zip = await folder.payout(new BytesLog(sampleEvents()), 'payout-1');
    const { faults, lines } = folder.verdictOn(zip);
    expect(faults).toEqual([]);
    expect(lines.slice(0, 3)).toEqual([
      'Payout payout-1, asked for by account merchant-1 through connectpsp: COMPLETED.',
      '  held 50.31 BRL, captured 50.00 BRL, fee 0.12 BRL, released 0.19 BRL, returned 0.00 BRL.',
      '  It has cost the account 50.12 BRL; 0.00 BRL are still held.',
    ]);
  });

  it('says of a failed and of a rejected payout that it cost nothing', async () => {
    const log = new BytesLog(sampleEvents());
    const zips = [await folder.payout(log, 'payout-2'), await folder.payout(log, 'payout-3')];
    const verdicts = folder.verify(zips);
    expect(verdicts.map(({ faults }) => faults)).toEqual([[], []]);
    expect(verdicts.map(({ lines }) => lines[0]!.split(': ')[1])).toEqual(['FAILED.', 'REJECTED.']);
    for (const { lines } of verdicts) expect(lines[2]).toContain('It has cost the account 0.00 BRL;');
  });

  it('holds every entry up to the checkpoint, and no body of another payout', async () => {
    const log = new BytesLog(sampleEvents());
    const { path, start, end, size } = await folder.make(log, new PayoutChooser('payout-1'));
    const files = unzip(readFileSync(path));
    expect([end, entriesOf(files)]).toMatchObject([size, { length: size - start }]);
    const bodies = [...files].filter(([name]) => name.startsWith('bodies/'));
    for (const [, body] of bodies) expect(body.toString()).not.toMatch(/payout-[23]/);
  });

  it.each([SAME_RUNS.seed, SEED])(
    'agrees with the books about any history, settled or not (seed %d)',
    async seed => {
      const histories = fc.sample(anyHistory, { numRuns: 60, seed }).map(recorded);
      const cases = histories.flatMap(events => requestedIds(events).map(id => ({ events, id })));
      const logs = new Map(histories.map(events => [events, new BytesLog(events)]));
      const zips = await Promise.all(cases.map(({ events, id }) => folder.payout(logs.get(events)!, id)));
      const verdicts = folder.verify(zips);
      const settled = cases.map(({ events, id }) => isSettled(events, id));
      if (seed === SAME_RUNS.seed) expect(new Set(settled)).toEqual(new Set([true, false]));
      const wrong = cases.filter((_, at) => settled[at] !== (verdicts[at]!.faults.length === 0));
      expect(wrong).toEqual([]);
      cases.forEach(({ events, id }, at) => {
        if (settled[at]) expect(figuresIn(verdicts[at]!.lines[2]!)).toEqual(figuresOf(events, id));
      });
    },
  );
});

type Events = ReturnType<typeof recorded>;

const requestedIds = (events: Events): string[] => [
  ...new Set(
    events.flatMap(({ body: { type, data } }) =>
      type === 'PayoutRequested' ? [(data as { payoutId: string }).payoutId] : [],
    ),
  ),
];

const asText = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}` : value);

/** By the explanation of the house, which shares no code with the verifier. */
function sumsOf(events: Events, id: string) {
  const about = events.filter(({ body }) => JSON.stringify(body.data, asText).includes(`"${id}"`));
  return explainPayout(about as Parameters<typeof explainPayout>[0])!.sums;
}

const ENDS = ['PayoutCompleted', 'PayoutFailed', 'PayoutRejected'];

function isSettled(events: Events, id: string): boolean {
  const { agrees, heldMinor } = sumsOf(events, id);
  const ended = events.some(({ streamId, body }) => streamId === `payout-${id}` && ENDS.includes(body.type));
  return agrees && !(ended && heldMinor !== 0n);
}

function figuresOf(events: Events, id: string): string[] {
  const { customerMinor, heldMinor } = sumsOf(events, id);
  return [customerMinor, heldMinor].map(minor => formatAmount(minor, 'BRL'));
}

const figuresIn = (line: string): string[] =>
  /cost the account (\S+) BRL.*; (\S+) BRL are still held/.exec(line)!.slice(1);

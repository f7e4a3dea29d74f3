import fc from 'fast-check';
import { PayoutChooser } from '../../../src/proofs/bundle/payout-chooser';
import { sampleEvents } from '../../audit/sample';
import { SEED } from '../../support/test-seed';
import { missingOpenssl, OpensslAuthority } from '../stamping/openssl-authority';
import { BundleFolder, BytesLog, logKey, otherKey } from './bundle-world';
import { rezip, STAMP_FILES, unzip } from './zip-files';

/** After the first event of the payout. */
const EARLY = 3;

const missing = missingOpenssl();
const title = missing === undefined ? '' : ` (skipped: ${missing})`;

(missing === undefined ? describe : describe.skip)(`a bundle with a time stamp${title}`, () => {
  let authority: OpensslAuthority;
  let folder: BundleFolder;
  let log: BytesLog;
  let count: number;
  beforeAll(() => {
    authority = new OpensslAuthority();
    log = new BytesLog(sampleEvents());
    count = parsedSize(log.checkpoint());
  });
  afterAll(() => authority.remove());
  beforeEach(() => {
    folder = new BundleFolder();
  });
  afterEach(() => folder.remove());

  const stampOf = (checkpoint: string) => authority.stamp(checkpoint);
  const stamped = (size: number, key = logKey) => stampOf(log.checkpoint(size, key));
  const make = (stamps: readonly ReturnType<typeof stampOf>[], over = {}) =>
    folder.payout(log, 'payout-1', { stamps, ...over });
  const verdictOn = (zip: Buffer) => {
    const { faults, lines } = folder.verdictOn(zip);
    return { faults: faults.join('\n'), lines: lines.join('\n') };
  };

  it('is verified, and says how many of the shown events the stamp covers', async () => {
    const zips: Buffer[] = [];
    for (let size = 1; size <= count; size += 1) zips.push(await make([stamped(size)]));
    for (const zip of zips) expect([...unzip(zip).keys()]).toEqual(expect.arrayContaining(STAMP_FILES));
    const verdicts = folder.verify(zips);
    expect(verdicts.filter(({ faults }) => faults.length > 0)).toEqual([]);
    const [early, whole] = [verdicts[EARLY - 1]!, verdicts.at(-1)!].map(({ lines }) => lines.join('\n'));
    expect(early).toContain(
      `stamped-checkpoint, which has the first ${EARLY} entries of the log, with 1 of the 9 events.`,
    );
    expect(whole).toContain(`which has the first ${count} entries of the log, with 9 of the 9 events.`);
  });

  it('says that openssl, and not the verifier, proves the time', async () => {
    const stamp = stamped(count);
    const { lines } = verdictOn(await make([stamp]));
    const [, unproved] = lines.split('Not proved:');
    expect(unproved).toContain(`${stamp.stampedAt.slice(0, 19)}`);
    expect(unproved).toContain('openssl ts -verify');
  });

  it('has the first stamp that covers what is shown, else the last one, and none of after the checkpoint', async () => {
    const [early, later, whole] = [EARLY, EARLY + 1, count].map(size => stamped(size));
    const both = unzip(await make([early!, whole!, stamped(count)]));
    expect(both.get('checkpoint.tsr')).toEqual(Buffer.from(whole!.answer, 'base64'));
    const last = unzip(await make([early!, later!]));
    expect(last.get('stamped-checkpoint')!.toString()).toBe(later!.checkpoint);
    const checkpoint = log.checkpoint(count - 1);
    const before = unzip(await make([early!, whole!], { checkpoint, allowsPending: true }));
    expect(before.get('stamped-checkpoint')!.toString()).toBe(early!.checkpoint);
  });

  it('has none of a log that was begun again under another name', async () => {
    const old = stampOf(log.checkpoint(EARLY).replace(/^[^\n]*/, 'log.example/old'));
    expect([...unzip(await make([old])).keys()]).not.toEqual(expect.arrayContaining(['checkpoint.tsr']));
  });

  it('is refused where the stamped checkpoint is of another history, or the stamp is damaged', async () => {
    const forged = new BytesLog(log.events.map(event => ({ ...event, metadata: Buffer.from('{}') })));
    await expect(make([stampOf(forged.checkpoint(EARLY))])).rejects.toThrow('of another history');
    const damaged = { ...stamped(count), answer: stamped(EARLY).answer };
    await expect(make([damaged])).rejects.toThrow('the stamp is of other bytes');
  });

  it('is found with a stamp of other bytes, of another history, or without its proof', async () => {
    const [zip, whole] = [await make([stamped(EARLY)]), await make([stamped(count)])];
    const forged = new BytesLog(log.events.map(event => ({ ...event, metadata: Buffer.from('{}') })));
    const lie = stampOf(forged.checkpoint(EARLY));
    const put = (name: string, content: Buffer) => rezip(zip, files => files.set(name, content));
    const faults = [
      await put('checkpoint.tsr', unzip(whole).get('checkpoint.tsr')!),
      await put('stamped-checkpoint', unzip(whole).get('stamped-checkpoint')!),
      await put('checkpoint.tsr', Buffer.from('no stamp')),
      await put('stamp-proof', Buffer.alloc(0)),
      await put('stamp-proof', Buffer.concat([unzip(zip).get('stamp-proof')!, Buffer.alloc(32)])),
      await rezip(zip, files => {
        files.set('stamped-checkpoint', Buffer.from(lie.checkpoint));
        files.set('checkpoint.tsr', Buffer.from(lie.answer, 'base64'));
      }),
    ].map(copy => verdictOn(copy).faults);
    expect(faults[0]).toContain('checkpoint.tsr is not of the bytes of stamped-checkpoint');
    expect(faults[1]).toContain('checkpoint.tsr is not of the bytes of stamped-checkpoint');
    expect(faults[2]).toContain('checkpoint.tsr is no granted time stamp');
    expect(faults[3]).toContain('stamp-proof');
    expect(faults[4]).toContain('stamp-proof');
    expect(faults[5]).toContain('stamped-checkpoint is of another history');
  });

  it('is found with one of the three files missing, and is good without all three', async () => {
    const zip = await make([stamped(EARLY)]);
    for (const name of STAMP_FILES)
      expect(verdictOn(await rezip(zip, files => files.delete(name))).faults).toContain(
        `The file ${name} is missing`,
      );
    const none = await rezip(zip, files => STAMP_FILES.forEach(name => files.delete(name)));
    expect(verdictOn(none).faults).toBe('');
  });

  it('is found with a stamped checkpoint of another log, or larger than the checkpoint', async () => {
    const zip = await make([stamped(EARLY)]);
    const small = await make([], { checkpoint: log.checkpoint(count - 1), allowsPending: true });
    const other = stampOf(log.checkpoint(EARLY).replace(/^[^\n]*/, 'log.example/old'));
    const larger = stamped(count);
    const put = (into: Buffer, { checkpoint, answer }: typeof larger) =>
      rezip(into, files => {
        files.set('stamped-checkpoint', Buffer.from(checkpoint));
        files.set('checkpoint.tsr', Buffer.from(answer, 'base64'));
        files.set('stamp-proof', unzip(zip).get('stamp-proof')!);
      });
    expect(verdictOn(await put(zip, other)).faults).toContain('stamped-checkpoint is of another log');
    expect(verdictOn(await put(small, larger)).faults).toContain('stamped-checkpoint is later');
  });

  it('needs no signature of the log under the stamp: the root alone leads to it', async () => {
    expect(verdictOn(await make([stamped(EARLY, otherKey)])).faults).toBe('');
  });

  it(`is found for any byte of the three files, or the words under "Proved" are the same (seed ${SEED})`, async () => {
    const zip = await make([stamped(EARLY)]);
    const change = fc.tuple(fc.constantFrom(...STAMP_FILES), fc.nat(), fc.integer({ min: 1, max: 255 }));
    const changes = fc.sample(change, { numRuns: 300, seed: SEED });
    const copies = await Promise.all(
      changes.map(([name, place, bits]) =>
        rezip(zip, files => {
          const content = Buffer.from(files.get(name)!);
          content[place % content.length]! ^= bits;
          files.set(name, content);
        }),
      ),
    );
    const before = provedIn(folder.verdictOn(zip).lines);
    folder.verify(copies).forEach(({ faults, lines }, at) => {
      expect(faults.filter(fault => fault.startsWith('Not readable'))).toEqual([]);
      if (faults.length > 0) return;
      // openssl finds these: the signature, the time and the certificates are the authority's.
      expect([changes[at]![0], provedIn(lines)]).toEqual(['checkpoint.tsr', before]);
    });
  }, 120_000);

  it('is refused wherever the stamp is cut off', async () => {
    const zip = await make([stamped(EARLY)]);
    const tsr = unzip(zip).get('checkpoint.tsr')!;
    const cuts = Array.from({ length: 40 }, (_, at) => tsr.subarray(0, Math.floor((tsr.length * at) / 40)));
    const copies = await Promise.all(cuts.map(cut => rezip(zip, files => files.set('checkpoint.tsr', cut))));
    for (const { faults } of folder.verify(copies))
      expect(faults).toEqual([expect.stringContaining('checkpoint.tsr is no granted time stamp')]);
  });

  it('tells the maker what is stamped', async () => {
    const stamp = stamped(count);
    const report = await folder.make(log, new PayoutChooser('payout-1'), { stamps: [stamp] });
    expect(report.stamp).toEqual({ size: count, stampedAt: stamp.stampedAt });
  });
});

const parsedSize = (checkpoint: string): number => Number(checkpoint.split('\n')[1]);

const provedIn = (lines: readonly string[]): readonly string[] =>
  lines.slice(0, lines.indexOf('Not proved:'));

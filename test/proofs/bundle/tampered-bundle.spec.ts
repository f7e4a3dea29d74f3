import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { COSIGNATURE, formatVerifierKey, signingKey } from '../../../src/proofs/formats/note-keys';
import { PayoutChooser } from '../../../src/proofs/bundle/payout-chooser';
import { sampleEvents } from '../../audit/sample';
import { SEED } from '../../support/test-seed';
import { BundleFolder, BytesLog, logKey, otherKey, POLICY, witnessKey } from './bundle-world';
import { bodiesOf, entriesOf, entryAt, rezip, unzip, withManifest, zipOf } from './zip-files';

const OWN = 'payout-payout-1';
const ACCOUNT = 'account-merchant-1';
/** Nothing rests on them; the zip's own checksums guard them against accidents alone. */
const UNPROTECTED = ['policy', 'VERIFY.md', 'verify.mjs'];

const lastRevision = (log: BytesLog, stream: string): number =>
  log.events.filter(({ streamId }) => streamId === stream).length - 1;

describe('a bundle that was changed', () => {
  let folder: BundleFolder;
  let log: BytesLog;
  let zip: Buffer;
  beforeEach(async () => {
    folder = new BundleFolder();
    log = new BytesLog(sampleEvents());
    zip = await folder.payout(log, 'payout-1');
  });
  afterEach(() => folder.remove());

  const faultsOf = (changed: Buffer, policy = POLICY): string =>
    folder.verdictOn(changed, policy).faults.join('\n');

  it(`is found for any byte, or says the same (seed ${SEED})`, () => {
    const places = fc.sample(fc.nat(zip.length - 1), { numRuns: 400, seed: SEED });
    const copies = places.map(place => {
      const copy = Buffer.from(zip);
      copy[place]! ^= 1 << (place % 8);
      return copy;
    });
    const before = folder.verdictOn(zip);
    folder.verify(copies).forEach((verdict, at) => {
      expect(verdict.faults.filter(fault => fault.startsWith('Not readable'))).toEqual([]);
      if (verdict.faults.length > 0) return;
      expect(verdict).toEqual(before);
      expect([...unzip(copies[at]!)]).toEqual([...unzip(zip)]);
    });
  }, 120_000);

  it(`is found for any byte of any file, also with the zip's checksums made again (seed ${SEED})`, async () => {
    const names = [...unzip(zip).keys()].filter(name => !UNPROTECTED.includes(name));
    const changes = fc.sample(
      fc.tuple(fc.constantFrom(...names), fc.nat(), fc.integer({ min: 1, max: 255 })),
      {
        numRuns: 300,
        seed: SEED,
      },
    );
    const copies = await Promise.all(
      changes.map(([name, place, bits]) => rezip(zip, files => flip(files, name, place, bits))),
    );
    const before = folder.verdictOn(zip);
    const unnoticed = folder.verify(copies).flatMap(({ faults, lines }, at) => {
      expect(faults.filter(fault => fault.startsWith('Not readable'))).toEqual([]);
      if (faults.length > 0) return [];
      const [name] = changes[at]!;
      // Of the manifest only its own time changes nothing: no sentence of the verifier rests on it.
      return name === 'manifest.json' && JSON.stringify(lines) === JSON.stringify(before.lines)
        ? []
        : [changes[at]];
    });
    expect(unnoticed).toEqual([]);
  }, 120_000);

  it('names the event whose data was changed', async () => {
    for (const part of [0, 1]) {
      const changed = await rezip(zip, files => flip(files, bodiesOf(files, OWN, 0)[part]!, 5, 1));
      expect(faultsOf(changed)).toContain(
        `${OWN}, revision 0 (PayoutRequested): its ${['data', 'metadata'][part]} is not what was recorded`,
      );
    }
  });

  it('names the event whose entry was changed to fit a changed body', async () => {
    const forged = forge(log, OWN, 0, text => text.replace('5000', '4000'));
    const lie = await folder.payout(forged, 'payout-1');
    const changed = await rezip(lie, files => files.set('checkpoint', unzip(zip).get('checkpoint')!));
    const faults = faultsOf(changed);
    expect(faults).toContain('are not those that were signed for');
    expect(faults).toContain(`${OWN}, revision 0 (PayoutRequested)`);
  });

  it('narrows a change of an entry that has no body down by the inclusion proofs', async () => {
    const changed = await rezip(zip, files => {
      const entries = entriesOf(files);
      const at = entryAt(files, 'payout-payout-2', 0);
      entries[at] = entries[at]!.replace(/[0-9a-f]{64}/, '0'.repeat(64));
      files.set('entries', Buffer.from(entries.join('')));
    });
    expect(faultsOf(changed)).toContain('The change is between payout-payout-2, revision 0');
  });

  it('names every file that was dropped', async () => {
    const names = [...unzip(zip).keys()];
    const copies = await Promise.all(names.map(name => rezip(zip, files => files.delete(name))));
    folder.verify(copies).forEach(({ faults }, at) => {
      const name = names[at]!;
      const index = /proofs\/(\d+)/.exec(name)?.[1];
      const says = index === undefined ? name : 'its inclusion proof is missing';
      expect([name, faults.join('\n')]).toEqual([name, expect.stringContaining(says)]);
    });
  });

  it('is the same in another order of its files, and in the form of a large zip', async () => {
    const files = [...unzip(zip)];
    const copies = [await zipOf(files.reverse()), await zipOf(files, { large: true })];
    expect(folder.verify(copies).map(({ faults }) => faults)).toEqual([[], []]);
  });

  it('is found with a file renamed, added, or there twice', async () => {
    const renamed = await rezip(zip, files =>
      rename(files, bodiesOf(files, OWN, 1)[0], `bodies/${'0'.repeat(64)}`),
    );
    const swapped = await rezip(zip, files => {
      const [one, two] = [bodiesOf(files, OWN, 0)[0], bodiesOf(files, OWN, 1)[0]];
      const content = files.get(one)!;
      files.set(one, files.get(two)!).set(two, content);
    });
    const added = await rezip(zip, files => files.set('note.txt', Buffer.from('Trust me')));
    const escaping = await rezip(zip, files => files.set('bodies/up', Buffer.from('x')));
    const twice = await zipOf([...unzip(zip), ['manifest.json', Buffer.from('{}')]]);
    const faults = [renamed, swapped, added, escaping, twice].map(copy => faultsOf(copy));
    expect(faults[0]).toContain(`${OWN}, revision 1`);
    expect(faults[1]).toContain(`${OWN}, revision 0`);
    expect(faults[2]).toContain('"note.txt" does not belong into a bundle');
    expect(faults[3]).toContain('"bodies/up" does not belong');
    expect(faults[4]).toContain('manifest.json twice');
  });

  it('names an event of a whole stream that was left out', async () => {
    for (const revision of [0, 1, lastRevision(log, OWN)]) {
      const changed = await withManifest(zip, (manifest, files) => {
        const own = manifest.streams.find(({ stream }) => stream === OWN)!;
        own.shown = own.shown.flatMap(([first, last]) => without(first, last, revision));
        for (const name of bodiesOf(files, OWN, revision)) files.delete(name);
        files.delete(`proofs/${manifest.range.start + entryAt(files, OWN, revision)}.tlog-proof`);
      });
      expect(faultsOf(changed)).toMatch(
        new RegExp(`${OWN}, revision ${revision}|payout-payout-1: its first event`),
      );
    }
  });

  it('is found with a booking of the account left out: the hold, the capture', async () => {
    for (const revision of [2, 5]) {
      const changed = await withManifest(zip, (manifest, files) => {
        const account = manifest.streams.find(({ stream }) => stream === ACCOUNT)!;
        account.shown = account.shown.flatMap(([first, last]) => without(first, last, revision));
        for (const name of bodiesOf(files, ACCOUNT, revision)) files.delete(name);
        files.delete(`proofs/${manifest.range.start + entryAt(files, ACCOUNT, revision)}.tlog-proof`);
      });
      expect(faultsOf(changed)).toMatch(/A booking is left out|no hold is shown|closes a hold/);
    }
  });

  it('is found with a second booking of the same content kept back', async () => {
    const events = [...log.events];
    const captured = events.find(({ type }) => type === 'HoldCaptured')!;
    events.push({
      ...captured,
      revision: BigInt(lastRevision(log, ACCOUNT) + 1),
      id: 'another',
      metadata: Buffer.from('{}'),
    });
    const twice = await folder.payout(new BytesLog(events), 'payout-1');
    const changed = await withManifest(twice, (manifest, files) => {
      const account = manifest.streams.find(({ stream }) => stream === ACCOUNT)!;
      account.shown.pop();
      files.delete(bodiesOf(files, ACCOUNT, 7)[1]);
      files.delete(`proofs/${manifest.range.start + entryAt(files, ACCOUNT, 7)}.tlog-proof`);
    });
    expect(faultsOf(twice)).toContain(`${ACCOUNT}, revision 7 (HoldCaptured) closes a hold`);
    expect(faultsOf(changed)).toContain(
      `${ACCOUNT}, revision 7 (HoldCaptured) has the data of a shown event`,
    );
  });

  it('is found with a whole stream of the payout kept back, and not even listed', async () => {
    const changed = await withManifest(zip, (manifest, files) => {
      manifest.streams = manifest.streams.filter(({ stream }) => stream !== 'exchange-payout-1');
      for (const name of bodiesOf(files, 'exchange-payout-1', 0)) files.delete(name);
      const index = manifest.range.start + entryAt(files, 'exchange-payout-1', 0);
      files.delete(`proofs/${index}.tlog-proof`);
    });
    expect(faultsOf(changed)).toContain('exchange-payout-1 is in the log, and is not shown');
  });

  it('is found with an event of another payout shown', async () => {
    const other = await folder.payout(log, 'payout-2');
    const changed = await withManifest(zip, (manifest, files) => {
      const [data, metadata] = bodiesOf(files, ACCOUNT, 3);
      manifest.streams.find(({ stream }) => stream === ACCOUNT)!.shown.push([3, 3]);
      for (const name of [data, metadata]) files.set(name, unzip(other).get(name)!);
    });
    expect(faultsOf(changed)).toContain(`${ACCOUNT}, revision 3 (FundsHeld) is not about payout payout-1`);
  });

  it('is found with an entry replaced by a well-formed one, dropped, or moved', async () => {
    const change = (edit: (entries: string[]) => string[]) =>
      rezip(zip, files => files.set('entries', Buffer.from(edit(entriesOf(files)).join(''))));
    const replaced = await change(entries => [...entries.slice(0, -1), entries[0]!]);
    const dropped = await change(entries => entries.slice(0, -1));
    const moved = await change(([one, two, ...rest]) => [two!, one!, ...rest]);
    const faults = [replaced, dropped, moved].map(copy => faultsOf(copy));
    expect(faults[0]).toContain('are not those that were signed for');
    expect(faults[1]).toContain('entries, and not');
    expect(faults[2]).toContain('are not those that were signed for');
  });

  it('is found with another history that another key, or nobody, has signed', async () => {
    const forged = forge(log, OWN, 0, text => text.replace('5000', '4000'));
    const resigned = await folder.payout(forged, 'payout-1', {
      checkpoint: forged.checkpoint(Infinity, otherKey),
    });
    expect(faultsOf(resigned)).toContain('No log of the policy has signed');
    const unsigned = await rezip(zip, files => {
      const [head] = files.get('checkpoint')!.toString().split('\n\n');
      files.set('checkpoint', Buffer.from(`${head}\n\n`));
    });
    expect(faultsOf(unsigned)).toContain('signature line');
  });

  it('is not verified by the policy of others, or without the quorum', () => {
    const [log, witness] = [formatVerifierKey(logKey), formatVerifierKey(witnessKey)];
    const other = formatVerifierKey(otherKey);
    const second = formatVerifierKey(secondWitness);
    expect(faultsOf(zip, `log ${other}\nquorum none\n`)).toContain('No log of the policy has signed');
    expect(faultsOf(zip, `log ${log}\nwitness b ${second}\nquorum b\n`)).toContain('The quorum');
    const both = `log ${log}\nwitness a ${witness}\nwitness b ${second}\n`;
    expect(faultsOf(zip, `${both}group g all a b\nquorum g\n`)).toContain('The quorum');
    expect(faultsOf(zip, `${both}group g any a b\nquorum g\n`)).toBe('');
    expect(faultsOf(zip, `${both}group g 1 a b\ngroup h 1 g\nquorum h\n`)).toBe('');
  });

  it.each([
    ['', 'names no log'],
    ['log x\nquorum none\n', 'line 1'],
    [`log ${formatVerifierKey(logKey)}\n`, 'exactly one line quorum'],
    [`log ${formatVerifierKey(witnessKey)}\nquorum none\n`, 'not of type 1'],
    [`log ${formatVerifierKey(logKey)}\nquorum nobody\n`, 'not defined'],
    [`log ${formatVerifierKey(logKey)}\nmember a\nquorum none\n`, 'unknown word'],
  ])('is not verified with the malformed policy %j', (policy, says) => {
    expect(faultsOf(zip, policy)).toContain(says);
  });

  it('says loudly that no witness was asked for', () => {
    const { faults, lines } = folder.verdictOn(zip, `log ${formatVerifierKey(logKey)}\nquorum none\n`);
    expect([faults, lines.join('\n')]).toEqual([
      [],
      expect.stringContaining('THE POLICY ASKS FOR NO WITNESS'),
    ]);
  });
});

describe('a file that is no bundle', () => {
  let folder: BundleFolder;
  let zip: Buffer;
  beforeEach(async () => {
    folder = new BundleFolder();
    zip = await folder.payout(new BytesLog(sampleEvents()), 'payout-1');
  });
  afterEach(() => folder.remove());

  it('is refused in clear words, wherever it is cut off', () => {
    const cuts = Array.from({ length: 60 }, (_, at) => zip.subarray(0, Math.floor((zip.length * at) / 60)));
    for (const { faults } of folder.verify(cuts)) expect(faults.join()).toContain('no whole zip file');
  });

  it('is refused before it is inflated, when it says or holds more than it may', async () => {
    const bomb = await zipOf(
      [...unzip(zip)].map(([name, content]) => [
        name,
        name === 'entries' ? Buffer.alloc(50_000_000) : content,
      ]),
    );
    const lying = Buffer.from(bomb);
    const central = lying.readUInt32LE(lying.length - 6);
    lying.writeUInt32LE(100, central + 24);
    const vast = Buffer.from(bomb);
    vast.writeUInt32LE(0xfffffff0, central + 24);
    const faults = folder.verify([lying, vast]).map(({ faults }) => faults.join('\n'));
    expect(faults[0]).toContain('The file "entries" is damaged');
    expect(faults[1]).toContain('have more than');
  });

  it('never ends with a stack trace, and has an exit code of its own for a wrong call', () => {
    const [good, garbage] = [folder.write(zip), folder.write(Buffer.from('garbage '.repeat(100)))];
    const policy = `${folder.path}/policy`;
    const runs = [
      [folder.run(good, '--policy', policy), 0, 'VERIFIED'],
      [folder.run(garbage, '--policy', policy), 1, 'NOT VERIFIED, faults: 1'],
      [folder.run(`${folder.path}/none.zip`, '--policy', policy), 1, 'cannot be read (ENOENT)'],
      [folder.run(good, '--policy', `${folder.path}/none`), 1, 'cannot be read (ENOENT)'],
      [folder.run(folder.path, '--policy', policy), 1, 'cannot be read'],
      [folder.run(good), 2, ''],
      [folder.run(), 2, ''],
      [folder.run(good, good, '--policy', policy), 2, ''],
    ] as const;
    for (const [{ status, stdout, stderr }, code, says] of runs) {
      expect([status, stdout]).toEqual([code, expect.stringContaining(says)]);
      expect(stdout + stderr).not.toMatch(/\n\s+at /);
      expect(stderr.startsWith('node verify.mjs BUNDLE.zip --policy FILE')).toBe(code === 2);
      if (code !== 0) expect(stdout).not.toMatch(/^VERIFIED/m);
    }
  });
});

describe('what is not under the checkpoint', () => {
  let folder: BundleFolder;
  let log: BytesLog;
  beforeEach(() => {
    folder = new BundleFolder();
    log = new BytesLog(sampleEvents());
  });
  afterEach(() => folder.remove());

  it('is named, and nothing is written unless it may be left out', async () => {
    const checkpoint = log.checkpoint(log.events.length - 5);
    const chooser = () => new PayoutChooser('payout-1');
    await expect(folder.make(log, chooser(), { checkpoint })).rejects.toThrow(
      `${ACCOUNT}, revision 5 (HoldCaptured)`,
    );
    const { pending, path } = await folder.make(log, chooser(), { checkpoint, allowsPending: true });
    expect(pending).toContain(`${ACCOUNT}, revision 5 (HoldCaptured)`);
    const { stdout, status } = folder.run(path, '--policy', `${folder.path}/policy`);
    expect([status, stdout]).toEqual([1, expect.stringContaining('later than the checkpoint')]);
  });

  it('is refused where the event store does not hold what was signed', async () => {
    const forged = forge(log, OWN, 0, text => text.replace('5000', '4000'));
    const make = (checkpoint: string) => folder.make(forged, new PayoutChooser('payout-1'), { checkpoint });
    await expect(make(log.checkpoint())).rejects.toThrow('does not hold what the checkpoint');
    await expect(folder.make(log, new PayoutChooser('none'))).rejects.toThrow('There is no payout none');
  });

  it('is said of a short bundle: a later event can have changed the outcome', async () => {
    const { path, end, size } = await folder.make(log, new PayoutChooser('payout-3'), { isShort: true });
    expect(end).toBeLessThan(size);
    const { stdout, status } = folder.run(path, '--policy', `${folder.path}/policy`);
    expect([status, stdout]).toEqual([0, expect.stringContaining('THE BUNDLE IS SHORT')]);
  });
});

const secondWitness = signingKey(
  'witness.example/two',
  createHash('sha256').update('two').digest(),
  COSIGNATURE,
);

/** The log as a forger would write it: one event says something else. */
const forge = (log: BytesLog, stream: string, revision: number, change: (text: string) => string): BytesLog =>
  new BytesLog(
    log.events.map(event =>
      event.streamId === stream && event.revision === BigInt(revision)
        ? { ...event, data: Buffer.from(change(String(event.data))) }
        : event,
    ),
  );

function flip(files: Map<string, Buffer>, name: string, place: number, bits: number): void {
  const content = Buffer.from(files.get(name)!);
  if (content.length === 0) files.set(name, Buffer.from([bits]));
  else {
    content[place % content.length]! ^= bits;
    files.set(name, content);
  }
}

function rename(files: Map<string, Buffer>, from: string, to: string): void {
  files.set(to, files.get(from)!);
  files.delete(from);
}

const without = (first: number, last: number, revision: number): [number, number][] =>
  revision < first || revision > last
    ? [[first, last]]
    : ([
        [first, revision - 1],
        [revision + 1, last],
      ].filter(([from, to]) => from! <= to!) as [number, number][]);

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AccountChooser } from '../../../src/proofs/bundle/account-chooser';
import type { RecordedBytes } from '../../../src/event-store/log/log-bytes';
import { sampleEvents } from '../../audit/sample';
import { BundleFolder, BytesLog, bytesOf, VERIFIER } from './bundle-world';
import { bodiesOf, entriesOf, unzip, withManifest } from './zip-files';

const dayOf = (index: number): string => `2026-01-${String(index + 1).padStart(2, '0')}T12:00:00.000Z`;

const decidedAt = (event: RecordedBytes, occurredAt: string): RecordedBytes => ({
  ...event,
  metadata: Buffer.from(JSON.stringify({ ...JSON.parse(String(event.metadata)), occurredAt })),
});

/** One event a day from the first of January on: opened on the 1st, a deposit on the 3rd, holds on the 5th and 9th. */
const daily = (): RecordedBytes[] =>
  sampleEvents().map((event, index) => decidedAt(bytesOf(event), dayOf(index)));

const ACCOUNT = 'account-merchant-1';

describe('a bundle of an account and a period', () => {
  let folder: BundleFolder;
  beforeEach(() => {
    folder = new BundleFolder();
  });
  afterEach(() => folder.remove());

  it('proves the opening and the closing balance, and what moved between them', async () => {
    const zip = await folder.account(new BytesLog(daily()), '2026-01-04T00:00:00Z', '2026-01-20T00:00:00Z');
    const { faults, lines } = folder.verdictOn(zip);
    expect(faults).toEqual([]);
    expect(lines.slice(0, 6)).toEqual([
      'Account merchant-1, from 2026-01-04T00:00:00.000Z to before 2026-01-20T00:00:00.000Z, by the times at which events were decided:',
      '  opening balance: 120.00 BRL available, 0.00 BRL held',
      '  FundsHeld: -100.62 BRL available, 100.62 BRL held',
      '  HoldRefused: 0.00 BRL available, 0.00 BRL held',
      '  HoldCaptured: 0.19 BRL available, -50.31 BRL held',
      '  closing balance: 19.57 BRL available, 50.31 BRL held',
    ]);
  });

  it.each([
    ['2026-01-03T12:00:00Z', '0.00 BRL available, 0.00 BRL held'],
    ['2026-01-03T12:00:00.001Z', '120.00 BRL available, 0.00 BRL held'],
  ])('an event of %s is of the period that begins then', async (from, opening) => {
    const zip = await folder.account(new BytesLog(daily()), from, '2026-02-01T00:00:00Z');
    const { faults, lines } = folder.verdictOn(zip);
    expect([faults, lines[1]]).toEqual([[], `  opening balance: ${opening}`]);
  });

  it('is of no event that was decided when the period ends', async () => {
    const zip = await folder.account(new BytesLog(daily()), '2026-01-01T00:00:00Z', '2026-01-03T12:00:00Z');
    const { faults, lines } = folder.verdictOn(zip);
    expect([faults, lines[3]]).toEqual([[], '  closing balance: 0.00 BRL available, 0.00 BRL held']);
  });

  it('shows of later events the entries alone, and of the next one its time', async () => {
    const zip = await folder.account(new BytesLog(daily()), '2026-01-01T00:00:00Z', '2026-01-04T00:00:00Z');
    const files = unzip(zip);
    const [data, metadata] = bodiesOf(files, ACCOUNT, 2);
    expect([files.has(data), files.has(metadata)]).toEqual([false, true]);
    expect(bodiesOf(files, ACCOUNT, 3).filter(name => files.has(name))).toEqual([]);
    expect(entriesOf(files).length).toBe(daily().length);
  });

  it('takes an event whose clock went back as of the time of the event before it', async () => {
    const events = daily().map(event =>
      event.type === 'FundsHeld' ? decidedAt(event, '2026-01-01T00:00:00.000Z') : event,
    );
    const zip = await folder.account(new BytesLog(events), '2026-01-03T00:00:00Z', '2026-01-03T13:00:00Z');
    const { faults, lines } = folder.verdictOn(zip);
    expect(faults).toEqual([]);
    expect(lines).toContain('  closing balance: 19.38 BRL available, 100.62 BRL held');
  });

  it('names an event of the period that was left out, at its end or inside', async () => {
    const log = new BytesLog(daily());
    const whole = await folder.account(log, '2026-01-01T00:00:00Z', '2026-01-20T00:00:00Z');
    const shorter = await folder.account(log, '2026-01-01T00:00:00Z', '2026-01-06T00:00:00Z');
    const withoutTheEnd = await withManifest(shorter, manifest => {
      manifest.asked['to'] = '2026-01-20T00:00:00.000Z';
    });
    const withHole = await withManifest(whole, (manifest, files) => {
      manifest.streams[0]!.shown = [
        [0, 0],
        [2, 5],
      ];
      for (const name of bodiesOf(files, ACCOUNT, 1)) files.delete(name);
    });
    const [end, hole] = folder.verify([withoutTheEnd, withHole]);
    expect(end!.faults.join('\n')).toContain(`${ACCOUNT}, revision 3 (FundsHeld) is of the period`);
    expect(hole!.faults.join('\n')).toContain(`${ACCOUNT}, revision 1 (FundsDeposited)`);
  });

  it('knows what every event of an account does to its balances', () => {
    const events = readFileSync(join(__dirname, '../../../src/domain/account/events.ts'), 'utf8');
    const types = [...events.matchAll(/\{ type: '(\w+)'|type: '(\w+)';/g)].map(([, one, two]) => one ?? two!);
    const verifier = readFileSync(VERIFIER, 'utf8');
    expect(types.length).toBeGreaterThan(10);
    expect(types.filter(type => !new RegExp(`^  ${type}: (a|\\(\\)) => \\[`, 'm').test(verifier))).toEqual(
      [],
    );
  });

  it('is refused for an account that has nothing before the end of the period', async () => {
    const log = new BytesLog(daily());
    const period = { from: new Date('2025-01-01'), to: new Date('2025-02-01') };
    const make = (id: string) => folder.make(log, new AccountChooser(id, period));
    await expect(make('merchant-1')).rejects.toThrow('no event before the end of the period');
    await expect(make('nobody')).rejects.toThrow('There is no account nobody');
  });
});

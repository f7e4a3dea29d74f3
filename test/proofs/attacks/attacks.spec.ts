import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AttackedMachine, type Findings } from './attacked-machine';
import * as edits from './edits';
import { entryOf, revisionsOf } from './forger';
import * as replacements from './replacements';

/** What is done to the event store, and by which audits it is found: the columns of the table in docs/guarantees.md. */
const ATTACKS: readonly (readonly [string, edits.Attack, string])[] = [
  ['edit the data of an event alone', edits.editNameAlone, '+ + + + + +'],
  ['edit the amount of a deposit', edits.editAmount, '+ + - + + +'],
  ['edit the amount of a deposit that has evidence', edits.editProvedAmount, '+ + + + + +'],
  ['edit the payee of a payout', edits.editPayee, '+ + - + + +'],
  ['edit the words of a provider, with their hash', edits.editNotification, '+ + + + + +'],
  ['edit who confirmed a decision (metadata)', edits.editActor, '+ + - + + +'],
  ['edit the time of a decision (metadata)', edits.editOccurredAt, '+ + - + + +'],
  ['edit the type of an event', edits.editType, '+ + - + + +'],
  ['edit the id of an event', edits.editId, '+ + - + + +'],
  ['move a deposit to another account (stream name)', edits.editStream, '+ + - + + +'],
  ['edit the content type of an event', edits.editContentType, '+ + + - - -'],
  ['edit the time of recording', edits.editRecordedTime, '+ - - - - -'],
  ['move every event to another position', edits.editPositions, '+ - - - - -'],
  ['drop the last events', replacements.dropLast(2), '+ - - - + +'],
  ['drop the last events, back to before the kept checkpoint', replacements.dropLast(30), '+ - - + + +'],
  ['drop one in the middle and renumber', replacements.dropOne, '+ + - + + +'],
  ['insert a well-formed one in the middle', replacements.insertInside, '+ + - + + +'],
  ['append a well-formed one', replacements.insertAtTheEnd, '- - - - - -'],
  ['swap two', replacements.swapTwo, '+ + - + + +'],
  ['replace the folder by an older copy', replacements.putOlderCopy, '+ - - + + +'],
  ['replay without a payout', replacements.leaveOutPayout('early'), '+ + - + + +'],
  [
    'replay without a payout of after the kept checkpoint',
    replacements.leaveOutPayout('late'),
    '+ + - - + +',
  ],
  ['hide events by the metadata of their stream', replacements.hideByMetadata, '+ + + - - -'],
];

function signsOf({ witnessStatus, ...audits }: Findings): string {
  const found = [...Object.values(audits).map(lines => lines.length > 0), witnessStatus !== 200];
  return found.map(isFound => (isFound ? '+' : '-')).join(' ');
}

/** The table as the page has it. */
function rowsOnThePage(): string[][] {
  const page = readFileSync(join(__dirname, '../../../docs/guarantees.md'), 'utf8');
  const table = page.split('## A person who holds the whole machine')[1]!.split('\n## ')[0]!;
  const rows = table.split('\n').filter(line => line.startsWith('| '));
  return rows.slice(2).map(row =>
    row
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim()),
  );
}

describe('a person who holds the whole machine', () => {
  let machine: AttackedMachine;
  beforeAll(async () => void (machine = await AttackedMachine.start()));
  afterAll(() => machine?.stop());

  it('has done nothing: everything agrees, by every audit', async () => {
    const findings = await machine.audit(machine.history);
    expect([signsOf(findings), findings]).toEqual(['- - - - - -', findings]);
    expect(machine.history.length).toBeGreaterThan(80);
  });

  it.each(ATTACKS)('%s', async (_what, attack, expected) => {
    const findings = await machine.audit(attack(machine.history, machine.older));
    expect([signsOf(findings), findings]).toEqual([expected, findings]);
  });

  it('changes no field of any event without changing its entry, but for two', () => {
    const revisions = revisionsOf(machine.history);
    const unprotected = new Set<string>();
    let fields = 0;
    machine.history.forEach((event, at) => {
      const entry = entryOf(event, revisions[at]!);
      if (!entry) return;
      for (const [field, changed] of edits.everyEdit(event)) {
        fields += 1;
        if (entryOf(changed, revisions[at]!)?.equals(entry)) unprotected.add(field);
      }
    });
    expect([...unprotected]).toEqual(['contentType', 'recordedAt']);
    expect(fields).toBeGreaterThan(500);
  });

  it('leaves out of the log only what the specification names', () => {
    const technical = machine.history.filter(event => !entryOf(event, 0)).map(({ stream }) => stream);
    expect([...new Set(technical)].sort()).toEqual(['checkpoint-payout-saga', 'checkpoint-proof-log']);
  });
});

const cellsOf = (signs: string): string[] =>
  signs.split(' ').map((sign, column) => {
    if (column === 5) return sign === '+' ? 'refuses' : 'cosigns';
    return sign === '+' ? 'found' : '–';
  });

it('the page has the table of these tests', () => {
  expect(rowsOnThePage()).toEqual(ATTACKS.map(([what, , signs]) => [what, ...cellsOf(signs)]));
});

import fc from 'fast-check';
import { Malformed } from '../../../src/proofs/formats/malformed';
import { SIGNATURE, signingKey } from '../../../src/proofs/formats/note-keys';
import { formatNote, parseNote, signText } from '../../../src/proofs/formats/signed-note';
import { EMPTY_ROOT } from '../../../src/proofs/merkle/hashing';
import { formatKeyChange, parseKeyChange, signKeyChange } from '../../../src/proofs/keys/key-change';

const keyOf = (name: string, seed: number) => signingKey(name, Buffer.alloc(32, seed), SIGNATURE);
const [from, to, other] = [keyOf('log.example/a', 1), keyOf('log.example/a', 2), keyOf('log.example/b', 3)];
const rotation = { kind: 'key-rotation' as const, from, to };
const newLog = {
  ...{ kind: 'new-log' as const, from, to: other, size: 5, root: EMPTY_ROOT },
  reason: 'the disk was lost: an older copy was restored',
};

describe('a change of keys', () => {
  it.each([rotation, newLog])('is read as it was written: $kind', change => {
    const read = parseKeyChange(signKeyChange(change));
    expect(formatKeyChange(read)).toBe(formatKeyChange(change));
    expect([read.from.id, read.to.id]).toEqual([change.from.id, change.to.id]);
  });

  it('has the text of the specification', () => {
    expect(formatKeyChange(newLog)).toMatch(
      /^holdfast-proof-log\/v1 new-log\nold log\.example\/a\+\S+\nnew log\.example\/b\+\S+\ncontradicted 5 47DEQpj8\S+\nreason the disk was lost: an older copy was restored\n$/,
    );
  });

  it.each([
    ['the old key', [to]],
    ['the new key', [from]],
    ['both, but of another one', [other]],
  ])('is nothing without the signature of %s', (_which, signers) => {
    const text = formatKeyChange(rotation);
    const lines = signers.map(signer => signText(signer, text));
    expect(() => parseKeyChange(formatNote(text, lines))).toThrow(Malformed);
  });

  it.each([
    ['rotates to another name', { ...rotation, to: other }],
    ['rotates to the same key', { ...rotation, to: from }],
    ['begins a log of the same name', { ...newLog, to }],
    ['has a reason of two lines', { ...newLog, reason: 'one\ntwo' }],
  ])('is refused where it %s', (_what, change) => {
    expect(() => signKeyChange(change)).toThrow(Malformed);
  });

  it('is refused with any changed byte', () => {
    const statement = signKeyChange(newLog);
    fc.assert(
      fc.property(fc.nat(statement.length - 1), fc.integer({ min: 33, max: 126 }), (at, code) => {
        const character = String.fromCharCode(code);
        if (statement[at] === character) return;
        const changed = statement.slice(0, at) + character + statement.slice(at + 1);
        expect(() => parseKeyChange(changed)).toThrow(Malformed);
      }),
    );
  });

  it('is no checkpoint, and a checkpoint is none', () => {
    const { text } = parseNote(signKeyChange(rotation));
    expect(text.split('\n')[1]).not.toMatch(/^\d+$/);
    const head = `${from.name}\n5\n${EMPTY_ROOT.toString('base64')}\n`;
    expect(() => parseKeyChange(formatNote(head, [signText(from, head)]))).toThrow(Malformed);
  });
});

import { randomBytes } from 'node:crypto';
import {
  formatTreeHead,
  isSignedByLog,
  parseCheckpoint,
  signCheckpoint,
} from '../../../src/proofs/formats/checkpoint';
import { Malformed } from '../../../src/proofs/formats/malformed';
import {
  COSIGNATURE,
  formatSigningKey,
  formatVerifierKey,
  parseSigningKey,
  parseVerifierKey,
  SIGNATURE,
  signingKey,
} from '../../../src/proofs/formats/note-keys';
import {
  cosignText,
  formatNote,
  parseNote,
  signText,
  verifyNote,
} from '../../../src/proofs/formats/signed-note';
import { EMPTY_ROOT } from '../../../src/proofs/merkle/hashing';

/** The example of c2sp.org/signed-note. */
const EXAMPLE_KEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const EXAMPLE_NOTE =
  'This is an example message.\n\n' +
  '— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';

/** The example of c2sp.org/tlog-cosignature; the specification gives no keys for it. */
const EXAMPLE_CHECKPOINT =
  'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n' +
  '— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n' +
  '— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n';

const key = signingKey('log.example/ours', randomBytes(32), SIGNATURE);
const witness = signingKey('witness.example/w', randomBytes(32), COSIGNATURE);

describe('a signed note', () => {
  it('of the specification is verified with its key', () => {
    const example = parseVerifierKey(EXAMPLE_KEY);
    const [signature] = verifyNote(parseNote(EXAMPLE_NOTE), [example]);
    expect(signature?.key).toBe(example);
    expect(parseNote(EXAMPLE_NOTE).text).toBe('This is an example message.\n');
    expect(formatVerifierKey(example)).toBe(EXAMPLE_KEY);
  });

  it('of the specification is not verified with one letter changed', () => {
    const changed = parseNote(EXAMPLE_NOTE.replace('message', 'massage'));
    expect(() => verifyNote(changed, [parseVerifierKey(EXAMPLE_KEY)])).toThrow(Malformed);
  });

  it('of an unknown key has no verified signature', () => {
    expect(verifyNote(parseNote(EXAMPLE_NOTE), [key])).toEqual([]);
  });

  it('keeps empty lines of its text', () => {
    const text = 'first\n\nthird\n';
    const note = parseNote(formatNote(text, [signText(key, text)]));
    expect(note.text).toBe(text);
    expect(verifyNote(note, [key])).toHaveLength(1);
  });

  it.each([
    ['no signature', 'text\n\n'],
    ['no text', '— a b\n'],
    ['a carriage return', EXAMPLE_NOTE.replace('\n\n', '\r\n\n')],
    ['a hyphen for the dash', EXAMPLE_NOTE.replace('—', '-')],
    ['no last newline', EXAMPLE_NOTE.slice(0, -1)],
    ['a plus in the name', EXAMPLE_NOTE.replace('com/foo', 'com+foo')],
    ['base64 that is cut', EXAMPLE_NOTE.replace('yaQM=\n', 'yaQM\n')],
    ['a signature of four bytes', 'text\n\n— name AAAAAA==\n'],
    ['101 signatures', `text\n\n${'— name AAAAAAA=\n'.repeat(101)}`],
  ])('with %s is refused', (_fault, note) => {
    expect(() => parseNote(note)).toThrow(Malformed);
  });

  it('that is not UTF-8 is refused', () => {
    expect(() => parseNote(Buffer.concat([Buffer.of(0xff), Buffer.from(EXAMPLE_NOTE)]))).toThrow('UTF-8');
  });
});

describe('a cosignature', () => {
  it('says when it was made', () => {
    const text = formatTreeHead({ origin: key.name, size: 0, root: EMPTY_ROOT });
    const note = parseNote(formatNote(text, [cosignText(witness, text, 1_679_315_147n)]));
    expect(verifyNote(note, [witness])).toMatchObject([{ key: witness, cosignedSeconds: 1_679_315_147n }]);
  });

  it('with another time is not verified', () => {
    const text = formatTreeHead({ origin: key.name, size: 0, root: EMPTY_ROOT });
    const [, name, encoded] = cosignText(witness, text, 7n).split(' ');
    const bytes = Buffer.from(encoded!, 'base64');
    bytes[11]! += 1;
    const note = parseNote(formatNote(text, [`— ${name!} ${bytes.toString('base64')}`]));
    expect(() => verifyNote(note, [witness])).toThrow(Malformed);
  });

  it('of the specification stands beside the signature of the log', () => {
    const { origin, size, note } = parseCheckpoint(EXAMPLE_CHECKPOINT);
    expect([origin, size]).toEqual(['example.com/behind-the-sofa', 20_852_163]);
    expect(note.signatures.map(({ name, keyId, bytes }) => [name, keyId, bytes.length])).toEqual([
      ['example.com/behind-the-sofa', '033de0ae', 64],
      ['witness.example.com/w1', '8d66cf3f', 72],
    ]);
    expect(note.signatures[1]!.bytes.readBigUInt64BE()).toBe(1_679_315_147n);
  });
});

describe('a checkpoint', () => {
  it('is read as it was signed', () => {
    const head = { origin: key.name, size: 17, root: EMPTY_ROOT };
    const checkpoint = parseCheckpoint(signCheckpoint(key, head));
    expect(checkpoint).toMatchObject(head);
    expect(isSignedByLog(checkpoint, [key])).toBe(true);
  });

  it('is not the log’s where only a witness has signed', () => {
    const text = formatTreeHead({ origin: witness.name, size: 0, root: EMPTY_ROOT });
    const checkpoint = parseCheckpoint(formatNote(text, [cosignText(witness, text, 1n)]));
    expect(isSignedByLog(checkpoint, [key, witness])).toBe(false);
  });

  it.each([
    ['a size with a leading zero', 'log\n01\nHASH\n'],
    ['a size beyond safe integers', 'log\n9007199254740992\nHASH\n'],
    ['a root of 31 bytes', `log\n1\n${Buffer.alloc(31).toString('base64')}\n`],
    ['an empty origin', '\n1\nHASH\n'],
    ['an empty extension line', 'log\n1\nHASH\n\nmore\n'],
  ])('with %s is refused', (_fault, template) => {
    const text = template.replace('HASH', EMPTY_ROOT.toString('base64'));
    expect(() => parseCheckpoint(formatNote(text, [signText(key, text)]))).toThrow(Malformed);
  });

  it('is not signed for another log', () => {
    expect(() => signCheckpoint(key, { origin: 'another', size: 0, root: EMPTY_ROOT })).toThrow(Malformed);
  });
});

describe('a key', () => {
  it('is read from its file', () => {
    const seed = randomBytes(32);
    const read = parseSigningKey(`${formatSigningKey('log.example/x', seed, SIGNATURE)}\n`);
    expect(formatVerifierKey(read)).toBe(formatVerifierKey(signingKey('log.example/x', seed, SIGNATURE)));
  });

  it.each([
    ['of another id', EXAMPLE_KEY.replace('530d903a', '530d903b')],
    ['of an unknown type', `a+00000000+${Buffer.concat([Buffer.of(9), EMPTY_ROOT]).toString('base64')}`],
    ['that is too short', `a+00000000+${Buffer.of(1, 2, 3).toString('base64')}`],
    ['without a name', EXAMPLE_KEY.replace('example.com/foo', '')],
  ])('%s is refused', (_fault, text) => {
    expect(() => parseVerifierKey(text)).toThrow(Malformed);
  });

  it('that is damaged is not repeated in the fault', () => {
    const text = formatSigningKey('log.example/x', randomBytes(32), SIGNATURE).replace(/.$/, '!');
    expect(() => parseSigningKey(text)).toThrow(Malformed);
    try {
      parseSigningKey(text);
    } catch (error) {
      expect((error as Error).message).not.toContain(text.slice(30, 50));
    }
  });
});

import { createHash } from 'node:crypto';
import { parseCheckpoint, signCheckpoint } from '../../../src/proofs/formats/checkpoint';
import {
  COSIGNATURE,
  formatVerifierKey,
  SIGNATURE,
  signingKey,
  type SigningKey,
} from '../../../src/proofs/formats/note-keys';
import { parsePolicy, policyFault } from '../../../src/proofs/formats/policy';
import { cosignText, formatNote, parseNote } from '../../../src/proofs/formats/signed-note';
import { EMPTY_ROOT } from '../../../src/proofs/merkle/hashing';

const seed = (name: string) => createHash('sha256').update(name).digest();
const log = signingKey('log.example/ours', seed('log'), SIGNATURE);
const witnesses = ['X1', 'X2', 'X3', 'Y1'].map(name =>
  signingKey(`${name}.example`, seed(name), COSIGNATURE),
);
const [x1, x2, x3, y1] = witnesses as [SigningKey, SigningKey, SigningKey, SigningKey];

/** The example of c2sp.org/tlog-policy, with one witness less. */
const POLICY = `# our own
log ${formatVerifierKey(log)} https://log.example/

witness X1 ${formatVerifierKey(x1)}
witness X2 ${formatVerifierKey(x2)}
\twitness  X3 ${formatVerifierKey(x3)}
group X-witnesses 2 X1 X2 X3
witness Y1 ${formatVerifierKey(y1)}
group X-and-Y all X-witnesses Y1
quorum X-and-Y
`;

function cosigned(signers: readonly SigningKey[], by: SigningKey = log): ReturnType<typeof parseCheckpoint> {
  const { text, signatures } = parseNote(signCheckpoint(by, { origin: by.name, size: 0, root: EMPTY_ROOT }));
  const cosignatures = signers.map(signer => cosignText(signer, text, 5n));
  return parseCheckpoint(formatNote(text, [...signatures.map(({ line }) => line), ...cosignatures]));
}

describe('a trust policy', () => {
  const policy = parsePolicy(POLICY);

  it.each([
    ['two of X and Y', [x1, x3, y1], undefined],
    ['all', witnesses, undefined],
    ['one of X and Y', [x2, y1], 'the quorum of witnesses is not reached'],
    ['X without Y', [x1, x2, x3], 'the quorum of witnesses is not reached'],
    ['one of X twice', [x1, x1, y1], 'the quorum of witnesses is not reached'],
    ['none', [], 'the quorum of witnesses is not reached'],
  ])('judges a checkpoint that is cosigned by %s', (_who, signers, fault) => {
    expect(policyFault(policy, cosigned(signers))).toBe(fault);
  });

  it('trusts no log that it does not name', () => {
    const other = signingKey('log.example/other', seed('other'), SIGNATURE);
    expect(policyFault(policy, cosigned(witnesses, other))).toContain('no log of the policy');
  });

  it('trusts no log that takes the name of another', () => {
    const impostor = signingKey(log.name, seed('impostor'), SIGNATURE);
    expect(policyFault(policy, cosigned(witnesses, impostor))).toContain('no log of the policy');
  });

  it('needs no witness where the quorum is none', () => {
    const lax = parsePolicy(`log ${formatVerifierKey(log)}\nquorum none\n`);
    expect(policyFault(lax, cosigned([]))).toBeUndefined();
  });

  it('is refused with every fault of its file', () => {
    const text = `log ${formatVerifierKey(x1)}
witness X1 ${formatVerifierKey(x1)}
witness X1 ${formatVerifierKey(x2)}
witness again ${formatVerifierKey(x1)}
group G 3 X1
group H any X1
group I any X1
quorum nowhere
elephant
`;
    expect(() => parsePolicy(text)).toThrow(
      [
        'line 1: the key of X1.example is of the wrong type',
        'line 3: the name X1 is taken',
        'line 4: the key of X1.example is there twice',
        'line 5: a group of 1 cannot need 3',
        'line 7: X1 is in a group already',
        'line 8: nowhere is not defined on a line before',
        'line 9: unknown word elephant',
        'there is not exactly one line quorum',
      ].join('\n'),
    );
  });
});

import { derivedId, fingerprint } from '../../src/shared/ids';

/** Ids on disk depend on these values: another value for the same parts would append an event twice. */
describe('a derived id', () => {
  it.each([
    [['payout', 'client-a', 'key-1'], 'c6d60497-50c9-5749-ac33-024797f0bfe9'],
    [['a', 'bc'], 'a7dae11d-f422-5248-ae76-0edf80e33b9a'],
    [['ab', 'c'], '691b4f17-5a14-5bba-a640-23238b1acc90'],
    [['é', '\u{1F600}', '\ud83d', 'x'], 'b98bf853-79f3-5010-9f7c-42461e808b2d'],
    [[], 'b3bbd189-ec1a-5177-9359-155d79ea22e2'],
  ])('of %j is what it always was', (parts, id) => {
    expect(derivedId(...parts)).toBe(id);
  });
});

describe('a fingerprint', () => {
  it.each([
    [['payout', 'R$ 1,00'], '0fe5d9a69f3772e74f097bb19764aeed082e4cae99b02848434f64a8c14113ae'],
    [[], 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ])('of %j is what it always was', (parts, text) => {
    expect(fingerprint(...parts)).toBe(text);
  });
});

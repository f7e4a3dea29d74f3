import fc from 'fast-check';
import { isOneOf } from '../../../src/providers/ntxpay/notifications/webhook-secret';
import { isHeaderSecret } from '../../../src/shared/settings/secret';

describe('the secret of NTX Pay notifications', () => {
  it('is known, the new and the former one', () => {
    expect(isOneOf(['new', 'former'], 'new')).toBe(true);
    expect(isOneOf(['new', 'former'], 'former')).toBe(true);
  });

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['sent twice and joined', 'new, new'],
    ['both at once', 'new,former'],
    ['cut', 'ne'],
    ['longer', 'news'],
    ['in another case', 'NEW'],
    ['followed by a space', 'new '],
  ])('is not one that is %s', (_, header) => {
    expect(isOneOf(['new', 'former'], header)).toBe(false);
  });

  it('is no other text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (secret, header) => {
        expect(isOneOf([secret], header)).toBe(secret === header);
      }),
    );
  });

  it.each(['', 'two words', 'a,b', 'é', 'a\n', 'x'.repeat(513)])('can not be %p', text => {
    expect(isHeaderSecret(text)).toBe(false);
  });

  it('can be what a generator makes', () => {
    expect(isHeaderSecret('2b7e1516-28ae-d2a6:abf7/158809+cf4f3c==')).toBe(true);
  });
});

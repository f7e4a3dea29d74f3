import { headerIn } from '../../../src/providers/http/header';

describe('a header of a notification', () => {
  it.each(['x-webhook-secret', 'X-Webhook-Secret', 'X-WEBHOOK-SECRET'])('is found as %s', name => {
    expect(headerIn({ other: 'x', [name]: 'value' }, 'x-webhook-secret')).toBe('value');
  });

  it.each([
    ['missing', {}],
    ['undefined', { 'x-webhook-secret': undefined }],
    ['sent twice', { 'x-webhook-secret': ['value', 'value'] }],
    ['sent once as a list', { 'x-webhook-secret': ['value'] }],
    ['sent twice in two cases', { 'x-webhook-secret': 'value', 'X-Webhook-Secret': 'value' }],
    ['lent by a prototype', Object.create({ 'x-webhook-secret': 'value' }) as Record<string, string>],
  ])('has no value where it is %s', (_, headers) => {
    expect(headerIn(headers, 'x-webhook-secret')).toBeUndefined();
  });
});

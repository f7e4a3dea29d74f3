import fc from 'fast-check';
import type { DataObject } from '../../../src/domain/pix/data-objects';
import { parseBrCode } from '../../../src/domain/pix/br-code';
import { readPayableQrCode } from '../../../src/domain/pix/payable-qr-code';
import { codeOf, samples } from './br-code-arbitraries';
import { NTX_SAMPLE, PUBLISHED } from './br-code-examples';

const PIX = { id: '00', value: 'br.gov.bcb.pix' };
const sound: readonly DataObject[] = [
  { id: '00', value: '01' },
  { id: '26', value: [PIX, { id: '01', value: '12345678909' }] },
  { id: '52', value: '0000' },
  { id: '53', value: '986' },
  { id: '54', value: '50.00' },
  { id: '58', value: 'BR' },
  { id: '59', value: 'Maria' },
  { id: '60', value: 'Sao Paulo' },
];
const withPixTag = (id: string): readonly DataObject[] =>
  sound.map(object =>
    object.id === '26' && typeof object.value !== 'string'
      ? { id: '26', value: [...object.value, { id, value: '12345678' }] }
      : object,
  );
const offer = { id: '80', value: [PIX, { id: '25', value: 'pix.example.com/rec/1' }] };

describe('a payout may pay', () => {
  it.each([
    ['a static code', PUBLISHED.staticKey],
    ['a code beside another arrangement', PUBLISHED.twoArrangements],
    ['a dynamic code with an amount', PUBLISHED.dynamic],
    ['a code of an amount', codeOf(sound)],
  ])('%s', (_, text) => expect(readPayableQrCode(text)).toEqual(parseBrCode(text)));

  it('every code that asks for nothing but one payment', () => {
    fc.assert(
      fc.property(samples, ({ objects, amountMinor }) => {
        const text = codeOf(objects);
        fc.pre(text.length <= 512);
        expect(readPayableQrCode(text)).toMatchObject({ ok: true, value: { amountMinor, objects } });
      }),
    );
  });
});

describe('a payout may not pay', () => {
  it.each([
    ['what is no code', NTX_SAMPLE, 'its check sum does not fit its text'],
    ['a recurrence alone', PUBLISHED.recurrence, 'it asks for no payment'],
    ['a charge with a recurrence', PUBLISHED.chargeAndRecurrence, 'it asks to agree to recurring debits'],
    ['a later charge with one', PUBLISHED.dueChargeAndRecurrence, 'it asks to agree to recurring debits'],
    ['a key with a recurrence', codeOf([...sound, offer]), 'it asks to agree to recurring debits'],
    ['a cash withdrawal', codeOf(withPixTag('03')), 'its PIX account says more than a payment (tag 03)'],
    ['what is not known yet', codeOf(withPixTag('40')), 'its PIX account says more than a payment (tag 40)'],
    ['a tip', codeOf([...sound, { id: '55', value: '01' }]), 'it asks for a tip or a fee (tag 55)'],
    ['a fixed fee', codeOf([...sound, { id: '56', value: '1.00' }]), 'it asks for a tip or a fee (tag 56)'],
    ['a fee in percent', codeOf([...sound, { id: '57', value: '5' }]), 'it asks for a tip or a fee (tag 57)'],
  ])('%s', (_, text, reason) => expect(readPayableQrCode(text)).toEqual({ ok: false, refusal: reason }));
});

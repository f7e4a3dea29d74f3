import fc from 'fast-check';
import { shapeWarning } from '../../../src/domain/pix/end-to-end-id';
import { textOver } from './br-code-arbitraries';

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const times = fc
  .date({ min: new Date('2020-01-01T00:00:00Z'), max: new Date('2099-12-31T23:59:00Z'), noInvalidDate: true })
  .map(date => date.toISOString().replace(/\D/g, '').slice(0, 12));
const parts = fc.tuple(
  fc.constantFrom('E', 'D'),
  textOver(UPPER, 8, 8),
  times,
  textOver(UPPER + UPPER.toLowerCase(), 11, 11),
);
const usual = 'E00416968202603101827cemeFscF6AG';

describe('the shape of an end-to-end id', () => {
  it.each([usual, 'D18236120202512112009s0018351d9f', 'E12ABC345202402292359AAAAAAAAAAA'])(
    'of %s is usual',
    id => expect(shapeWarning(id)).toBeUndefined(),
  );

  it('is usual with any bank, any minute and any rest', () => {
    fc.assert(fc.property(parts, id => shapeWarning(id.join('')) === undefined));
  });

  it.each([
    ['', 'it has 0 characters, not 32'],
    [`${usual}0`, 'it has 33 characters, not 32'],
    [usual.slice(1), 'it has 31 characters, not 32'],
    [`e${usual.slice(1)}`, 'it starts with neither E nor D'],
    [usual.replace('E00416968', 'E0041696a'), 'its characters 2 to 9 are no ISPB'],
    [usual.replace('2026031018', '2026O31018'), 'its characters 10 to 21 are no time'],
    [usual.replace('20260310', '20261310'), 'its characters 10 to 21 are no time'],
    [usual.replace('20260310', '20260010'), 'its characters 10 to 21 are no time'],
    [usual.replace('20260310', '20260300'), 'its characters 10 to 21 are no time'],
    [usual.replace('20260310', '20260431'), 'its characters 10 to 21 are no time'],
    [usual.replace('20260310', '20260229'), 'its characters 10 to 21 are no time'],
    [usual.replace('20260310', '21000229'), 'its characters 10 to 21 are no time'],
    [usual.replace('1827', '2427'), 'its characters 10 to 21 are no time'],
    [usual.replace('1827', '1860'), 'its characters 10 to 21 are no time'],
    [`${usual.slice(0, -1)}-`, 'its last 11 characters are not letters and digits'],
    [`${usual.slice(0, -1)}\n`, 'its last 11 characters are not letters and digits'],
  ])('of %j is not: %s', (id, warning) => expect(shapeWarning(id)).toBe(warning));

  it('agrees with the calendar about every day', () => {
    const day = fc.tuple(
      fc.integer({ min: 1970, max: 2400 }),
      fc.integer({ min: 0, max: 13 }),
      fc.integer({ min: 0, max: 32 }),
    );
    fc.assert(
      fc.property(day, ([year, month, date]) => {
        const text = `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
        const real = new Date(Date.UTC(year, month - 1, date)).toISOString().startsWith(text);
        const id = `E00416968${text.replaceAll('-', '')}1827cemeFscF6AG`;
        expect(shapeWarning(id) === undefined).toBe(real);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is judged for any text and never quoted', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 3 }).filter(text => !/^[\w ,]*$/.test(text)),
        text => {
          const warning = shapeWarning(text);
          expect(warning).toBeDefined();
          expect(warning).not.toContain(text);
        },
      ),
    );
  });
});

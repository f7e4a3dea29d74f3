import { shapeDifferences } from './shape';

const compare = (sample: object, answer: object, terms = {}) =>
  shapeDifferences(JSON.stringify(sample), JSON.stringify(answer), terms);

describe('Two shapes', () => {
  it.each<[string, object, object, string[]]>([
    ['a field less', { a: 1, b: 1 }, { a: 1 }, ['b is missing']],
    ['a field more', { a: 1 }, { a: 1, c: 1 }, ['c is in no sample']],
    ['another name below', { a: { b: 1 } }, { a: { c: 1 } }, ['a.b is missing', 'a.c is in no sample']],
    ['another type', { a: 1 }, { a: 'x' }, ['a is a text: other, and a number in the sample']],
    ['null for a value', { a: 1 }, { a: null }, ['a is null, and a number in the sample']],
    ['a value for null', { a: null }, { a: 1 }, ['a is a number, and null in the sample']],
    ['an object for a list', { a: [] }, { a: {} }, ['a is a object, and a list in the sample']],
    [
      'another field in a list',
      { a: [{ b: 1 }] },
      { a: [{ b: 1 }, { c: 1 }] },
      ['a[].b is missing', 'a[].c is in no sample'],
    ],
    [
      'another way to write a time',
      { a: '2026-03-10T14:35:00Z' },
      { a: '2026-03-10T14:35:00-03:00' },
      ['a is a text: time with its offset, and a text: UTC time in the sample'],
    ],
    [
      'a return for a payment',
      { a: 'E071368472025121120065P1T3N1CS1A' },
      { a: 'D18236120202512112009s0018351d9f' },
      ['a is a text: id of a return in PIX, and a text: id of a payment in PIX in the sample'],
    ],
  ])('differ by %s', (_name, sample, answer, differences) => {
    expect(compare(sample, answer)).toEqual(differences);
    expect(compare(sample, sample)).toEqual([]);
  });

  it('differ by the decimals of an amount', () => {
    expect(shapeDifferences('{"a":0.30}', '{"a":0.31}')).toEqual([]);
    expect(shapeDifferences('{"a":0.30}', '{"a":0.3}')).toHaveLength(1);
    expect(shapeDifferences('{"a":500}', '{"a":500.00}')).toEqual([]);
    expect(shapeDifferences('{"a":"0.30"}', '{"a":0.30}')).toHaveLength(1);
  });

  it('are alike within their terms, and no further', () => {
    const sample = { a: 'x', b: 'x', c: null, d: {}, e: 'same' };
    const answer = { b: '12', c: 'x', d: { more: 1 }, e: 'same' };
    const terms = { optional: ['a'], free: ['b'], nullable: ['c'], open: ['d'], same: ['e'] };
    expect(compare(sample, answer, terms)).toEqual([]);
    expect(compare(sample, answer)).toHaveLength(4);
    expect(compare(sample, { ...answer, e: 'other' }, terms)).toEqual([
      'e is "other", and "same" in the sample',
    ]);
  });
});

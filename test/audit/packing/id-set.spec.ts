import fc from 'fast-check';
import { IdSet } from '../../../src/audit/packing/id-set';

describe('the set of ids', () => {
  it('knows exactly the ids it was given', () => {
    const few = fc.constantFrom(
      '00000000-0000-0000-0000-000000000000',
      '00000000-0000-0000-0000-000000000001',
      '00000000-0000-0001-0000-000000000000',
      'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(few, fc.uuid()), { maxLength: 400 }), ids => {
        const set = new IdSet();
        const known = new Set<string>();
        for (const id of ids) {
          expect(set.add(id)).toBe(!known.has(id));
          known.add(id);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('grows: many ids, each new once', () => {
    const set = new IdSet();
    const ids = Array.from({ length: 5_000 }, (_, index) => {
      const hex = index.toString(16).padStart(12, '0');
      return `00000000-0000-5000-8000-${hex}`;
    });
    expect(ids.filter(id => set.add(id))).toHaveLength(5_000);
    expect(ids.filter(id => set.add(id))).toHaveLength(0);
  });

  it.each(['', 'x', '0000', '00000000-0000-5000-8000-00000000000g', '00000000000050008000000000000000'])(
    '%j is no id',
    text => {
      expect(new IdSet().add(text)).toBeUndefined();
    },
  );
});

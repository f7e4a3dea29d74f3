import { FieldRule } from '../../fields/field-rules';
import { Field } from '../../fields/request-fields';
import { type FieldFault, invalid } from '../../problems/problem';

/** Its rules are those of `sizesOf`, which knows the signed size and names every fault at once. */
const SizeField = (description: string): PropertyDecorator =>
  Field(
    FieldRule('', () => true),
    { type: 'integer', minimum: 0, example: 1, description } as object,
  );

export class ConsistencyDto {
  @SizeField('Size of the smaller tree, in entries')
  readonly from?: unknown;
  @SizeField('Size of the larger tree, in entries; at most the size of the last checkpoint')
  readonly to?: unknown;
}

/** Two sizes of the tree. @throws {ProblemError} with every fault of them */
export function sizesOf({ from, to }: ConsistencyDto, signedSize: number): { from: number; to: number } {
  const sizes = { from: sizeOf(from), to: sizeOf(to) };
  const faults = (['from', 'to'] as const).flatMap(field => sizeFaults(field, sizes[field], signedSize));
  if (sizes.from > sizes.to) faults.push({ field: 'from', message: 'must not be larger than to' });
  if (faults.length > 0) throw invalid(...faults);
  return sizes;
}

const sizeOf = (value: unknown): number =>
  typeof value === 'string' && /^(0|[1-9]\d{0,14})$/.test(value) ? Number(value) : Number.NaN;

function sizeFaults(field: string, size: number, signedSize: number): FieldFault[] {
  if (Number.isNaN(size)) return [{ field, message: 'must be a whole number of entries, like 1000' }];
  if (size <= signedSize) return [];
  return [{ field, message: `must not be larger than the last checkpoint, which has ${signedSize} entries` }];
}

import { plainToInstance } from 'class-transformer';
import { type ValidationError, validateSync } from 'class-validator';
import { exampleOf, namesOf, nestedClass, schemaOf, wantedForm } from '../../fields/field-facts';
import type { FieldFault } from '../../problems/problem';
import { nearestField } from './nearest-field';

/** The faults of a field and of what stands in it, with the paths of their fields. */
export function faultsOf(error: ValidationError, parent: string): FieldFault[] {
  const field = parent === '' ? error.property : `${parent}.${error.property}`;
  const own = Object.entries(error.constraints ?? {}).map(([kind, message]) =>
    kind === 'whitelistValidation' ? unknownField(error, field) : wrongField(error, field, message),
  );
  const inside = error.children?.length ? error.children : own.length > 0 ? faultsOfNothing(error) : [];
  return [...own, ...inside.flatMap(child => faultsOf(child, field))];
}

function unknownField({ target = {}, property }: ValidationError, field: string): FieldFault {
  const known = namesOf(target);
  const near = nearestField(property, known);
  const meant = near === undefined ? '' : `; did you mean ${near}?`;
  const wanted = known.length === 0 ? {} : { wanted: `one of the fields ${known.join(', ')}` };
  return { field, message: `is not a known field${meant}`, ...wanted };
}

function wrongField(
  { target = {}, property, value }: ValidationError,
  field: string,
  rule: string,
): FieldFault {
  const wanted = wantedForm(target, property);
  const example = exampleOf(target, property);
  return {
    field,
    message: `${whatIsWrong(target, property, value)}${rule}`,
    ...(wanted !== undefined && { wanted }),
    ...(example !== undefined && { example: example as string | object }),
  };
}

/** Says first when the field is missing, or has another JSON type than any right value. */
function whatIsWrong(target: object, property: string, value: unknown): string {
  if (value === undefined) return 'is missing; it ';
  const expected = nestedClass(target, property) ? 'an object' : jsonTypeOf(schemaOf(target, property));
  const given = typeOf(value);
  return expected === undefined || given === expected ? '' : `is ${given}; it `;
}

const jsonTypeOf = ({ type, isArray, enum: choices }: ReturnType<typeof schemaOf>): string | undefined => {
  if (isArray) return 'a list';
  return type === String || choices ? 'text' : undefined;
};

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string' ? 'text' : `a ${typeof value}`;
}

/** An object that is missing is explained like an empty one: so its fields are named, too. */
function faultsOfNothing({ target, property }: ValidationError): ValidationError[] {
  const nested = target && nestedClass(target, property)?.(target);
  if (!nested) return [];
  const empty = plainToInstance(nested, {});
  return validateSync(empty, { stopAtFirstError: true, validationError: { target: true, value: true } });
}

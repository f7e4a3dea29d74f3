/** What a field of a request class says about itself. The faults of a request are explained with it. */

const WANTED = 'holdfast:wanted';
const NESTED = 'holdfast:nested';
/** Where @nestjs/swagger keeps what `ApiProperty` says. */
const SCHEMA = 'swagger/apiModelProperties';
const NAMES = 'swagger/apiModelPropertiesArray';

export interface FieldSchema {
  readonly type?: unknown;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly example?: unknown;
  readonly default?: unknown;
  readonly required?: boolean;
  readonly isArray?: boolean;
}

type Class = new () => object;
/** The class of a nested object, by the object that has the field. */
export type NestedClass = (parent: object) => Class;

/** Keeps the form that a field must have, as it is named after "must be". */
export const wants =
  (form: string): PropertyDecorator =>
  (target, property) =>
    Reflect.defineMetadata(WANTED, form, target, property);

export const nests =
  (nested: NestedClass): PropertyDecorator =>
  (target, property) =>
    Reflect.defineMetadata(NESTED, nested, target, property);

export const wantedForm = (target: object, field: string): string | undefined =>
  Reflect.getMetadata(WANTED, target, field) as string | undefined;

export const nestedClass = (target: object, field: string): NestedClass | undefined =>
  Reflect.getMetadata(NESTED, target, field) as NestedClass | undefined;

export const schemaOf = (target: object, field: string): FieldSchema =>
  (Reflect.getMetadata(SCHEMA, target, field) as FieldSchema | undefined) ?? {};

export const namesOf = (target: object): string[] =>
  ((Reflect.getMetadata(NAMES, target) as string[] | undefined) ?? []).map(name => name.slice(1));

/** An example of the field. Returns undefined when the field gives none. */
export function exampleOf(target: object, field: string): unknown {
  const { example, default: preset, enum: choices, format, type, isArray } = schemaOf(target, field);
  const shown = example ?? preset;
  if (shown !== undefined) return typeof shown === 'number' ? String(shown) : shown;
  if (choices) return choices[0];
  if (format === 'date-time') return '2026-03-01T12:00:00Z';
  const nested = nestedClass(target, field)?.(target) ?? (isArray ? (type as () => Class)() : undefined);
  if (nested) return isArray ? [exampleObject(nested)] : exampleObject(nested);
  return undefined;
}

/** An object with every field that is needed or that shows an example. */
function exampleObject(type: Class): object {
  const target = type.prototype as object;
  const shown = namesOf(target).filter(name => {
    const { required = true, example } = schemaOf(target, name);
    return required || example !== undefined;
  });
  return Object.fromEntries(shown.map(name => [name, exampleOf(target, name)]));
}

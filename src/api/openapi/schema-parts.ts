import type { OpenAPIObject } from '@nestjs/swagger';

export type Schema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];
type ReferenceObject = { $ref: string };
export type SchemaObject = Exclude<Schema, ReferenceObject>;

export const text = (example: string): SchemaObject => ({ type: 'string', example });
export const nullable = (schema: SchemaObject): SchemaObject => ({ ...schema, nullable: true });
export const time: SchemaObject = {
  type: 'string',
  format: 'date-time',
  example: '2026-03-01T12:00:00.000Z',
};
export const ref = (name: string): ReferenceObject => ({ $ref: `#/components/schemas/${name}` });

/** An object all of whose fields are always there; what may be absent is null. */
export const record = (properties: Record<string, Schema>, description?: string): SchemaObject => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
  ...(description === undefined ? {} : { description }),
});
export const page = (item: string): SchemaObject =>
  record({ items: { type: 'array', items: ref(item) }, nextCursor: nullable(text('cjUw')) });

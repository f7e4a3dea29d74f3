/** A schema as the decorators describe it, or any other object of the document. */
interface SchemaNode {
  readonly [field: string]: unknown;
}

const NULL = { type: 'null' };

/**
 * Turns `nullable` of OpenAPI 3.0 into the types of 3.1, everywhere in a part of the document. A reference that can be null
 * becomes one of two: the reference, or null.
 */
export function withNullTypes(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withNullTypes);
  if (typeof node !== 'object' || node === null) return node;
  const fields = Object.entries(node).map(([name, value]) => [name, withNullTypes(value)]);
  const { nullable, ...schema } = Object.fromEntries(fields) as SchemaNode;
  const plain = withoutTypeOfReference(schema);
  return nullable === true ? orNull(plain) : plain;
}

/** The schema that is referred to says its own type. */
function withoutTypeOfReference(schema: SchemaNode): SchemaNode {
  if (!Array.isArray(schema.allOf) || schema.properties !== undefined) return schema;
  const { type: _type, ...rest } = schema;
  return rest;
}

function orNull(schema: SchemaNode): SchemaNode {
  const { allOf, oneOf, type, enum: choices, ...rest } = schema;
  if (Array.isArray(allOf)) return { ...rest, anyOf: [...(allOf as unknown[]), NULL] };
  if (Array.isArray(oneOf)) return { ...rest, oneOf: [...(oneOf as unknown[]), NULL] };
  const values = Array.isArray(choices) && { enum: [...new Set([...(choices as unknown[]), null])] };
  return { ...rest, type: [type, 'null'], ...values };
}

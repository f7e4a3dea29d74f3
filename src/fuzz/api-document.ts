interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}
interface Operation {
  readonly requestBody?: { readonly content?: Readonly<Record<string, Content>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Content>> }>>;
}
interface Content {
  readonly schema?: Schema;
}
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  /** What the service sends, by the name of the event. */
  readonly webhooks?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** An answer as it left the service. */
export interface SentAnswer {
  readonly method: string;
  /** Without the query string. */
  readonly path: string;
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

const JSON_TYPE = /^application\/(problem\+)?json$/;
const PROBLEM: Schema = { $ref: '#/components/schemas/Problem' };
const RFC_3339_UTC = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/**
 * Compares answers with the API's own OpenAPI document. An undocumented status, media type or field is a difference, and
 * so is a documented field that is missing or has another type. A route that is not in the document (the document itself)
 * is compared only when it answers an error.
 */
export class ApiDocument {
  constructor(private readonly document: OpenApi) {}

  differences(answer: SentAnswer): string[] {
    const { method, path, status, text } = answer;
    const mediaType = answer.contentType.split(';')[0]!.trim();
    const operation = this.operation(method.toLowerCase(), path);
    if (!operation && status < 400) return [];
    if (operation?.responses[status] && status === 204 && text === '') return [];
    const schema = operation ? operation.responses[status]?.content?.[mediaType] : { schema: PROBLEM };
    const found = schema
      ? JSON_TYPE.test(mediaType)
        ? this.compare(JSON.parse(text), schema.schema ?? {}, '')
        : []
      : [`${mediaType} is not documented`];
    return found.map(difference => `${method} ${path} ${status}: ${difference}`);
  }

  /** The same of a message that the service sends. */
  messageDifferences(type: string, text: string): string[] {
    const content = this.document.webhooks?.[type]?.['post']?.requestBody?.content;
    const { schema } = content?.['application/json'] ?? {};
    return schema ? this.compare(JSON.parse(text), schema, '') : [`${type} is not documented`];
  }

  /** The route that answers; a literal path goes before one with a parameter. */
  private operation(method: string, path: string): Operation | undefined {
    const templates = Object.entries(this.document.paths)
      .filter(([template, methods]) => method in methods && matches(template, path))
      .sort(([left], [right]) => left.split('{').length - right.split('{').length);
    return templates[0]?.[1][method];
  }

  private compare(value: unknown, given: Schema, at: string): string[] {
    const schema = this.resolve(given);
    const choices = schema.oneOf ?? schema.anyOf;
    const types = typesOf(schema);
    if (value === null) {
      const isNullable = types.includes('null') || choices?.some(({ type }) => type === 'null');
      return isNullable ? [] : [`${at} is null`];
    }
    if (choices) return this.compareWithOneOf(value, choices.filter(isNoNull), at);
    if (schema.enum && !schema.enum.includes(value)) return [`${at} is ${String(value)}, not in the enum`];
    switch (types.find(type => type !== 'null')) {
      case 'array':
        if (!Array.isArray(value)) return [`${at} is no array`];
        return value.flatMap((entry, index) => this.compare(entry, schema.items ?? {}, `${at}[${index}]`));
      case 'object':
        return this.compareObject(value, schema, at);
      case 'string':
        if (schema.format === 'date-time' && !RFC_3339_UTC.test(String(value))) return [`${at} is no time`];
        return typeof value === 'string' ? [] : [`${at} is no string`];
      case 'integer':
        return Number.isInteger(value) ? [] : [`${at} is no integer`];
      case 'boolean':
        return typeof value === 'boolean' ? [] : [`${at} is no boolean`];
      default:
        return [`${at} has no documented type`];
    }
  }

  private compareObject(value: unknown, schema: Schema, at: string): string[] {
    if (typeof value !== 'object' || Array.isArray(value)) return [`${at} is no object`];
    const { properties = {}, required = [], additionalProperties } = schema;
    if (additionalProperties === true) return [];
    const fields = Object.entries(value as object) as [string, unknown][];
    return [
      ...required.filter(name => !(name in (value as object))).map(name => `${at}.${name} is missing`),
      ...fields.flatMap(([name, child]) => {
        const field = properties[name];
        return field ? this.compare(child, field, `${at}.${name}`) : [`${at}.${name} is not documented`];
      }),
    ];
  }

  private compareWithOneOf(value: unknown, schemas: readonly Schema[], at: string): string[] {
    if (schemas.length === 1) return this.compare(value, schemas[0]!, at);
    const results = schemas.map(schema => this.compare(value, schema, at));
    return results.some(differences => differences.length === 0)
      ? []
      : [`${at} is none of: ${results.flat().join('; ')}`];
  }

  /** A reference with a description stands in a document as `allOf` with one entry. */
  private resolve(schema: Schema): Schema {
    if (schema.$ref !== undefined)
      return this.resolve(this.document.components.schemas[schema.$ref.split('/').at(-1)!] ?? {});
    if (schema.allOf?.length !== 1) return schema;
    const { allOf, ...own } = schema;
    return { ...this.resolve(allOf[0]!), ...own };
  }
}

const typesOf = ({ type }: Schema): readonly string[] => (typeof type === 'string' ? [type] : (type ?? []));

const isNoNull = ({ type }: Schema): boolean => type !== 'null';

/** The parameter `path` has slashes. */
export const templatePattern = (template: string): string =>
  template.replace('{path}', '.+').replace(/\{\w+\}/g, '[^/]+');

const matches = (template: string, path: string): boolean =>
  new RegExp(`^${templatePattern(template)}/?$`).test(path);

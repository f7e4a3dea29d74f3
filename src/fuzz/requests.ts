import fc from 'fast-check';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly example?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}
interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: Schema;
  readonly example?: unknown;
}
interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}
export interface FuzzedDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export interface FuzzedRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

const text = fc.oneof(fc.string({ maxLength: 20 }), fc.string({ unit: 'binary', maxLength: 20 }));
const NASTY = [null, -0, 1e308, true, [], {}, '', '\0', '__proto__', '%00', '../..', '9'.repeat(400)];
const junk = fc.oneof(fc.constantFrom(...NASTY), text, fc.jsonValue({ maxDepth: 3 }));
const HEADER = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Makes requests of every operation of the document: values of its schemas, and now and then something else. */
export class Requests {
  constructor(private readonly document: FuzzedDocument) {}

  any(): fc.Arbitrary<FuzzedRequest> {
    return fc.oneof(
      ...this.all().map(({ method, path, operation }) => this.requestsOf(method, path, operation)),
    );
  }

  private all() {
    return Object.entries(this.document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
    );
  }

  private requestsOf(
    method: string,
    path: string,
    { parameters = [], requestBody }: Operation,
  ): fc.Arbitrary<FuzzedRequest> {
    const values = (place: string) => fc.record(this.named(parameters, place), { requiredKeys: [] });
    const [mediaType, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
    const body = content ? this.body(content.schema, mediaType!) : fc.constant(undefined);
    const parts = fc.record({ path: values('path'), query: values('query'), header: values('header'), body });
    return parts.map(given => ({
      method: method.toUpperCase(),
      path: addressOf(path, given.path, given.query),
      headers: headersOf(given.header, mediaType),
      body: given.body,
    }));
  }

  private named(parameters: readonly Parameter[], place: string): Record<string, fc.Arbitrary<unknown>> {
    const own = parameters.filter(parameter => parameter.in === place);
    return Object.fromEntries(
      own.map(({ name, schema = {}, example }) => [
        name,
        mostly(this.value({ ...schema, ...(example !== undefined && { example }) }), text),
      ]),
    );
  }

  private body(schema: Schema, mediaType: string): fc.Arbitrary<string | undefined> {
    if (!mediaType.includes('json')) return fc.option(text, { nil: undefined });
    const json = mostly(this.value(schema), junk).map(value => JSON.stringify(value));
    return fc.oneof(
      { weight: 20, arbitrary: json },
      { weight: 1, arbitrary: fc.option(text, { nil: undefined }) },
    );
  }

  private value(given: Schema, depth = 0): fc.Arbitrary<unknown> {
    const schema = this.resolved(given);
    const choices = schema.oneOf ?? schema.anyOf;
    if (choices) return fc.oneof(...choices.map(each => this.value(each, depth + 1)));
    if (schema.type === 'null') return fc.constant(null);
    if (schema.enum) return fc.constantFrom(...schema.enum);
    if (schema.type === 'array')
      return fc.array(mostly(this.value(schema.items ?? {}, depth + 1), junk), { maxLength: 4 });
    if (schema.properties) return this.object(schema, depth);
    if (schema.type === 'integer') return fc.oneof(fc.integer(), fc.constant(1));
    if (schema.format === 'date-time')
      return fc.date({ noInvalidDate: true }).map(date => date.toISOString());
    return schema.example === undefined ? text : fc.oneof(fc.constant(schema.example), text);
  }

  private object({ properties = {}, required = [] }: Schema, depth: number): fc.Arbitrary<unknown> {
    const fields = Object.entries(properties).map(([name, field]) => [
      name,
      mostly(this.value(field, depth + 1), junk),
    ]);
    const whole = fc.record(Object.fromEntries(fields) as Record<string, fc.Arbitrary<unknown>>, {
      requiredKeys: [...required],
    });
    const wrong = fc
      .tuple(whole, fc.dictionary(text, junk, { maxKeys: 2 }))
      .map(([own, more]) => ({ ...own, ...more }));
    return mostly(whole, wrong);
  }

  private resolved(schema: Schema): Schema {
    if (schema.$ref !== undefined)
      return this.resolved(this.document.components.schemas[schema.$ref.split('/').at(-1)!] ?? {});
    if (schema.allOf?.length !== 1) return schema;
    const { allOf, ...own } = schema;
    return { ...this.resolved(allOf[0]!), ...own };
  }
}

const mostly = (usual: fc.Arbitrary<unknown>, other: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 12, arbitrary: usual }, { weight: 1, arbitrary: other });

function addressOf(template: string, path: object, query: object): string {
  const values = path as Record<string, unknown>;
  const address = template.replace(/\{(\w+)\}/g, (_, name: string) => encode(values[name] ?? 'x'));
  const pairs = Object.entries(query).map(([name, value]) => `${encode(name)}=${encode(value)}`);
  return pairs.length > 0 ? `${address}?${pairs.join('&')}` : address;
}

/** Half a surrogate pair has no encoding. */
const encode = (value: unknown): string => encodeURIComponent(String(value).replace(/\p{Cs}/gu, ''));

function headersOf(header: object, mediaType: string | undefined): Record<string, string> {
  const given = Object.entries(header).map(([name, value]) => [name, String(value)] as const);
  const sendable = given.filter(([, value]) => HEADER.test(value) && value.trim() === value);
  return { ...Object.fromEntries(sendable), ...(mediaType !== undefined && { 'Content-Type': mediaType }) };
}

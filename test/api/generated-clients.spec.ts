import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { apiDocument } from '../../src/api/http/openapi/document';
import { OPERATION_IDS } from '../../src/api/http/openapi/operation-ids';
import { startApi, type TestApi } from './support';

const ROOT = resolve(__dirname, '../..');

interface Schema {
  readonly [field: string]: unknown;
  readonly type?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}
interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly responses: Readonly<Record<string, { description: string; headers: object; content?: object }>>;
}
interface Document {
  readonly openapi: string;
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

let api: TestApi;
let document: Document;
beforeAll(async () => {
  api = await startApi();
  document = apiDocument(api.app) as unknown as Document;
});
afterAll(() => api.close());

const operations = (): [string, Operation][] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method} ${path}`,
      operation,
    ]),
  );

/** Objects whose content the document leaves open, each for its reason. */
const OPEN = new Map([
  ['Event.data', 'an event has the fields of its type'],
  ['Event.metadata', 'events of former versions have other fields'],
  ['FieldFault.example|1', 'an example of any field'],
  ['FieldFault.example|2[]', 'an example of any field'],
]);

/** What a generator cannot make a type of. */
function untyped(schema: Schema, at: string): string[] {
  const inner = Object.entries(schema.properties ?? {}).flatMap(([name, field]) =>
    untyped(field, `${at}.${name}`),
  );
  const choices = ['oneOf', 'anyOf', 'allOf'].flatMap(kind =>
    ((schema[kind] ?? []) as Schema[]).flatMap((choice, index) => untyped(choice, `${at}|${index}`)),
  );
  const items = schema.items ? untyped(schema.items, `${at}[]`) : [];
  const isTyped = ['type', '$ref', 'oneOf', 'anyOf', 'allOf'].some(field => field in schema);
  const faults = [
    ...(isTyped ? [] : [`${at} has no type`]),
    ...(schema.type === 'array' && !schema.items ? [`${at} is a list of anything`] : []),
    ...(schema.type === 'object' && !schema.properties && !OPEN.has(at) ? [`${at} is any object`] : []),
    ...('nullable' in schema ? [`${at} says nullable, which OpenAPI 3.1 does not know`] : []),
  ];
  return [...faults, ...inner, ...choices, ...items];
}

/** Every schema of the document with its place. */
function schemas(): [string, Schema][] {
  const inline = operations().flatMap(([route, operation]) =>
    schemasIn(operation).map(schema => [route, schema] as [string, Schema]),
  );
  return [...Object.entries(document.components.schemas), ...inline];
}

const schemasIn = (node: unknown): Schema[] =>
  typeof node !== 'object' || node === null
    ? []
    : Object.entries(node).flatMap(([name, value]) =>
        name === 'schema' ? [value as Schema] : schemasIn(value),
      );

describe('the OpenAPI document, as generators of clients read it', () => {
  it('is of OpenAPI 3.1', () => expect(document.openapi).toBe('3.1.0'));

  it('names every operation with a verb and a noun, and no two alike', () => {
    const names = operations().map(([route, { operationId }]) => {
      expect([route, operationId]).toEqual([route, OPERATION_IDS[route]]);
      expect(operationId).toMatch(/^[a-z]+([A-Z][a-z]+)+$|^[a-z]+[A-Z][a-z]+$/);
      return operationId;
    });
    expect(new Set(names).size).toBe(names.length);
  });

  it('has types for every field of every request and answer', () => {
    expect(schemas().flatMap(([at, schema]) => untyped(schema, at))).toEqual([]);
  });

  it.each([
    ['X has no type', {}],
    ['X is any object', { type: 'object', additionalProperties: true }],
    ['X.list is a list of anything', { type: 'object', properties: { list: { type: 'array' } } }],
    ['X|0[] is any object', { oneOf: [{ type: 'array', items: { type: 'object' } }] }],
    ['X says nullable, which OpenAPI 3.1 does not know', { type: 'string', nullable: true }],
  ])('would not pass with a schema that says: %s', (fault, schema) => {
    expect(untyped(schema, 'X')).toEqual([fault]);
  });

  it('tells the destinations of a payee apart by their type', () => {
    const { destination } = document.components.schemas.Payee!.properties!;
    expect(destination).toMatchObject({
      discriminator: { propertyName: 'type', mapping: { PIX: '#/components/schemas/PixDestinationDto' } },
    });
  });

  it('lists every code that an error can have', () => {
    const codes = document.components.schemas.ProblemCode as { enum: string[] };
    for (const code of ['VALIDATION_FAILED', 'INSUFFICIENT_FUNDS', 'PROJECTION_BEHIND', 'KEY_ENDED'])
      expect(codes.enum).toContain(code);
    expect(document.components.schemas.Problem!.properties!.code).toMatchObject({
      allOf: [{ $ref: '#/components/schemas/ProblemCode' }],
    });
  });

  it('describes the group of every operation', () => {
    const described = document.tags.filter(({ description }) => description.length > 20);
    for (const [route, { tags }] of operations())
      expect([route, described.map(({ name }) => name)]).toEqual([route, expect.arrayContaining(tags)]);
  });

  it('says with 429 and 503 that Retry-After comes, and with every answer X-Request-Id', () => {
    for (const [, { responses }] of operations()) {
      for (const [status, { headers }] of Object.entries(responses)) {
        expect(Object.keys(headers)).toContain('X-Request-Id');
        if (['429', '503'].includes(status)) expect(Object.keys(headers)).toContain('Retry-After');
      }
    }
  });

  it('has no fault and no warning by the recommended rules of Redocly', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'holdfast-lint-'));
    const file = join(folder, 'openapi.json');
    await writeFile(file, JSON.stringify(document));
    const redocly = join(ROOT, 'node_modules/@redocly/cli/bin/cli.js');
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
    const args = [redocly, 'lint', file, '--format=json', '--extends=recommended'];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder, env });
    await rm(folder, { recursive: true });
    const { totals, problems } = JSON.parse(stdout) as { totals: object; problems: unknown[] };
    expect(problems).toEqual([]);
    expect(totals).toMatchObject({ errors: 0, warnings: 0 });
  });
});

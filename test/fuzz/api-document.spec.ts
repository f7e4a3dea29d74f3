import { ApiDocument, type OpenApi } from '../../src/fuzz/api-document';

const text = { type: 'string' };
const document = new ApiDocument({
  paths: {
    '/v1/things/{id}': {
      get: {
        responses: {
          200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } },
        },
      },
    },
  },
  components: {
    schemas: {
      Thing: {
        type: 'object',
        required: ['name', 'at', 'part'],
        properties: {
          name: text,
          at: { type: 'string', format: 'date-time' },
          kind: { type: 'string', enum: ['A', 'B'] },
          count: { type: 'integer' },
          part: { anyOf: [{ $ref: '#/components/schemas/Part' }, { type: 'null' }] },
          note: { type: ['string', 'null'] },
          either: { oneOf: [{ $ref: '#/components/schemas/Part' }, text] },
          list: { type: 'array', items: text },
        },
      },
      Part: { type: 'object', required: ['on'], properties: { on: { type: 'boolean' } } },
      Problem: { type: 'object', required: ['code'], properties: { code: text } },
    },
  },
} satisfies OpenApi);

const whole = { name: 'x', at: '2026-03-01T12:00:00.000Z', part: null };
const differences = (body: object, status = 200, contentType = 'application/json; charset=utf-8') =>
  document.differences({
    method: 'GET',
    path: '/v1/things/7',
    status,
    contentType,
    text: JSON.stringify(body),
  });

describe('ApiDocument', () => {
  it('accepts an answer that is as documented', () => {
    const more = { note: null, kind: 'A', count: 3, part: { on: true }, either: 'x', list: ['y'] };
    expect(differences(whole)).toEqual([]);
    expect(differences({ ...whole, ...more })).toEqual([]);
  });

  it.each<[string, object]>([
    ['.extra is not documented', { ...whole, extra: 1 }],
    ['.name is missing', { at: whole.at, part: null }],
    ['.name is null', { ...whole, name: null }],
    ['.name is no string', { ...whole, name: 7 }],
    ['.note is no string', { ...whole, note: 7 }],
    ['.at is no time', { ...whole, at: '2026-03-01' }],
    ['.kind is C, not in the enum', { ...whole, kind: 'C' }],
    ['.count is no integer', { ...whole, count: 1.5 }],
    ['.part.on is missing', { ...whole, part: {} }],
    ['.part.off is not documented', { ...whole, part: { on: true, off: true } }],
    ['.list[1] is no string', { ...whole, list: ['a', 1] }],
    ['.either is none of: .either.on is missing; .either is no string', { ...whole, either: {} }],
  ])('finds that %s', (difference, body) => {
    expect(differences(body)).toEqual([`GET /v1/things/7 200: ${difference}`]);
  });

  it('finds a status and a media type that are not documented', () => {
    expect(differences(whole, 201)).toEqual(['GET /v1/things/7 201: application/json is not documented']);
    expect(differences(whole, 200, 'text/csv')).toEqual(['GET /v1/things/7 200: text/csv is not documented']);
  });

  it('compares the error of an unknown route with the problem schema', () => {
    const answer = { method: 'GET', path: '/nowhere', contentType: 'application/problem+json', status: 404 };
    expect(document.differences({ ...answer, text: '{"code":"NOT_FOUND"}' })).toEqual([]);
    expect(document.differences({ ...answer, text: '{}' })).toEqual(['GET /nowhere 404: .code is missing']);
  });
});

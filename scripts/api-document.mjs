// Makes the OpenAPI document from the built controllers. No part of the service starts.
import { createRequire } from 'node:module';
import 'reflect-metadata';

const require = createRequire(import.meta.url);

/** Returns the document as a service with its providers answers it at /docs-json. */
export async function apiDocumentOfBuild() {
  const { Test } = require('@nestjs/testing');
  const { FEATURES } = require('../dist/app.module.js');
  const { apiDocument } = require('../dist/api/http/openapi/document.js');
  const { ProviderModes } = require('../dist/api/operations/provider-modes.js');
  const parts = new Map([[ProviderModes, { byProvider: new Map() }]]);
  const builder = Test.createTestingModule({ imports: FEATURES }).useMocker(token => parts.get(token) ?? {});
  const app = (await builder.compile()).createNestApplication({ bodyParser: false, logger: false });
  return apiDocument(app);
}

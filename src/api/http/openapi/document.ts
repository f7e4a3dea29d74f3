import type { INestApplication } from '@nestjs/common';
import { modeOfAll, ProviderModes } from '../../operations/provider-modes';
import { DocumentBuilder, getSchemaPath, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { Problem, PROBLEM_TYPE } from '../../problems/problem';
import { RETRY_AFTER } from './decorators';
import { withNullTypes } from './null-types';
import { withOperations } from './operations';
import { TAGS } from './tags';
import { MESSAGE_BODIES, outboundWebhooks } from './webhooks';

const DESCRIPTION = `Asks for payouts by PIX, and keeps the books of them.

Money is a decimal string with exactly the currency's digits. Times are RFC 3339 in UTC. Every error is
\`application/problem+json\` with a stable \`code\`; for a refused request nothing is written.

An operation names the scopes of which a key needs one. A path answers HEAD wherever it answers GET. A method that a
path does not have is answered with 405 METHOD_NOT_ALLOWED and \`Allow\`, and OPTIONS with 204 and \`Allow\`.`;

const SIMULATED = 'A provider is not configured, so its sandbox stands in, and its payouts move no money.';

/** A reader of the document must not take a trial for payments. */
const descriptionOf = (modes: ProviderModes): string =>
  modeOfAll(modes) === 'live' ? DESCRIPTION : `**mode: sandbox. ${SIMULATED}**\n\n${DESCRIPTION}`;

/** Any request can meet a limit of its key or its address. */
const LIMITED = {
  status: 429,
  description: 'RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After',
  headers: RETRY_AFTER,
  content: { [PROBLEM_TYPE]: { schema: { $ref: getSchemaPath(Problem) } } },
} as const;

const LICENSE = { name: 'No licence yet: no rights are granted', identifier: 'LicenseRef-None' };

/** Makes the OpenAPI document of all routes of the application. */
export function apiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Holdfast')
    .setDescription(descriptionOf(app.get(ProviderModes)))
    .setVersion('1')
    .addServer('/', 'The service that answers this document')
    .addGlobalResponse(LIMITED)
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key' });
  for (const [name, description] of Object.entries(TAGS)) config.addTag(name, description);
  const document = SwaggerModule.createDocument(app, config.build(), { extraModels: MESSAGE_BODIES });
  const info = { ...document.info, license: LICENSE } as OpenAPIObject['info'];
  const paths = withOperations(document.paths);
  return withNullTypes({ ...document, info, paths, webhooks: outboundWebhooks() }) as OpenAPIObject;
}

/** Serves the document at /docs for people and at /docs-json for programs. The first request makes it. */
export function serveDocument(app: INestApplication): void {
  SwaggerModule.setup('docs', app, () => apiDocument(app), {
    jsonDocumentUrl: 'docs-json',
    raw: ['json'],
    customSiteTitle: 'Holdfast API',
  });
}

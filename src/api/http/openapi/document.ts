import type { INestApplication } from '@nestjs/common';
import { modeOfAll, ProviderModes } from '../../operations/provider-modes';
import { DocumentBuilder, getSchemaPath, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { Problem, PROBLEM_TYPE } from '../../problems/problem';

const DESCRIPTION = `Asks for payouts by PIX, and keeps the books of them.

Money is a decimal string with exactly the currency's digits. Times are RFC 3339 in UTC. Every error is
\`application/problem+json\` with a stable \`code\`; for a refused request nothing is written.`;

const SIMULATED = 'A provider is not configured, so its sandbox stands in, and its payouts move no money.';

/** A reader of the document must not take a trial for payments. */
const descriptionOf = (modes: ProviderModes): string =>
  modeOfAll(modes) === 'live' ? DESCRIPTION : `**mode: sandbox. ${SIMULATED}**\n\n${DESCRIPTION}`;

/** Any request can meet a limit of its key or its address. */
const LIMITED = {
  status: 429,
  description: 'RATE_LIMITED or TOO_MANY_REQUESTS: repeat the request as it was after Retry-After',
  content: { [PROBLEM_TYPE]: { schema: { $ref: getSchemaPath(Problem) } } },
} as const;

/** Makes the OpenAPI document of all routes of the application. */
export function apiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Holdfast')
    .setDescription(descriptionOf(app.get(ProviderModes)))
    .setVersion('1')
    .addGlobalResponse(LIMITED)
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key' })
    .build();
  return SwaggerModule.createDocument(app, config);
}

/** Serves the document at /docs for people and at /docs-json for programs. The first request makes it. */
export function serveDocument(app: INestApplication): void {
  SwaggerModule.setup('docs', app, () => apiDocument(app), {
    jsonDocumentUrl: 'docs-json',
    raw: ['json'],
    customSiteTitle: 'Holdfast API',
  });
}

import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { SCHEMAS } from '../../openapi/schemas';

const DESCRIPTION = `Asks for payouts by PIX, and keeps the books of them.

Money is a decimal string with exactly the currency's digits. Times are RFC 3339 in UTC. Every error is
\`application/problem+json\` with a stable \`code\`; for a refused request nothing is written.`;

/** The OpenAPI document of every route the application has. */
export function apiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Holdfast')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key' })
    .build();
  const document = SwaggerModule.createDocument(app, config);
  return {
    ...document,
    components: { ...document.components, schemas: { ...document.components?.schemas, ...SCHEMAS } },
  };
}

/** Serves it: for people at /docs, for programs at /docs-json. It is made when it is first asked for. */
export function serveDocument(app: INestApplication): void {
  SwaggerModule.setup('docs', app, () => apiDocument(app), {
    jsonDocumentUrl: 'docs-json',
    raw: ['json'],
    customSiteTitle: 'Holdfast API',
  });
}

import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

const DESCRIPTION = `Asks for payouts by PIX, and keeps the books of them.

Money is a decimal string with exactly the currency's digits. Times are RFC 3339 in UTC. Every error is
\`application/problem+json\` with a stable \`code\`; for a refused request nothing is written.`;

/** Makes the OpenAPI document of all routes of the application. */
export function apiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Holdfast')
    .setDescription(DESCRIPTION)
    .setVersion('1')
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

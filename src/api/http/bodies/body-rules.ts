import type { IncomingMessage } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { BODY, type BodyRule } from '../../../shared/route-metadata';
import { metadata, pathOf, routesOf } from './routes';

interface RouteRule {
  readonly path: RegExp;
  readonly rule: BodyRule;
}

/** The rule of a route that says nothing about its body. */
const DEFAULT: BodyRule = { kind: 'json', limit: '100kb' };

/** The rules of `RawBody`, `FileBody` and `JsonBody`, as the routes of the application state them. */
export class BodyRules {
  private readonly routes: readonly RouteRule[];

  constructor(app: NestExpressApplication) {
    this.routes = routesOf(app).flatMap(({ path, handler }) => {
      const rule = metadata<BodyRule>(BODY, handler);
      return rule ? [{ path, rule }] : [];
    });
  }

  /** Every rule that a request can meet. */
  get all(): readonly BodyRule[] {
    return [DEFAULT, ...this.routes.map(({ rule }) => rule)];
  }

  ruleOf(request: IncomingMessage): BodyRule {
    const path = pathOf(request);
    return this.routes.find(route => route.path.test(path))?.rule ?? DEFAULT;
  }
}

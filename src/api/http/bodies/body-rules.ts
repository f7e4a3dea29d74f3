import type { IncomingMessage } from 'node:http';
import type { RequestMethod, Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { BODY, type BodyRule } from '../../../shared/route-metadata';

interface RouteRule {
  readonly path: RegExp;
  readonly rule: BodyRule;
}

/** The rule of a route that says nothing about its body. */
const DEFAULT: BodyRule = { kind: 'json', limit: '100kb' };

/**
 * The rules of `RawBody`, `TextBody` and `JsonBody`, as the routes of the application state them. Bodies are read before
 * the router knows the route, so a request's path is compared with the paths of these routes.
 */
export class BodyRules {
  private readonly routes: readonly RouteRule[];

  constructor(app: NestExpressApplication) {
    const modules = [...app.get(ModulesContainer).values()];
    const controllers = modules.flatMap(module => [...module.controllers.values()]);
    this.routes = controllers.flatMap(({ metatype }) => rulesOf(metatype as Type));
  }

  /** Every rule that a request can meet. */
  get all(): readonly BodyRule[] {
    return [DEFAULT, ...this.routes.map(({ rule }) => rule)];
  }

  ruleOf(request: IncomingMessage): BodyRule {
    const path = (request.url ?? '').replace(/[?#].*$/s, '');
    return this.routes.find(route => route.path.test(path))?.rule ?? DEFAULT;
  }
}

function rulesOf(controller: Type): RouteRule[] {
  const base = metadata<string>(PATH_METADATA, controller) ?? '';
  const prototype = controller.prototype as Record<string, object>;
  return new MetadataScanner().getAllMethodNames(prototype).flatMap(name => {
    const handler = prototype[name]!;
    const rule = metadata<BodyRule>(BODY, handler);
    const isRoute = metadata<RequestMethod>(METHOD_METADATA, handler) !== undefined;
    if (!rule || !isRoute) return [];
    return [{ path: patternOf(`${base}/${metadata<string>(PATH_METADATA, handler) ?? ''}`), rule }];
  });
}

/** Express ignores the case of a path and one slash at its end. */
function patternOf(path: string): RegExp {
  const segments = path.split('/').filter(segment => segment !== '');
  const patterns = segments.map(segment => (segment.startsWith(':') ? '[^/]+' : escaped(segment)));
  return new RegExp(`^/${patterns.join('/')}/?$`, 'i');
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const metadata = <Value>(key: string, target: object): Value | undefined =>
  Reflect.getMetadata(key, target) as Value | undefined;

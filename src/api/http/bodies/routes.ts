import type { IncomingMessage } from 'node:http';
import type { RequestMethod, Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';

/** A route as its controller states it. */
export interface Route {
  readonly path: RegExp;
  readonly method: RequestMethod;
  /** The method of the controller, which carries what the route says about itself. */
  readonly handler: object;
}

/** Every route of the application. Bodies are read before the router knows the route, so a path is compared with these. */
export function routesOf(app: NestExpressApplication): Route[] {
  const modules = [...app.get(ModulesContainer).values()];
  const controllers = modules.flatMap(module => [...module.controllers.values()]);
  return controllers.flatMap(({ metatype }) => routesOfController(metatype as Type));
}

/** What a route or controller says under the key; undefined: nothing. */
export const metadata = <Value>(key: string, target: object): Value | undefined =>
  Reflect.getMetadata(key, target) as Value | undefined;

/** The path of a request, without its query. */
export const pathOf = (request: IncomingMessage): string => (request.url ?? '').replace(/[?#].*$/s, '');

/** Whether a request announces a body. */
export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

function routesOfController(controller: Type): Route[] {
  const base = metadata<string>(PATH_METADATA, controller) ?? '';
  const prototype = controller.prototype as Record<string, object>;
  return new MetadataScanner().getAllMethodNames(prototype).flatMap(name => {
    const handler = prototype[name]!;
    const method = metadata<RequestMethod>(METHOD_METADATA, handler);
    if (method === undefined) return [];
    const path = patternOf(`${base}/${metadata<string>(PATH_METADATA, handler) ?? ''}`);
    return [{ path, method, handler }];
  });
}

/** Express ignores the case of a path and one slash at its end. */
function patternOf(path: string): RegExp {
  const segments = path.split('/').filter(segment => segment !== '');
  const patterns = segments.map(patternOfSegment);
  return new RegExp(`^/${patterns.join('/')}/?$`, 'i');
}

function patternOfSegment(segment: string): string {
  if (segment.startsWith('*')) return '.+';
  return segment.startsWith(':') ? '[^/]+' : escaped(segment);
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

import { Controller, Global, HttpCode, Module, Post, Req } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { ApiExcludeController } from '@nestjs/swagger';
import { Test } from '@nestjs/testing';
import type { Request } from 'express';
import supertest from 'supertest';
import type { Persons } from '../../src/api/auth/oidc/token-before-key';
import { configureHttp } from '../../src/api/http/configure-http';
import { HttpModule } from '../../src/api/http/http.module';
import { nestLogger } from '../../src/api/http/nest-logger';
import type { HealthProbe } from '../../src/api/operations/readiness';
import type { Gauge } from '../../src/api/operations/gauge';
import { FEATURES } from '../../src/app.module';
import type { Position } from '../../src/event-store/event-store';
import { queryRefusal } from '../../src/queries/reading/results';
import { systemClock } from '../../src/shared/clock';
import { createLogger, type Logger, silentLogger } from '../../src/shared/logging';
import type { ReadModelFreshness } from '../../src/queries/reading/read-model-freshness';
import { DEFAULT_LIMITS, type EdgeLimits } from '../../src/shared/settings/edge-limits';
import { ok, refuse } from '../../src/shared/result';
import { Public, RawBody } from '../../src/shared/route-metadata';
import { InMemoryEventStore } from '../support/in-memory-event-store';
import { checkAnswers } from './answers-are-documented';
import { Dispatched, FAKE_HANDLERS } from './fakes';
import { ADMIN_KEY, testPorts, type TestPorts } from './ports';

export { ADMIN_KEY };

/** Stands where the provider's door will: it answers with the bytes it was given. */
@ApiExcludeController()
@Controller('webhooks')
class EchoWebhookController {
  @Post('echo')
  @HttpCode(200)
  @Public()
  @RawBody('256kb')
  echo(@Req() request: Request): { bytes: string } {
    return { bytes: (request.body as Buffer).toString('hex') };
  }
}

/** A route whose author forgot to say who may call it. */
@ApiExcludeController()
@Controller('forgotten')
class ForgottenController {
  @Post()
  write(): string {
    return 'open';
  }
}

export interface TestApi {
  readonly app: NestExpressApplication;
  readonly url: string;
  readonly store: InMemoryEventStore;
  readonly dispatched: Dispatched;
  readonly probes: HealthProbe[];
  /** Where the log ends, and whether the books have come there. */
  readonly books: { position: Position; behind: boolean };
  readonly logLines: string[];
  close(): Promise<void>;
}

export interface TestApiOptions {
  readonly logged?: boolean;
  readonly extraRoutes?: boolean;
  readonly gauges?: readonly Gauge[];
  readonly proofs?: TestPorts['proofs'];
  readonly persons?: Persons;
  readonly edges?: Partial<EdgeLimits>;
  readonly hasOperationsAddress?: boolean;
}

/** The real HTTP pipeline on a free port of the loopback; behind the buses stand fakes that write down what they see. */
export async function startApi({
  logged = false,
  extraRoutes = false,
  gauges = [],
  proofs,
  persons,
  edges,
  hasOperationsAddress = false,
}: TestApiOptions = {}): Promise<TestApi> {
  const logLines: string[] = [];
  const write = (line: string) => void logLines.push(line);
  const logger: Logger = logged ? createLogger({ level: 'info', destination: { write } }) : silentLogger;
  const store = new InMemoryEventStore(systemClock);
  const dispatched = new Dispatched();
  const probes: HealthProbe[] = [];
  const books = { position: { commit: 4_711n, prepare: 4_711n }, behind: false };
  const counted = () => books.position;
  const end = {
    head: undefined,
    lastRelevant: { journal: counted(), accounts: counted(), payouts: counted(), cases: counted() },
  };
  const freshness = {
    waitUntilCurrent: async () =>
      books.behind ? refuse(queryRefusal('PROJECTION_BEHIND', 'behind')) : ok(end),
    waitUntilOver: async (time: Date) => ok(time),
    requirePosition: async (wanted: Position) =>
      wanted.commit <= books.position.commit
        ? ok(wanted)
        : refuse(queryRefusal('POSITION_UNKNOWN', 'nowhere')),
  } as Partial<ReadModelFreshness> as ReadModelFreshness;
  @Global()
  @Module({
    controllers: extraRoutes ? [EchoWebhookController, ForgottenController] : [],
    providers: [{ provide: Dispatched, useValue: dispatched }],
    exports: [Dispatched],
  })
  class Surroundings {}
  const ports = testPorts({
    store,
    freshness,
    logger,
    probes,
    gauges,
    ...(proofs && { proofs }),
    ...(persons && { persons }),
  });
  const imports = [CqrsModule.forRoot(), ...ports, Surroundings, HttpModule, ...FEATURES];
  const builder = Test.createTestingModule({ imports });
  for (const [handler, fake] of FAKE_HANDLERS) builder.overrideProvider(handler).useClass(fake);
  const built = await builder.compile();
  const app = built.createNestApplication<NestExpressApplication>({
    bodyParser: false,
    logger: nestLogger(logger),
  });
  checkAnswers(app);
  configureHttp(app, { ...DEFAULT_LIMITS, ...edges }, hasOperationsAddress);
  await app.listen(0, '127.0.0.1');
  const close = () => app.close();
  return { app, url: await app.getUrl(), store, dispatched, probes, books, logLines, close };
}

/** The id that `post` gives its requests, and what commands say of it. The administrator's key has no id. */
const REQUEST_ID = 'request-of-a-test';
export const ORIGIN = { requestId: REQUEST_ID };

/** A POST as the admin, with an Idempotency-Key. */
export const post = (api: TestApi, path: string, body?: unknown, key = ADMIN_KEY): supertest.Test => {
  const request = supertest(api.url)
    .post(path)
    .set('Authorization', `Bearer ${key}`)
    .set('Idempotency-Key', 'key-1')
    .set('X-Request-Id', REQUEST_ID);
  return body === undefined ? request : request.send(body as object);
};

export const get = (api: TestApi, path: string, key = ADMIN_KEY): supertest.Test =>
  supertest(api.url).get(path).set('Authorization', `Bearer ${key}`);

/** The fields a VALIDATION_FAILED names. */
export function faultyFields(response: supertest.Response): string[] {
  const body = response.body as { code: string; errors: { field: string }[] };
  expect(response.type).toBe('application/problem+json');
  expect(body.code).toBe('VALIDATION_FAILED');
  return body.errors.map(({ field }) => field).sort();
}

const PAYEE = {
  name: 'Maria Silva',
  document: '12345678909',
  destination: { type: 'PIX', pixKeyType: 'CPF', pixKey: '12345678909' },
};

export const PAYOUT = {
  accountId: 'merchant-1',
  provider: 'connectpsp',
  amount: '50.00',
  externalReference: 'withdrawal-user-42-001',
  description: 'User withdrawal',
  payee: PAYEE,
};

/** The payout with one field, named by its path, set to a value (or taken out with undefined). */
export function payoutWith(path: string, value: unknown): object {
  const changed = structuredClone(PAYOUT) as Record<string, unknown>;
  const names = path.split('.');
  const last = names.pop()!;
  const parent = names.reduce((object, name) => object[name] as Record<string, unknown>, changed);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return changed;
}

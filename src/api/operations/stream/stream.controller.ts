import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { EventStore, parsePosition, type Position } from '../../../event-store/event-store';
import { LogTail } from '../../../event-store/log/log-tail';
import { ReadModelFreshness } from '../../../queries/reading/read-model-freshness';
import { Clock } from '../../../shared/clock';
import { NeedsScope } from '../../auth/access';
import { Caller } from '../../auth/client';
import { ApiKeyRegistry } from '../../auth/keys/api-key-registry';
import type { ApiClient } from '../../auth/keys/api-keys';
import { acceptedNow } from '../../auth/still-accepted';
import { noteOpened } from '../../http/request-log';
import { invalid, problem, ProblemError } from '../../problems/problem';
import { EventPlaces } from './event-places';
import { EventStream } from './event-stream';
import { OpenStreams } from './open-streams';
import { ApiEventStream, LAST_EVENT_ID } from './stream-document';
import { StreamOutput } from './stream-output';
import { mayFollow, STREAM_TOPICS, type StreamTopic } from './stream-topics';
import { StreamDto, topicsOf } from './stream.dto';

const SECOND_MS = 1_000;
const BEGINNING: Position = { commit: 0n, prepare: 0n };

@ApiTags('stream')
@Controller('v1/stream')
export class StreamController {
  constructor(
    private readonly store: EventStore,
    private readonly tail: LogTail,
    private readonly moments: ReadModelFreshness,
    private readonly places: EventPlaces,
    private readonly streams: OpenStreams,
    private readonly keys: ApiKeyRegistry,
    private readonly clock: Clock,
  ) {}

  @Get()
  @NeedsScope(
    ...(['accounts:open', 'payouts:read', 'ledger:read', 'cases:read', 'cases:decide'] as const),
    ...(['limits', 'audit', 'reconciliation'] as const),
  )
  @ApiEventStream()
  async follow(
    @Caller() client: ApiClient,
    @Query() query: StreamDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const topics = topicsFor(client, topicsOf(query));
    const after = await this.startOf(request, query);
    const open = this.streams.begin(client);
    if (!open) throw tooMany();
    const output = new StreamOutput(response, this.clock);
    noteOpened(response, this.clock.monotonicMs());
    output.begin();
    const lastsMs = request.method === 'HEAD' ? 0 : lastingOf(query);
    const stream = new EventStream(
      {
        ...{ store: this.store, clock: this.clock, places: this.places, output, topics, lastsMs },
        client: () => acceptedNow(this.keys, request, client, this.clock.now()),
        ending: open.ending,
      },
      after,
    );
    void stream.run().finally(() => open.close());
  }

  /** @throws {ProblemError} for a place that the log has not come to @throws {Fault} */
  private async startOf(request: Request, { after }: StreamDto): Promise<Position> {
    const header = request.headers[LAST_EVENT_ID.toLowerCase()];
    const text = typeof header === 'string' && header !== '' ? header : after;
    if (text === undefined) return (await this.tail.readTail(1))[0]?.position ?? BEGINNING;
    const field = text === after ? 'after' : LAST_EVENT_ID;
    const position = parsePosition(text);
    if (!position) throw invalid({ field, message: 'must be the id of an event of this stream' });
    const exists = await this.moments.requirePosition(position);
    if (!exists.ok) throw invalid({ field, message: exists.refusal.message });
    return position;
  }
}

/** @throws {ProblemError} when the client asks for a topic that it may not follow */
function topicsFor(client: ApiClient, asked: readonly StreamTopic[] | undefined): readonly StreamTopic[] {
  const open = STREAM_TOPICS.filter(topic => mayFollow(client, topic));
  const closed = (asked ?? []).filter(topic => !open.includes(topic));
  if (closed.length === 0) return asked ?? open;
  const detail = `The API key has no scope for ${closed.join(', ')}`;
  throw new ProblemError(problem(403, 'FORBIDDEN', detail));
}

const lastingOf = ({ maxSeconds }: StreamDto): number | undefined =>
  maxSeconds === undefined ? undefined : Number(maxSeconds) * SECOND_MS;

const tooMany = (): ProblemError =>
  new ProblemError(problem(429, 'TOO_MANY_REQUESTS', 'Too many streams are open, of this key or of all'), {
    'Retry-After': '5',
  });

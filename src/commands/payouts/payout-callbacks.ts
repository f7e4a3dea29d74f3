import { Injectable } from '@nestjs/common';
import { callbackOf, type PayoutCallback } from '../../domain/outbound/callback';
import { evolveEndpoints, NO_ENDPOINTS } from '../../domain/outbound/endpoints';
import { EventStore } from '../../event-store/event-store';
import { load } from '../../event-store/load';
import { WEBHOOK_ENDPOINTS_STREAM } from '../../event-store/stream-names';
import { ok, refuse, type Result } from '../../shared/result';
import { refusal, type Refusal } from '../results';

const endpoints = { initial: NO_ENDPOINTS, evolve: evolveEndpoints };

/** Says whether a client has allowed the address that a payout's messages are to go to. */
@Injectable()
export class PayoutCallbacks {
  constructor(private readonly store: EventStore) {}

  /** In the form that PayoutRequested keeps: nothing where the request names no address. @throws {Fault} */
  async callbackFor(
    clientId: string,
    url: string | null | undefined,
  ): Promise<Result<{ callback?: PayoutCallback }, Refusal>> {
    if (url === null || url === undefined) return ok({});
    const { state } = await load(this.store, WEBHOOK_ENDPOINTS_STREAM, endpoints);
    const callback = callbackOf(state, clientId, url);
    return callback ? ok({ callback }) : refuse(NOT_ALLOWED);
  }
}

const NOT_ALLOWED = refusal(
  'CALLBACK_NOT_ALLOWED',
  'callbackUrl lies beneath no webhook endpoint of this client that receives CALLBACKS',
);

import type { handleUnaryCall, Metadata } from '@grpc/grpc-js';

import { statusOf } from './errors';

/** Wraps a call with one request and one answer. An error of the handler becomes the status of the call. */
export function unary<Request, Response>(
  answer: (request: Request, metadata: Metadata) => Promise<Response>,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    answer(call.request, call.metadata).then(
      response => callback(null, response),
      error => callback(statusOf(error)),
    );
  };
}

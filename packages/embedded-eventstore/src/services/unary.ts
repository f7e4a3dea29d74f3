import type { handleUnaryCall, Metadata } from '@grpc/grpc-js';

import { statusOf } from './errors';

/** A call with one request and one answer; what is thrown becomes its status. */
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

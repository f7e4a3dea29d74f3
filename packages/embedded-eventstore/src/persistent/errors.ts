import { status } from '@grpc/grpc-js';

import { RefusedError } from '../services/errors';

const KINDS = {
  failed: [status.INTERNAL, 'persistent-subscription-failed'],
  'does-not-exist': [status.NOT_FOUND, 'persistent-subscription-does-not-exist'],
  exists: [status.ALREADY_EXISTS, 'persistent-subscription-exists'],
  'maximum-subscribers-reached': [status.FAILED_PRECONDITION, 'maximum-subscribers-reached'],
  dropped: [status.CANCELLED, 'persistent-subscription-dropped'],
} as const;

type Kind = keyof typeof KINDS;

export interface GroupName {
  /** A stream name, or `$all`. */
  readonly stream: string;
  readonly group: string;
}

/** The errors of groups that the clients know by name. */
export class PersistentSubscriptionError extends RefusedError {
  override name = 'PersistentSubscriptionError';

  constructor(kind: Kind, { stream, group }: GroupName, reason?: string) {
    const [code, exception] = KINDS[kind];
    const trailers = { exception, 'stream-name': stream, 'group-name': group };
    const message = messageOf(kind, stream, group, reason ?? '');
    super(code, message, reason === undefined ? trailers : { ...trailers, reason });
  }
}

function messageOf(kind: Kind, stream: string, group: string, reason: string): string {
  const subscription = `ubscription group ${group} on stream ${stream}`;
  switch (kind) {
    case 'failed':
      return `S${subscription} failed: '${reason}'`;
    case 'does-not-exist':
      return `S${subscription} does not exist.`;
    case 'exists':
      return `S${subscription} exists.`;
    case 'maximum-subscribers-reached':
      return `Maximum subscriptions reached for s${subscription}.`;
    case 'dropped':
      return `S${subscription} was dropped.`;
  }
}

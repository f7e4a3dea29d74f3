import { status } from '@grpc/grpc-js';

import { RefusedError } from '../services/errors';

/** The credentials are wrong, or they are missing where a user is required. */
export class UnauthenticatedError extends RefusedError {
  override name = 'UnauthenticatedError';
  constructor() {
    super(status.UNAUTHENTICATED, 'Unauthenticated');
  }
}

export class AccessDeniedError extends RefusedError {
  override name = 'AccessDeniedError';
  constructor() {
    super(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });
  }
}

export class UserNotFoundError extends RefusedError {
  override name = 'UserNotFoundError';
  constructor(login: string) {
    super(status.NOT_FOUND, `User '${login}' is not found.`, {
      exception: 'user-not-found',
      'login-name': login,
    });
  }
}

/** The user exists already, or another call changed it at the same time. */
export class UserConflictError extends RefusedError {
  override name = 'UserConflictError';
  constructor(login: string) {
    super(status.FAILED_PRECONDITION, 'Conflict.', { exception: 'user-conflict', 'login-name': login });
  }
}

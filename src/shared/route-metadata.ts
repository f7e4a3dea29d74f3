import { SetMetadata } from '@nestjs/common';

/** What a route says about itself. Guards and the body parsers read it, so that a route's rules are at the route. */

/** Metadata of `Public` and of the API's own scopes. */
export const ACCESS = 'holdfast:access';

/** Metadata of `OverAllAccounts`. */
export const ALL_ACCOUNTS = 'holdfast:all-accounts';

/** Opens a route to callers without an API key. A route without a decorator for its access is closed to all callers. */
export const Public = (): MethodDecorator => SetMetadata(ACCESS, 'public');

/** Metadata of `ShowsPersonalData`. */
export const PERSONAL_DATA = 'holdfast:personal-data';

/** The answer can name people to a client with `personal:read`. It is given only when its record is on disk. */
export const ShowsPersonalData = (): MethodDecorator => SetMetadata(PERSONAL_DATA, true);

/** Metadata of `SearchedByPersonalData`. */
export const PERSONAL_FILTERS = 'holdfast:personal-filters';

/**
 * The query parameters that search by personal data. An empty answer confirms a guess, too. So only a client with
 * `personal:read` may name them, and the search is recorded like a showing.
 */
export const SearchedByPersonalData = (...parameters: readonly string[]): MethodDecorator =>
  SetMetadata(PERSONAL_FILTERS, parameters);

/** Metadata of `RawBody`, `FileBody` and `JsonBody`. */
export const BODY = 'holdfast:body';

/** How the body of a request is read, and the largest body in the notation of body-parser (`100kb`). */
export interface BodyRule {
  readonly kind: 'json' | 'raw' | 'file';
  readonly limit: string;
}

/** The route receives the bytes as a Buffer, whatever the media type: a signature is over bytes. */
export const RawBody = (limit: string): MethodDecorator => SetMetadata(BODY, rule('raw', limit));

/** The route receives a `ReceivedFile`: the body goes to the disk while it comes. */
export const FileBody = (limit: string): MethodDecorator => SetMetadata(BODY, rule('file', limit));

/** The route receives parsed JSON, with another limit than the 100 kB of a route without a decorator for its body. */
export const JsonBody = (limit: string): MethodDecorator => SetMetadata(BODY, rule('json', limit));

const rule = (kind: BodyRule['kind'], limit: string): BodyRule => ({ kind, limit });

/** Metadata of `AcceptedWhileNotReady`. */
export const ACCEPTED_WHILE_NOT_READY = 'holdfast:accepted-while-not-ready';

/**
 * The route accepts requests also while the service is not ready for commands. Every other route that is not a GET is
 * refused then.
 */
export const AcceptedWhileNotReady = (): MethodDecorator => SetMetadata(ACCEPTED_WHILE_NOT_READY, true);

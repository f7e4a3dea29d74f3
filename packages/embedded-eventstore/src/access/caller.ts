/** Who makes a call. */
export interface Caller {
  /** Undefined for a caller without credentials. */
  readonly login: string | undefined;
  /** What an access list may name: the login and the groups. */
  readonly roles: ReadonlySet<string>;
}

/** In an access list, everybody. */
export const EVERYBODY = '$all';
export const ADMINS = '$admins';
export const OPERATORS = '$ops';

export const ANONYMOUS: Caller = { login: undefined, roles: new Set() };

export const callerNamed = (login: string, groups: readonly string[]): Caller => ({
  login,
  roles: new Set([login, ...groups]),
});

export const isAdmin = ({ roles }: Caller): boolean => roles.has(ADMINS);
export const isOperator = ({ roles }: Caller): boolean => roles.has(OPERATORS) || roles.has(ADMINS);

/** The caller of one call. */
export interface Caller {
  /** undefined for a caller without credentials. */
  readonly login: string | undefined;
  /** The login and the groups: the names that an access list can contain. */
  readonly roles: ReadonlySet<string>;
}

/** The role of every user in an access list. */
export const EVERYBODY = '$all';
export const ADMINS = '$admins';
const OPERATORS = '$ops';

export const ANONYMOUS: Caller = { login: undefined, roles: new Set() };

export const createCaller = (login: string, groups: readonly string[]): Caller => ({
  login,
  roles: new Set([login, ...groups]),
});

export const isAdmin = ({ roles }: Caller): boolean => roles.has(ADMINS);
export const isOperator = ({ roles }: Caller): boolean => roles.has(OPERATORS) || roles.has(ADMINS);

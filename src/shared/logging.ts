import { type DestinationStream, pino } from 'pino';

/**
 * Flat on purpose: ids, codes, statuses and durations. A payee, a body or a set of headers does not fit, so it cannot
 * be logged by accident. Durations are in milliseconds and named `…Ms`.
 */
export type LogFields = Readonly<Record<string, string | number | bigint | boolean | null | undefined>>;

/** The log, as a port and its injection token. Log lines never contain personal data or secrets. */
export abstract class Logger {
  /** What only a person who looks for something wants to read. */
  abstract debug(fields: LogFields, message: string): void;
  abstract info(fields: LogFields, message: string): void;
  abstract warn(fields: LogFields, message: string): void;
  abstract error(fields: LogFields, message: string): void;
}

const ignore = (_fields: LogFields, _message: string): void => undefined;

/** A plain object, so that a test can spread it and replace one method. */
export const silentLogger = { debug: ignore, info: ignore, warn: ignore, error: ignore } satisfies Logger;

/** A log has the lines of its level and of those that are more serious. */
export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

export interface LoggerOptions {
  readonly level: LogLevel;
  /** Where lines go: standard error unless given, so that standard output stays for answers. */
  readonly destination?: DestinationStream;
}

/** Names of fields that could hold a person or a secret; their values are hidden if a call logs one by mistake. */
const HIDDEN_FIELDS = [
  'name',
  'payee',
  'payeeName',
  'document',
  'pixKey',
  'qrCode',
  'bankAccount',
  'description',
  'body',
  'headers',
  'authorization',
  'token',
  'accessToken',
  'secret',
  'password',
  'apiKey',
  'key',
];

/** Structured lines (JSON) with the hidden fields and passwords in addresses taken out. */
export function createLogger(options: LoggerOptions): Logger {
  const lines = pino(
    { level: options.level, base: null, redact: { paths: HIDDEN_FIELDS, censor: '[hidden]' } },
    options.destination ?? pino.destination({ fd: 2, sync: true }),
  );
  const clean = (fields: LogFields) => Object.fromEntries(Object.entries(fields).map(cleanField));
  return {
    debug: (fields, message) => lines.debug(clean(fields), withoutPasswords(message)),
    info: (fields, message) => lines.info(clean(fields), withoutPasswords(message)),
    warn: (fields, message) => lines.warn(clean(fields), withoutPasswords(message)),
    error: (fields, message) => lines.error(clean(fields), withoutPasswords(message)),
  };
}

const CODE = /^[A-Za-z0-9_]{1,60}$/;

/**
 * What of an error may be logged: its kind, its code, the places it passed, and its message. Drivers and parsers like
 * to quote what they were given. So the message loses what it quotes and what looks like a person's number or e-mail.
 */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { errorName: typeof error };
  const code =
    'code' in error && typeof error.code === 'string' && CODE.test(error.code) ? error.code : undefined;
  const places = (error.stack ?? '').split('\n').filter(line => /^ +at /.test(line));
  return {
    errorName: error.name,
    errorCode: code,
    errorMessage: withoutPeople(error.message).slice(0, 500),
    errorStack: places.slice(0, 20).join('\n'),
  };
}

/** A text we did not write, fit for the log: nothing quoted, no numbers or e-mails of people. */
export const withoutPeople = (text: string): string =>
  text
    .replace(/"[^"]*"?|'[^']*'?|`[^`]*`?/g, '[hidden]')
    .replace(/[^\s<>@]+@[^\s<>@]+/g, '[hidden]')
    .replace(/(?<![\w-])\+?\d{10,14}(?![\w-])/g, '[hidden]');

function cleanField([name, value]: [string, LogFields[string]]): [
  string,
  string | number | boolean | null | undefined,
] {
  if (typeof value === 'bigint') return [name, value.toString()];
  return [name, typeof value === 'string' ? withoutPasswords(value) : value];
}

/** `scheme://user:password@host` → `scheme://[hidden]@host`: drivers like to repeat the address they failed to reach. */
const withoutPasswords = (text: string): string => text.replace(/(:\/\/)[^\s/@]+@/g, '$1[hidden]@');

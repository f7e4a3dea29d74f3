import { isMetastream, streamOfMetastream } from '../../storage/heads/stream-head';
import { ADMINS, EVERYBODY } from '../caller';

export type StreamAction = 'read' | 'write' | 'delete' | 'metadataRead' | 'metadataWrite';

/** The roles for each action on a stream. A missing action is decided by a more general list. */
export type StreamAcl = Partial<Record<StreamAction, readonly string[]>>;

const NAMES: readonly (readonly [string, StreamAction])[] = [
  ['$r', 'read'],
  ['$w', 'write'],
  ['$d', 'delete'],
  ['$mr', 'metadataRead'],
  ['$mw', 'metadataWrite'],
];

const forEveryAction = (...roles: string[]): Required<StreamAcl> => ({
  read: roles,
  write: roles,
  delete: roles,
  metadataRead: roles,
  metadataWrite: roles,
});

/** The access list for a stream when neither its metadata nor `$settings` has one. */
export const DEFAULT_ACL = { user: forEveryAction(EVERYBODY), system: forEveryAction(ADMINS) };

/** An invalid list admits administrators only. Without it, the default list would admit every user. */
const ADMINS_ONLY = forEveryAction();

/** The access list in a property of metadata or settings. Returns undefined when there is none. */
export function parseAcl(json: unknown): StreamAcl | undefined {
  if (json === undefined || json === null) return undefined;
  if (typeof json !== 'object' || Array.isArray(json)) return ADMINS_ONLY;
  const acl: StreamAcl = {};
  for (const [name, action] of NAMES) {
    const value = (json as Record<string, unknown>)[name];
    if (value === undefined || value === null) continue;
    const roles = parseRoles(value);
    if (!roles) return ADMINS_ONLY;
    acl[action] = roles;
  }
  return acl;
}

function parseRoles(value: unknown): string[] | undefined {
  const roles: unknown[] = Array.isArray(value) ? value : [value];
  return roles.every(role => typeof role === 'string') ? roles : undefined;
}

/** The stream and action to check. An action on a metastream is about the metadata of the stream that it describes. */
export function subjectOf(
  stream: string,
  action: StreamAction,
): { readonly stream: string; readonly action: StreamAction } | undefined {
  if (!isMetastream(stream)) return { stream, action };
  const described = streamOfMetastream(stream);
  if (action === 'read') return { stream: described, action: 'metadataRead' };
  if (action === 'write') return { stream: described, action: 'metadataWrite' };
  return undefined;
}

export const isSystemStream = (stream: string): boolean => stream.startsWith('$');

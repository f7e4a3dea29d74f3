import { isMetastream, streamOfMetastream } from '../../storage/heads/stream-head';
import { ADMINS, EVERYBODY } from '../caller';

export type StreamAction = 'read' | 'write' | 'delete' | 'metadataRead' | 'metadataWrite';

/** Who may do what with a stream; an action that is absent is for a wider list to decide. */
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

/** Where neither the stream nor the settings say anything. */
export const DEFAULT_ACL = { user: forEveryAction(EVERYBODY), system: forEveryAction(ADMINS) };

/** A list that cannot be understood lets nobody in but administrators, rather than everybody. */
const NOBODY = forEveryAction();

/** The access list in a metadata or settings property; undefined where there is none. */
export function parseAcl(json: unknown): StreamAcl | undefined {
  if (json === undefined || json === null) return undefined;
  if (typeof json !== 'object' || Array.isArray(json)) return NOBODY;
  const acl: StreamAcl = {};
  for (const [name, action] of NAMES) {
    const value = (json as Record<string, unknown>)[name];
    if (value === undefined || value === null) continue;
    const roles = rolesIn(value);
    if (!roles) return NOBODY;
    acl[action] = roles;
  }
  return acl;
}

function rolesIn(value: unknown): string[] | undefined {
  const roles: unknown[] = Array.isArray(value) ? value : [value];
  return roles.every(role => typeof role === 'string') ? roles : undefined;
}

/** What an action on a stream is really about: with a metastream, the metadata of the stream it describes. */
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

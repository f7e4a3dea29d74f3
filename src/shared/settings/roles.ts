/** What a process can do. `api` answers requests and receives notifications, `saga` drives payouts, `projections` writes the read models. */
export const ROLES = ['api', 'saga', 'projections'] as const;

export type Role = (typeof ROLES)[number];

interface Backing {
  readonly isStoreEmbedded: boolean;
  readonly isDatabaseEmbedded: boolean;
  readonly hasPublicUrl: boolean;
}

/** What a process with these roles lacks; one line each. No other process can reach what is embedded. */
export function roleFaults(roles: ReadonlySet<Role>, backing: Backing): string[] {
  const missing = ROLES.filter(role => !roles.has(role)).join(' and ');
  if (missing === '') return [];
  const faults: string[] = [];
  if (backing.isStoreEmbedded)
    faults.push(`ROLES leaves out ${missing}: EVENTSTORE_URL must be set, so that another process can do it`);
  if (backing.isDatabaseEmbedded)
    faults.push(`ROLES leaves out ${missing}: DATABASE_URL must be set, so that another process can do it`);
  if (roles.has('saga') && !roles.has('api') && !backing.hasPublicUrl)
    faults.push(
      'ROLES leaves out api: PUBLIC_URL must be set, so that providers notify a process with an api',
    );
  return faults;
}

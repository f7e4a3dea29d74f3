import { streamName } from '../../../event-store/stream-names';

/** What an auditor of access wants to know of. */
export const SECURITY_KINDS = [
  'KEY_MADE',
  'KEY_ROTATED',
  'KEY_REVOKED',
  'KEY_REFUSED',
  'SIGNED_IN',
  'DECISION',
  'EXPORTED',
  'PERSONAL_DATA_SHOWN',
  'AUDIT_READ',
] as const;
export type SecurityKind = (typeof SECURITY_KINDS)[number];

/** Something that happened, once or several times within a minute. */
export interface SecurityEventRecorded {
  type: 'SecurityEventRecorded';
  data: {
    kind: SecurityKind;
    /** null: a stranger, or the operator at the command line. */
    client: string | null;
    keyId: string | null;
    /** The first request of those that are counted here. */
    requestId: string | null;
    /** Method and pattern of the route; null where it is about no route. */
    route: string | null;
    /** The ids in the addresses that were asked for, the first hundred of them. */
    subjects: readonly string[];
    reason: string | null;
    /** How often it happened from `firstAt` to `lastAt`, both RFC 3339 UTC. */
    count: number;
    firstAt: string;
    lastAt: string;
    personal: { readonly address: string } | null;
  };
}

const SECURITY_PREFIX = 'security-';

/** The stream of a day (UTC): a day can be read without the years before it. `day`: like 2026-03-01. */
export const securityStream = (day: string) => streamName<SecurityEventRecorded>(SECURITY_PREFIX + day);

export const dayOf = (time: Date): string => time.toISOString().slice(0, 10);

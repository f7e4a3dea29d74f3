import type { ApprovalDemand } from './events';

/** A person's decision, and the clients whose keys the person made. */
export interface ByPerson {
  readonly person: string;
  readonly madeKeysOf: readonly string[];
}

/** Who asked, or made the key that asked, decides nothing about it. */
export const hasAskedFor = (clientId: string | undefined, { person, madeKeysOf }: ByPerson): boolean =>
  clientId !== undefined && (person === clientId || madeKeysOf.includes(clientId));

/** Who made a key of an approver does not approve beside that one: the two could be one person. */
export const madeKeyOfApprover = (approvedBy: readonly string[], { madeKeysOf }: ByPerson): boolean =>
  madeKeysOf.some(other => approvedBy.includes(other));

/** `now`: RFC 3339 UTC. */
export const isOver = ({ expiresAt }: ApprovalDemand, now: string): boolean =>
  Date.parse(now) >= Date.parse(expiresAt);

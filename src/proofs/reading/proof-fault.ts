export type ProofFaultCode =
  /** There is no checkpoint. */
  | 'PROOF_NOT_SIGNED'
  /** What is to be proved came after the last checkpoint. A later one has it. */
  | 'PROOF_PENDING'
  /** The tile store is behind what is signed, or has lost a tile. It is a cache: the writer makes it again. */
  | 'PROOF_TILES_MISSING'
  /** What the tile store has does not lead to the root that is signed. */
  | 'PROOF_TILES_DAMAGED'
  /** The event store does not hold the entries that are signed. */
  | 'PROOF_ENTRIES_DIFFER';

/** No proof can be given now. A wrong one never is. */
export class ProofFault extends Error {
  override name = 'ProofFault';
  constructor(
    readonly code: ProofFaultCode,
    message: string,
  ) {
    super(message);
  }
}

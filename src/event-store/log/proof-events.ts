/** A checkpoint of the proof log, as a signed note (docs/proofs.md). */
export interface ProofCheckpointSigned {
  type: 'ProofCheckpointSigned';
  data: { checkpoint: string };
}

/** From here on another key signs for the proof log. */
interface ProofKeyRotated {
  type: 'ProofKeyRotated';
  data: {
    /** As a signed note with the signatures of both keys (docs/proofs.md). */
    statement: string;
  };
}

/** From here on there is another proof log, because what the one before had signed is contradicted. */
interface ProofLogBegunAgain {
  type: 'ProofLogBegunAgain';
  data: {
    /** As a signed note with the signatures of both logs. */
    statement: string;
    /** The checkpoint that is contradicted, as a signed note. */
    contradicted: string;
  };
}

export type ProofLogEvent = ProofCheckpointSigned | ProofKeyRotated | ProofLogBegunAgain;

/** A checkpoint with cosignatures of witnesses, as a signed note. A later event can have more of them on the same text. */
export interface ProofCheckpointCosigned {
  type: 'ProofCheckpointCosigned';
  data: {
    checkpoint: string;
    /** The last cosignature of every witness that ever gave one. */
    witnesses: readonly LastCosignature[];
  };
}

export interface LastCosignature {
  /** Of the witness, with the id of its key: 4 bytes, in hex. */
  name: string;
  keyId: string;
  /** How many entries the checkpoint has. */
  size: number;
  /** As the witness says, RFC 3339 UTC. */
  cosignedAt: string;
}

/** A checkpoint with the time stamp of an authority (RFC 3161). */
export interface ProofCheckpointStamped {
  type: 'ProofCheckpointStamped';
  data: {
    /** The bytes that are stamped, as UTF-8. */
    checkpoint: string;
    /** The whole answer of the authority: the DER of a TimeStampResp, in base64. */
    answer: string;
    /** As the authority says, RFC 3339 UTC. */
    stampedAt: string;
  };
}

/** The proof log or a witness says that history is not what it was. Each event opens a case. */
export type AlarmEvent =
  | {
      type: 'ProofHistoryContradicted';
      data: {
        /** What was signed, as a signed note. */
        checkpoint: string;
        reason: string;
      };
    }
  | {
      type: 'ProofWitnessRefused';
      data: {
        witness: string;
        keyId: string;
        /** What was refused, as a signed note. */
        checkpoint: string;
        /** How many entries the witness has cosigned. */
        knownSize: number;
        /** The root of our own log at that size, in base64; null: our log is smaller. */
        root: string | null;
        /** What the witness answered: its status, and the beginning of its text. */
        status: number;
        reason: string;
      };
    };

/** What a decision about limits needs to know of the installation, as an injection token. */
export abstract class LimitSettings {
  /** How long a raise waits after its confirmation, in milliseconds. */
  abstract readonly raiseDelayMs: number;
  /** Tells the key of the payees' pseudonyms from any other one. */
  abstract readonly payeeKey: string;
}

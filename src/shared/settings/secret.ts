import { inspect } from 'node:util';

const HIDDEN = '[hidden]';

/** A text that must not be seen. Printing, logging or serialising it shows nothing; `reveal` is the one way to it. */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  [inspect.custom](): string {
    return HIDDEN;
  }
}

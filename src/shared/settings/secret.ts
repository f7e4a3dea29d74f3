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

/** What a header can carry unchanged, and no list: a comma would join two values of a repeated header. */
export const isHeaderSecret = (text: string): boolean => /^[\x21-\x2b\x2d-\x7e]{1,512}$/.test(text);

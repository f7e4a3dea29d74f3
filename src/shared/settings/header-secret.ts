/** What a header can carry unchanged, and no list: a comma would join two values of a repeated header. */
export const isHeaderSecret = (text: string): boolean => /^[\x21-\x2b\x2d-\x7e]{1,512}$/.test(text);

import type { ApiDocument, SentAnswer } from '../../src/fuzz/api-document';

const undocumented: string[] = [];

/** Every answer of a test agrees with the document of the application that sent it. */
afterEach(() => expect(undocumented.splice(0)).toEqual([]));

/** Compares an answer with the document; the test that is running fails at its end when they differ. */
export function checkAnswer(document: ApiDocument, answer: SentAnswer): void {
  undocumented.push(...document.differences(answer));
}

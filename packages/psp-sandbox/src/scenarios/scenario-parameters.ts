import type { Parts, ScenarioRow } from './scenario';

/** How the words after a scenario's name are read. */
type Read = ScenarioRow['read'];

const MAX_WAIT_MS = 120_000;
const CODE = /^[A-Z][A-Z0-9_]{0,60}$/;

export const plain =
  (parts: Parts): Read =>
  words =>
    words.length === 0 ? parts : undefined;

/** A name with at most one word; undefined stands for the word that is missing. */
const oneWord =
  (read: (word: string | undefined) => Parts | undefined): Read =>
  words =>
    words.length <= 1 ? read(words[0]) : undefined;

/** `500ms` or `30s`, at most two minutes, in milliseconds. */
export function durationMsOf(text: string): number | undefined {
  const match = /^(\d{1,6})(ms|s)$/.exec(text);
  const ms = match ? Number(match[1]) * (match[2] === 's' ? 1000 : 1) : Infinity;
  return ms <= MAX_WAIT_MS ? ms : undefined;
}

export const withDuration = (usual: string, read: (ms: number) => Parts): Read =>
  oneWord((word = usual) => {
    const ms = durationMsOf(word);
    return ms === undefined ? undefined : read(ms);
  });

/** A number of one digit, `least` or more. */
export const withCount = (usual: number, least: number, read: (count: number) => Parts): Read =>
  oneWord((word = String(usual)) =>
    /^[1-9]$/.test(word) && Number(word) >= least ? read(Number(word)) : undefined,
  );

export const withSeconds = (usual: number, read: (seconds: number) => Parts): Read =>
  oneWord((word = String(usual)) => (/^\d{1,4}$/.test(word) ? read(Number(word)) : undefined));

export const delayed: Read = oneWord(word => {
  if (word === undefined) return { settleAfterMs: 'long' };
  const ms = durationMsOf(word);
  return ms === undefined ? undefined : { settleAfterMs: ms };
});

/** An error's code; `usual` where none is given. */
export const failing = (usual: string): Read =>
  oneWord((code = usual) => (CODE.test(code) ? { end: { kind: 'failed', code } } : undefined));

/** A status of 4xx or 5xx and a code. */
export const refusing: Read = ([status = '', code = '', ...more]) =>
  /^[45]\d\d$/.test(status) && CODE.test(code) && more.length === 0
    ? { instead: { kind: 'refuse', status: Number(status), code } }
    : undefined;

/** One of a list of names. */
export const oneOf = (choices: Readonly<Record<string, Parts>>): Read =>
  oneWord(word => (word !== undefined && Object.hasOwn(choices, word) ? choices[word] : undefined));

import type { ScenarioParts, ScenarioRow } from './scenario';

type Read = ScenarioRow['read'];

const MAX_WAIT_MS = 120_000;
const CODE = /^[A-Z][A-Z0-9_]{0,60}$/;

export const plain =
  (parts: ScenarioParts): Read =>
  words =>
    words.length === 0 ? parts : undefined;

/** A scenario with at most one parameter. `read` gets undefined when the parameter is missing. */
const oneWord =
  (read: (word: string | undefined) => ScenarioParts | undefined): Read =>
  words =>
    words.length <= 1 ? read(words[0]) : undefined;

/** Reads `500ms` or `30s` as milliseconds. Returns undefined for other texts and above two minutes. */
export function durationMsOf(text: string): number | undefined {
  const match = /^(\d{1,6})(ms|s)$/.exec(text);
  const ms = match ? Number(match[1]) * (match[2] === 's' ? 1000 : 1) : Infinity;
  return ms <= MAX_WAIT_MS ? ms : undefined;
}

export const withDuration = (usual: string, read: (ms: number) => ScenarioParts): Read =>
  oneWord((word = usual) => {
    const ms = durationMsOf(word);
    return ms === undefined ? undefined : read(ms);
  });

/** A scenario with a number of one digit, `least` or more. */
export const withCount = (usual: number, least: number, read: (count: number) => ScenarioParts): Read =>
  oneWord((word = String(usual)) =>
    /^[1-9]$/.test(word) && Number(word) >= least ? read(Number(word)) : undefined,
  );

export const withSeconds = (usual: number, read: (seconds: number) => ScenarioParts): Read =>
  oneWord((word = String(usual)) => (/^\d{1,4}$/.test(word) ? read(Number(word)) : undefined));

export const delayed: Read = oneWord(word => {
  if (word === undefined) return { settleAfterMs: 'long' };
  const ms = durationMsOf(word);
  return ms === undefined ? undefined : { settleAfterMs: ms };
});

/** A scenario with an error code, by default `usual`. */
export const failing = (usual: string): Read =>
  oneWord((code = usual) => (CODE.test(code) ? { end: { kind: 'failed', code } } : undefined));

/** A scenario with a status of 4xx or 5xx and a code. */
export const refusing: Read = ([status = '', code = '', ...more]) =>
  /^[45]\d\d$/.test(status) && CODE.test(code) && more.length === 0
    ? { instead: { kind: 'refuse', status: Number(status), code } }
    : undefined;

/** A scenario with one of a list of names. */
export const oneOf = (choices: Readonly<Record<string, ScenarioParts>>): Read =>
  oneWord(word => (word !== undefined && Object.hasOwn(choices, word) ? choices[word] : undefined));

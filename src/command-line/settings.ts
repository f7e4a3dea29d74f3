import type { ConfiguredProvider } from '../providers/port/provider-definition';
import { witnessKeyFault } from '../proofs/formats/witness-key';
import { PROVIDERS } from '../providers/registry';
import { loadSettings, type Settings } from '../shared/settings/config';
import { createLogger, type Logger } from '../shared/logging';

/** The environment's settings, or every mistake in them on stderr, a line each, and exit 1. */
export function settingsOrExit(env: NodeJS.ProcessEnv = process.env): Settings<ConfiguredProvider> {
  const settings = loadSettings(env, PROVIDERS, witnessKeyFault);
  if (!('faults' in settings)) return settings;
  for (const fault of settings.faults) console.error(fault);
  process.exit(1);
}

/** For commands that print a report: only what went wrong is logged beside it. */
export const quietLogger = (): Logger => createLogger({ level: 'error' });

/** A line that is written over again on a terminal, and nothing at all in a pipe. */
export function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${text}`);
}

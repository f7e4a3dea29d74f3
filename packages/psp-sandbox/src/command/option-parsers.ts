import { InvalidArgumentError } from 'commander';
import { CONNECTPSP_SCENARIOS } from '../connectpsp/sandbox';
import { maySendTo } from '../http/loopback';
import { NTXPAY_SCENARIOS } from '../ntxpay/sandbox';
import { parserOf } from '../scenarios/scenario';

export function portOf(text: string): number {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(value <= 65_535)) throw new InvalidArgumentError('It must be a port, 0 to 65535.');
  return value;
}

export function speedOf(text: string): number {
  const value = /^\d{1,6}(\.\d{1,3})?$/.test(text) ? Number(text) : 0;
  if (value <= 0) throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}

export function localUrl(text: string): string {
  if (!maySendTo(text, [])) throw new InvalidArgumentError('It must lead to this machine.');
  return text;
}

export function requireScenario(name: string): string {
  const isKnown = [CONNECTPSP_SCENARIOS, NTXPAY_SCENARIOS].some(table => parserOf(table)(name));
  if (!isKnown) throw new InvalidArgumentError('There is no such scenario: see --help.');
  return name;
}

export function userAndPassword(text: string): string {
  if (!/^[^:]+:.+$/.test(text)) throw new InvalidArgumentError('It must be user:password.');
  return text;
}

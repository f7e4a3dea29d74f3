import { isIP } from 'node:net';
import { mayReach } from './public-address';

/** Where messages may go beside public https addresses. */
export interface TargetRules {
  /** CIDR blocks that are open although they are not public. */
  readonly allowedNetworks: readonly string[];
  /** http outside the loopback is allowed. */
  readonly allowsPlaintext: boolean;
}

const MAX_LENGTH = 2_048;
const HTTPS_PORT = 443;
const HTTP_PORT = 80;
/** Ports below it belong to the services of a machine, such as mail and SSH. */
const FIRST_FREE_PORT = 1_024;
const LOOPBACK_NAME = /(^|\.)localhost\.?$/i;

/**
 * What is wrong with an address that messages are to be sent to, in words that follow its name; undefined: nothing. A name
 * can still lead to a closed network: that is found when it is resolved, before a connection is made.
 */
export function targetFault(text: string, rules: TargetRules): string | undefined {
  if (text.length > MAX_LENGTH) return `must have at most ${MAX_LENGTH} characters`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return 'must be an https:// address';
  if (url.username !== '' || url.password !== '') return 'must have no user and no password';
  if (url.hash !== '') return 'must have no fragment';
  return hostFault(url, rules) ?? plaintextFault(url, rules) ?? portFault(url);
}

function hostFault({ hostname }: URL, { allowedNetworks }: TargetRules): string | undefined {
  const closed = LOOPBACK_NAME.test(hostname)
    ? !mayReach('127.0.0.1', allowedNetworks)
    : isAddress(hostname) && !mayReach(hostname, allowedNetworks);
  return closed ? 'must be an address in a public network' : undefined;
}

function plaintextFault({ protocol, hostname }: URL, { allowsPlaintext }: TargetRules): string | undefined {
  if (protocol === 'https:' || allowsPlaintext || isLoopback(hostname)) return undefined;
  return 'must be an https:// address';
}

function portFault({ port, protocol }: URL): string | undefined {
  const number = port === '' ? undefined : Number(port);
  const usual = protocol === 'https:' ? HTTPS_PORT : HTTP_PORT;
  if (number === undefined || number === usual || number >= FIRST_FREE_PORT) return undefined;
  return `must have the port ${usual}, or one from ${FIRST_FREE_PORT} on`;
}

/** The parser of URLs has written every form of an IPv4 address as four numbers, and IPv6 in brackets. */
const isAddress = (hostname: string): boolean => isIP(hostname.replace(/^\[(.*)\]$/, '$1')) !== 0;

const isLoopback = (hostname: string): boolean =>
  LOOPBACK_NAME.test(hostname) || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);

/** The rules of this installation, as an injection token. */
export class Targets {
  constructor(readonly rules: TargetRules) {}

  /** As `targetFault`. */
  faultOf(url: string): string | undefined {
    return targetFault(url, this.rules);
  }
}

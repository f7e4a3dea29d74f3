import { ACCEPT } from './accept';
import type { Figure } from './figure';
import { HISTORY } from './history';
import { PROCESSES } from './processes';
import { PROOFS } from './proofs';
import { SETTLE } from './settle';
import { SUSTAINED } from './sustained';

export const FIGURES: readonly Figure[] = [...ACCEPT, PROCESSES, ...SETTLE, PROOFS, SUSTAINED, HISTORY];

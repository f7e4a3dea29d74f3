import type { HealthProbe } from '../../api/operations/readiness';
import type { Proofs } from './start-proof-log';

/** Always up: payments do not wait for proofs. The text says what is not well; it holds no personal data. */
export const proofHealth = ({
  log,
  cosigning,
  stamping,
}: Pick<Proofs, 'log' | 'cosigning' | 'stamping'>): HealthProbe => ({
  part: 'proof log',
  check: () => {
    const { state, error } = log.status();
    const own = state === 'refused' ? [`nothing is signed: ${error ?? ''}`] : [];
    const witnesses = cosigning.status().flatMap(({ name, state }) => {
      // What a witness answers is for the log, not for callers.
      if (state === 'refused') return [`the witness ${name} refuses the last checkpoint`];
      return state === 'failed' ? [`the witness ${name} does not cosign`] : [];
    });
    const stamps = stamping?.fault() === undefined ? [] : ['the checkpoint of the day is not stamped'];
    const note = [...own, ...witnesses, ...stamps].join('; ');
    return Promise.resolve(note === '' || { note });
  },
});

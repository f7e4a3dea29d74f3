import Sequencer from '@jest/test-sequencer';

/** What takes minutes begins first: at the end it would run alone, on one of the workers. */
const SLOW =
  /test\/(simulation\/(simulation|planted-bugs|approvals|crash-at-every-await)|crash\/|console\/flows|budget\/|faulty-disk|slow-readers|flow\/(provider-outcomes|access-matrix|authorise-order|request-payout)|proofs\/attacks|api\/export|bench\/)/;

export default class SlowFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return [
      ...sorted.filter(({ path }) => SLOW.test(path)),
      ...sorted.filter(({ path }) => !SLOW.test(path)),
    ];
  }
}

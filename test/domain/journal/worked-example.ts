import { entryFor, trialBalance, type BookedEvent, type Posting } from '../../../src/domain/journal/journal';
import { formatAmount } from '../../../src/shared/money';
import {
  captured,
  deposited,
  excessCharged,
  fundsReturned,
  held,
  opened,
  released,
} from '../account/account-examples';
import { feesSettled } from './fees/fee-examples';

/** The life of one account, and of its provider's fees, that docs/books.md tells in figures. */
const STORY: readonly (readonly [title: string, event: BookedEvent])[] = [
  ['The account is opened', opened],
  ['100.00 arrive at ConnectPSP for it', deposited()],
  ['A payout of 50.00 is requested; the highest fee is 0.31', held(5_031n, 'payout-1')],
  ['It is completed for a fee of 0.12', captured({ payoutId: 'payout-1', feeAmountMinor: 12n })],
  ['A payout of 20.00 is requested', held(2_031n, 'payout-2')],
  ['It fails', released(2_031n, 'payout-2')],
  ['A payout of 10.00 is requested', held(1_031n, 'payout-3')],
  [
    'It is completed for a fee of 1.00, above the highest fee',
    captured({
      payoutId: 'payout-3',
      heldAmountMinor: 1_031n,
      originalAmountMinor: 1_000n,
      feeAmountMinor: 100n,
      excessMinor: 69n,
    }),
  ],
  [
    '20.00 of the first payout come back, for a fee of 0.05',
    fundsReturned({ amountMinor: 2_000n, feeAmountMinor: 5n }),
  ],
  [
    'Two people decide that the customer pays 0.40 of what the third payout cost above its hold',
    excessCharged({ payoutId: 'payout-3', amountMinor: 40n }),
  ],
  ['Two people say that ConnectPSP took its fees of 1.17 off the float', feesSettled()],
];

const figure = (minor: bigint): string => (minor === 0n ? '' : formatAmount(minor, 'BRL'));

const row = (...cells: string[]): string => cells.join(' | ');

const line = ({ ledgerAccount, debitMinor, creditMinor }: Posting): string[] => [
  `\`${ledgerAccount}\``,
  figure(debitMinor),
  figure(creditMinor),
];

/** The journal as the page prints it: a row per posting, the event named in its first. */
export function journalRows(): string[] {
  return STORY.flatMap(([title, event], index) => {
    const name = `${index + 1}. ${title}: \`${event.type}\``;
    const postings = entryFor(event);
    if (postings.length === 0) return [row(name, 'no postings', '', '')];
    return postings.map((posting, at) => row(at === 0 ? name : '', ...line(posting)));
  });
}

/** The trial balance of the story as the page prints it, the sums last. */
export function trialBalanceRows(): string[] {
  const { lines, totals } = trialBalance(STORY.flatMap(([, event]) => entryFor(event)));
  const { debitMinor, creditMinor } = totals.get('BRL')!;
  return [
    ...lines.map(total => row(...line(total))),
    row('**sum**', `**${figure(debitMinor)}**`, `**${figure(creditMinor)}**`),
  ];
}

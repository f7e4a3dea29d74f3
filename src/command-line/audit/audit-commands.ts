import { type Command, Option } from 'commander';
import { AUDIT_TIME_ZONES, auditExplain, auditReplay, auditStamp, auditVerify } from './audit';
import { addBundle } from './audit-bundle';

export function addAudit(holdfast: Command): void {
  const audit = holdfast.command('audit').description('the books, from the streams alone; reads only');
  const books = (name: string, description: string) =>
    audit
      .command(name)
      .description(description)
      .option('--as-of <moment>', 'as of a day up to its end, an RFC 3339 time or a position')
      .addOption(
        new Option('--time-zone <zone>', 'in which the day of --as-of ends')
          .choices(AUDIT_TIME_ZONES)
          .default(AUDIT_TIME_ZONES[0]),
      )
      .option('--account <id>', 'tell of this account, and only of what is wrong about it')
      .option('--json', 'for a program');
  books('replay', 'rebuild the books from the streams; exit 1 on any difference').action(auditReplay);
  books(
    'verify',
    'compare them with the read models and every checkpoint, and check every invariant; exit 1 on any difference',
  )
    .option('--checkpoint <file>', 'a checkpoint that was kept elsewhere: the streams have to extend it')
    .option('--policy <file>', 'which logs and witnesses are trusted (docs/proofs.md)')
    .action(auditVerify);
  audit
    .command('stamp <date> <file>')
    .description('write out the time stamp of a day (2026-03-01, UTC) for openssl ts -verify')
    .addHelpText('after', '\nThe bytes that are stamped go to FILE.txt beside it.')
    .action(auditStamp);
  audit
    .command('explain <payout>')
    .description('every centavo of a payout, from its request through the evidence to the postings')
    .option('--json', 'for a program')
    .action(auditExplain);
  addBundle(audit);
}

import { sql, type Kysely, type Migration, type RawBuilder } from 'kysely';

/**
 * Checks the journal once for each statement, instead of once for each row at commit. Every statement leaves every entry
 * with postings that balance in each currency. So an entry and its postings come in one statement.
 *
 * A statement that adds or removes as much debit as credit keeps a balanced entry balanced, so only the rows that it
 * touches are summed. The functions look in the schema of the table that fired them, so they survive its renaming.
 */
export const balanceByStatement = (schemaName: string): Migration => ({
  async up(database) {
    const schema = sql.id(schemaName);
    await sql`drop trigger posting_balances on ${schema}.posting`.execute(database);
    await sql`drop trigger journal_entry_has_postings on ${schema}.journal_entry`.execute(database);
    await sql`drop function ${schema}.demand_balance()`.execute(database);
    await createBalanceCheck(database, schema);
    await createEntryCheck(database, schema);
  },
});

async function createBalanceCheck(database: Kysely<unknown>, schema: RawBuilder<unknown>): Promise<void> {
  await sql`
    create function ${schema}.demand_balance_of_postings() returns trigger language plpgsql as $$
    declare
      entry uuid;
    begin
      if tg_op = 'INSERT' then
        select entry_id into entry from added
          group by entry_id, currency having sum(debit_minor) <> sum(credit_minor) limit 1;
      elsif tg_op = 'DELETE' then
        select entry_id into entry from removed
          group by entry_id, currency having sum(debit_minor) <> sum(credit_minor) limit 1;
      else
        select entry_id into entry from (
          select entry_id, currency, debit_minor - credit_minor as moved from added
          union all
          select entry_id, currency, credit_minor - debit_minor from removed) as both_sides
          group by entry_id, currency having sum(moved) <> 0 limit 1;
      end if;
      if entry is null and tg_op <> 'INSERT' then
        execute format(
          'select entry_id from removed
            where exists (select from %1$I.journal_entry as kept where kept.id = removed.entry_id)
              and not exists (select from %1$I.posting as kept where kept.entry_id = removed.entry_id) limit 1',
          tg_table_schema) into entry;
      end if;
      if entry is not null then
        raise exception 'journal entry % does not balance', entry using errcode = 'check_violation';
      end if;
      return null;
    end $$`.execute(database);
  const trigger = (event: string, tables: string) =>
    sql`create trigger ${sql.id(`posting_balances_${event}`)} after ${sql.raw(event)} on ${schema}.posting
      referencing ${sql.raw(tables)}
      for each statement execute function ${schema}.demand_balance_of_postings()`.execute(database);
  await trigger('insert', 'new table as added');
  await trigger('update', 'new table as added old table as removed');
  await trigger('delete', 'old table as removed');
}

async function createEntryCheck(database: Kysely<unknown>, schema: RawBuilder<unknown>): Promise<void> {
  await sql`
    create function ${schema}.demand_postings_of_entries() returns trigger language plpgsql as $$
    declare
      entry uuid;
    begin
      execute format(
        'select id from added
          where not exists (select from %1$I.posting as posting where posting.entry_id = added.id) limit 1',
        tg_table_schema) into entry;
      if entry is not null then
        raise exception 'journal entry % does not balance', entry using errcode = 'check_violation';
      end if;
      return null;
    end $$`.execute(database);
  await sql`create trigger journal_entry_has_postings after insert on ${schema}.journal_entry
    referencing new table as added
    for each statement execute function ${schema}.demand_postings_of_entries()`.execute(database);
}

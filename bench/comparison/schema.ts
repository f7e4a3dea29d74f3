/** The tables of the comparison: a balance per account, one row per payout, two postings for every movement. */
export const TABLES = `
create table account (
  id text primary key,
  available_minor bigint not null check (available_minor >= 0),
  held_minor bigint not null default 0
);
create table payout (
  id uuid primary key,
  client text not null,
  idempotency_key text not null,
  fingerprint text not null,
  account_id text not null,
  provider text not null,
  amount_minor bigint not null,
  external_reference text not null,
  description text,
  payee jsonb not null,
  status text not null default 'PROCESSING',
  provider_key uuid not null,
  provider_id text unique,
  end_to_end_id text unique,
  requested_at timestamptz not null default now(),
  completed_at timestamptz,
  unique (client, idempotency_key),
  unique (client, external_reference),
  unique (provider, external_reference)
);
create index payout_of_account on payout (account_id, requested_at);
create table posting (
  id bigint generated always as identity primary key,
  payout_id uuid not null,
  ledger_account text not null,
  amount_minor bigint not null,
  booked_at timestamptz not null default now()
);
create index posting_of_payout on posting (payout_id);
create index posting_of_account on posting (ledger_account, id);
create table outbox (
  id bigint generated always as identity primary key,
  payout_id uuid not null unique,
  claimed_at timestamptz
);
create index outbox_waiting on outbox (id) where claimed_at is null;
create table notification (
  id bigint generated always as identity primary key,
  provider text not null,
  body text not null,
  received_at timestamptz not null default now()
);
`;

/**
 * One function for each phase. The account's row is changed last, so that its lock is held as short as possible: from
 * there to the end of the commit.
 */
export const FUNCTIONS = `
create function accept_payout(
  p_id uuid, p_client text, p_key text, p_fingerprint text, p_account text, p_provider text, p_amount bigint,
  p_reference text, p_description text, p_payee jsonb, p_provider_key uuid
) returns table (code text, payout_id uuid, requested timestamptz) language plpgsql as $$
declare existing payout; made timestamptz;
begin
  insert into payout (id, client, idempotency_key, fingerprint, account_id, provider, amount_minor, external_reference,
                      description, payee, provider_key)
  values (p_id, p_client, p_key, p_fingerprint, p_account, p_provider, p_amount, p_reference, p_description, p_payee,
          p_provider_key)
  on conflict do nothing returning requested_at into made;
  if not found then
    select * into existing from payout where client = p_client and idempotency_key = p_key;
    if not found then return query select 'EXTERNAL_REFERENCE_USED', null::uuid, null::timestamptz; return; end if;
    if existing.fingerprint <> p_fingerprint then
      return query select 'IDEMPOTENCY_KEY_REUSED', null::uuid, null::timestamptz; return;
    end if;
    return query select 'ACCEPTED', existing.id, existing.requested_at; return;
  end if;
  insert into posting (payout_id, ledger_account, amount_minor)
  values (p_id, p_account || ':available', -p_amount), (p_id, p_account || ':held', p_amount);
  insert into outbox (payout_id) values (p_id);
  update account set available_minor = available_minor - p_amount, held_minor = held_minor + p_amount
  where id = p_account and available_minor >= p_amount;
  if not found then raise exception 'INSUFFICIENT_FUNDS'; end if;
  return query select 'ACCEPTED', p_id, made;
end $$;

create function accept_payouts(p_items jsonb) returns table (code text, payout_id uuid, requested timestamptz)
language plpgsql as $$
declare item jsonb;
begin
  for item in select * from jsonb_array_elements(p_items) loop
    return query select * from accept_payout(
      (item->>'id')::uuid, item->>'client', item->>'key', item->>'fingerprint', item->>'account', item->>'provider',
      (item->>'amount')::bigint, item->>'reference', item->>'description', item->'payee',
      (item->>'providerKey')::uuid);
  end loop;
end $$;

create function claim_orders(p_count int) returns setof payout language sql as $$
  with claimed as (
    update outbox set claimed_at = now() where id in (
      select id from outbox where claimed_at is null order by id limit p_count for update skip locked
    ) returning payout_id
  ) select payout.* from payout join claimed on payout.id = claimed.payout_id
$$;

create function record_submission(p_id uuid, p_provider_id text) returns void language sql as $$
  update payout set provider_id = p_provider_id, status = case when status = 'PROCESSING' then 'SUBMITTED' else status end
  where id = p_id;
  delete from outbox where payout_id = p_id;
$$;

create function settle_payout(p_provider text, p_reference text, p_end_to_end_id text, p_body text)
returns void language plpgsql as $$
declare paid payout;
begin
  insert into notification (provider, body) values (p_provider, p_body);
  update payout set status = 'COMPLETED', completed_at = now(), end_to_end_id = p_end_to_end_id
  where provider = p_provider and external_reference = p_reference and status in ('PROCESSING', 'SUBMITTED')
  returning * into paid;
  if not found then return; end if;
  insert into posting (payout_id, ledger_account, amount_minor)
  values (paid.id, paid.account_id || ':held', -paid.amount_minor), (paid.id, 'provider:' || p_provider, paid.amount_minor);
  update account set held_minor = held_minor - paid.amount_minor where id = paid.account_id;
end $$;
`;

/** Payouts of the past, so that no table and no index is empty. */
export const SEED = `
insert into account (id, available_minor) select 'account-' || n, 1000000000000 from generate_series(0, 1000) n;
insert into payout (id, client, idempotency_key, fingerprint, account_id, provider, amount_minor, external_reference,
                    payee, status, provider_key, provider_id, end_to_end_id, requested_at, completed_at)
select gen_random_uuid(), 'bench', 'past-' || n, repeat('0', 64), 'account-' || n % 1001, 'connectpsp', 100 + n % 9900,
       'past-' || n, '{"name": "Maria Silva", "document": "12345678909"}', 'COMPLETED', gen_random_uuid(),
       'past-' || n, 'E' || n, now() - interval '1 day', now() - interval '1 day'
from generate_series(1, $PAYOUTS) n;
insert into posting (payout_id, ledger_account, amount_minor)
select id, side.name, side.sign * amount_minor from payout,
  lateral (values (account_id || ':available', -1), (account_id || ':held', 1), (account_id || ':held', -1),
                  ('provider:connectpsp', 1)) as side (name, sign);
analyze;
`;

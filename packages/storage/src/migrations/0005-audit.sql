-- Who did what, in identifiers alone: no content of a document, no file name.
create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz(3) not null default now(),
  -- An API key, `loopback` without one, or `terminal`.
  actor text not null,
  action text not null,
  target text,
  -- `unknown` before the deed, what came of it afterwards.
  outcome text not null,
  request_id text,
  address text
);

create index audit_log_newest on audit_log (at desc, id desc);
create index audit_log_by_actor on audit_log (actor, at desc, id desc);
create index audit_log_by_target on audit_log (target, at desc, id desc) where target is not null;

-- What is written stays as it is: only an outcome that was not known yet may be added. Old entries go as a whole.
create function refuse_change_of_audit() returns trigger language plpgsql as $$
begin
  if old.outcome <> 'unknown'
    or (new.at, new.actor, new.action) is distinct from (old.at, old.actor, old.action)
    or (old.target is not null and new.target is distinct from old.target)
    or (new.request_id, new.address) is distinct from (old.request_id, old.address)
  then
    raise exception 'the audit trail is not changed';
  end if;
  return new;
end $$;

create trigger audit_log_is_append_only before update on audit_log
  for each row execute function refuse_change_of_audit();

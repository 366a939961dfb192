-- A Label Studio that has lost its data gives the same numbers anew. `<number> <created_at>` is one project for ever; null where
-- it was not noted.
alter table label_studio_projects add column project text;
-- Where its tasks were made.
alter table review_requests add column project text;
alter table annotations
  -- Of Label Studio: in which project it was said.
  add column project text,
  -- Of Label Studio: the labels that had a box there.
  add column labels text[];

-- When its tasks were last asked for: until some time after it they may still be made, whoever has lost the answer.
alter table review_requests
  add column import_begun_at timestamptz(3),
  -- Whether there may be images of it whose numbers nobody has noted.
  add column is_uploading boolean not null default false;

-- As `is_uploading`.
alter table label_studio_erasures add column with_unnoted boolean not null default false;

create or replace function erase_in_label_studio() returns trigger language plpgsql as $$
begin
  insert into label_studio_erasures (job_id, task_ids, upload_ids, with_unnoted, next_attempt_at)
  values (old.job_id, old.task_ids, old.upload_ids, old.is_uploading,
    -- Whoever is sending it just now has ended by then, and Label Studio with what it was asked for.
    greatest(
      now(),
      case when old.status = 'pending' then old.next_attempt_at end,
      old.import_begun_at + interval '2 minutes'
    ))
  on conflict do nothing;
  return null;
end
$$;

-- What was decided of a supplier when it was first seen: held out for ever, or learned from. Digests of what names it, no names.
create table training_suppliers (
  key_digest text primary key,
  -- The smaller, the older.
  number bigint generated always as identity,
  is_held_out boolean not null
);

-- What was said of the document when it was copied, or could not be; null for what was copied before.
alter table training_copies add column annotation_id bigint;

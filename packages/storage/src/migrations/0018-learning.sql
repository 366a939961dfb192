-- Mean average precision on the drawn pages held out, as the trainer measured both models; it may be gone when they are judged.
alter table trainings
  add column champion_map50 double precision,
  add column challenger_map50 double precision;

-- What the tasks of a document were like when it was last heard: one that is otherwise now is heard again, whatever a clock or a
-- failure has kept from being seen.
create table label_studio_hearings (
  job_id text primary key references jobs (id) on delete cascade,
  -- `<id> <updated_at>` of each, as Label Studio writes it.
  tasks text[] not null
);

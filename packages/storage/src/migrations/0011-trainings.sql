-- One row for each training, from the decision to what became of the model.
create table trainings (
  id text primary key,
  status text not null check (status in ('preparing', 'training', 'evaluating', 'shadowing', 'deployed', 'rejected', 'failed')),
  status_since timestamptz(3) not null default now(),
  -- `annotations` when enough were there, or who asked.
  requested_by text not null,
  -- The model that it starts from and has to beat.
  champion text,
  -- The version that it makes.
  challenger text,
  -- The trainer's own name of the run.
  run_id text,
  -- Annotated documents that were there, and how many of them were new; annotations up to this id have been seen.
  documents integer not null default 0,
  new_documents integer not null default 0,
  last_annotation_id bigint not null default 0,
  data_digest text,
  -- [{job_id, supplier}] that champion and challenger are compared on: they train nothing. Suppliers are numbers.
  held_out jsonb,
  -- Epoch, loss, mAP, time left: as the trainer says.
  progress jsonb,
  -- Champion against challenger, and why it was decided so.
  evaluation jsonb,
  problem jsonb,
  -- Who follows it, and until when nobody else may.
  lease_token text,
  lease_until timestamptz,
  -- How often it was taken up since it last got on.
  attempts integer not null default 0,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  finished_at timestamptz(3)
);

create index trainings_newest on trainings (created_at desc, id desc);
-- Never two at once, whoever decides.
create unique index trainings_one_at_a_time on trainings ((true))
  where status in ('preparing', 'training', 'evaluating', 'shadowing');

-- The annotated documents whose pages and words are kept to learn from, longer than the documents themselves, or cannot be.
create table training_copies (
  job_id text primary key references jobs (id) on delete cascade,
  is_kept boolean not null,
  created_at timestamptz(3) not null default now()
);

create index training_copies_by_age on training_copies (created_at);

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

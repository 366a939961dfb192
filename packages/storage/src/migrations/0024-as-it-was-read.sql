-- How sure the platform was of a document, and whether it sent it to a person, before the first correction; null where there is none.
alter table jobs add column read_confidence real, add column read_needs_review boolean;

-- As a trigger, so that code that does not know them keeps them as well.
create function keep_as_read() returns trigger language plpgsql as $$
begin
  new.read_confidence := old.overall_confidence;
  new.read_needs_review := old.needs_review;
  return new;
end
$$;
create trigger keep_as_read
  before update of overall_confidence on jobs for each row
  when (old.status = 'completed' and old.read_confidence is null)
  execute function keep_as_read();

-- How sure the platform was of a document, and whether it sent it to a person, before the first correction; null where there is none.
alter table jobs add column read_confidence real, add column read_needs_review boolean;

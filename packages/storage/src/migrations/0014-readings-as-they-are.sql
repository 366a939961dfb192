-- Squeezing a reading took PostgreSQL longer than writing it, while somebody waits for it; the documents beside it are
-- many times as large. What is stored already stays as it is.
alter table jobs alter column reading set storage external;

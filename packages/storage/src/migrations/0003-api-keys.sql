-- Who may do what. A revoked key stays, so that the audit trail can be read.
create table api_keys (
  id text primary key,
  name text not null,
  -- SHA-256 of the key. It has 256 random bits: nobody can try them out, so a slow hash would protect nothing.
  hash bytea not null,
  scopes text[] not null,
  -- Absent: as the settings say.
  extract_per_minute integer,
  requests_per_minute integer,
  expires_at timestamptz(3),
  revoked_at timestamptz(3),
  -- To the minute.
  last_used_at timestamptz(3),
  created_at timestamptz(3) not null default now()
);

-- Every request looks here.
create index api_keys_in_force on api_keys (id) where revoked_at is null;

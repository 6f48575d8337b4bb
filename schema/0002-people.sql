-- Who may come in, and what people are called. Names and contact details live here and never in the log, so
-- that they can be changed and erased: events carry opaque ids alone.

create table collegiate.person (
  log bigint not null references collegiate.log,
  id text not null,
  name text not null,
  email text,
  phone text,
  contact_note text,
  updated_at timestamptz not null default clock_timestamp(),
  primary key (log, id)
);
comment on table collegiate.person is 'What a person is called and how to reach them.';
comment on column collegiate.person.log is 'The consortium''s log';
comment on column collegiate.person.id is 'The opaque id that events carry';
comment on column collegiate.person.name is 'The person''s name';
comment on column collegiate.person.email is 'E-mail address';
comment on column collegiate.person.phone is 'Telephone number';
comment on column collegiate.person.contact_note is 'How and when to reach the person';
comment on column collegiate.person.updated_at is 'When the row last changed';

create table collegiate.token (
  id text primary key,
  log bigint not null references collegiate.log,
  person text not null,
  organisation text not null,
  scopes text[] not null check (scopes <@ array['read', 'report', 'command'] and cardinality(scopes) > 0),
  digest bytea not null unique check (octet_length(digest) = 32),
  label text not null,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null check (expires_at > created_at),
  revoked_at timestamptz,
  last_used_at timestamptz
);
create index token_person on collegiate.token (log, person);
comment on table collegiate.token is 'A personal token of the API. It is shown once; only its digest is kept.';
comment on column collegiate.token.id is 'Name of the token, to list and revoke it by; no secret';
comment on column collegiate.token.log is 'The consortium''s log';
comment on column collegiate.token.person is 'The person as whom it acts';
comment on column collegiate.token.organisation is 'The organisation for which it acts';
comment on column collegiate.token.scopes is 'What it may do: read, report, command';
comment on column collegiate.token.digest is 'SHA-256 of the token, which is 256 random bits';
comment on column collegiate.token.label is 'What its owner calls it';
comment on column collegiate.token.created_at is 'When it was made';
comment on column collegiate.token.expires_at is 'When it ceases to work';
comment on column collegiate.token.revoked_at is 'When it was revoked';
comment on column collegiate.token.last_used_at is 'When it was last used, to the minute or so';

create table collegiate.session (
  digest bytea primary key check (octet_length(digest) = 32),
  log bigint not null references collegiate.log,
  person text not null,
  organisation text not null,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null check (expires_at > created_at)
);
create index session_expires_at on collegiate.session (expires_at);
comment on table collegiate.session is 'Somebody signed in with a browser. The cookie''s digest alone is kept.';
comment on column collegiate.session.digest is 'SHA-256 of the cookie''s secret, which is 256 random bits';
comment on column collegiate.session.log is 'The consortium''s log';
comment on column collegiate.session.person is 'The person who signed in';
comment on column collegiate.session.organisation is 'The organisation for which the person acts';
comment on column collegiate.session.created_at is 'When the person signed in';
comment on column collegiate.session.expires_at is 'When the person must sign in again';

grant select, insert, update, delete on collegiate.person, collegiate.token, collegiate.session
  to collegiate_service;

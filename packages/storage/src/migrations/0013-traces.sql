-- The trace of the upload, as W3C Trace Context writes it, while traces are sent: what is done with the job later joins it.
alter table jobs add column traceparent text;

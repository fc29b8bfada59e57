-- The queries that the ADO.NET providers look up by key when a silo or a gateway starts.
CREATE TABLE OrleansQuery
(
    QueryKey  text PRIMARY KEY,
    QueryText text NOT NULL
);

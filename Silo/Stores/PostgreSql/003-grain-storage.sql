-- Grain states, one row a grain. A write that was not based on the row as it stands changes nothing and returns no row, which the
-- storage provider takes for a conflict.
CREATE TABLE OrleansStorage
(
    ServiceId     text        NOT NULL,
    GrainType     text        NOT NULL,
    KeyN0         bigint      NOT NULL,
    KeyN1         bigint      NOT NULL,
    KeyText       text        NOT NULL,
    PayloadBinary bytea       NULL,
    Version       integer     NOT NULL,
    ModifiedOn    timestamptz NOT NULL,
    PRIMARY KEY (ServiceId, GrainType, KeyN0, KeyN1, KeyText)
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('ReadFromStorageKey', $query$
SELECT PayloadBinary, Version
FROM OrleansStorage
WHERE ServiceId = @ServiceId AND GrainType = @GrainTypeString
  AND KeyN0 = @GrainIdN0 AND KeyN1 = @GrainIdN1 AND KeyText = coalesce(@GrainIdExtensionString, '')
$query$),
('WriteToStorageKey', $query$
INSERT INTO OrleansStorage (ServiceId, GrainType, KeyN0, KeyN1, KeyText, PayloadBinary, Version, ModifiedOn)
SELECT @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''), @PayloadBinary, 1, now()
WHERE @GrainStateVersion IS NULL OR EXISTS
(
    SELECT 1 FROM OrleansStorage
    WHERE ServiceId = @ServiceId AND GrainType = @GrainTypeString
      AND KeyN0 = @GrainIdN0 AND KeyN1 = @GrainIdN1 AND KeyText = coalesce(@GrainIdExtensionString, '')
)
ON CONFLICT (ServiceId, GrainType, KeyN0, KeyN1, KeyText) DO UPDATE
SET PayloadBinary = excluded.PayloadBinary, Version = OrleansStorage.Version + 1, ModifiedOn = excluded.ModifiedOn
WHERE OrleansStorage.Version = @GrainStateVersion
RETURNING Version AS NewGrainStateVersion
$query$),
('ClearStorageKey', $query$
UPDATE OrleansStorage
SET PayloadBinary = NULL, Version = Version + 1, ModifiedOn = now()
WHERE ServiceId = @ServiceId AND GrainType = @GrainTypeString
  AND KeyN0 = @GrainIdN0 AND KeyN1 = @GrainIdN1 AND KeyText = coalesce(@GrainIdExtensionString, '')
  AND Version = @GrainStateVersion
RETURNING Version AS NewGrainStateVersion
$query$),
('DeleteStorageKey', $query$
DELETE FROM OrleansStorage
WHERE ServiceId = @ServiceId AND GrainType = @GrainTypeString
  AND KeyN0 = @GrainIdN0 AND KeyN1 = @GrainIdN1 AND KeyText = coalesce(@GrainIdExtensionString, '')
  AND Version = @GrainStateVersion
RETURNING Version + 1 AS NewGrainStateVersion
$query$);

-- Grain states, one row a grain. A write that was not based on the row as it stands changes nothing and returns no row, which the
-- storage provider takes for a conflict.
CREATE TABLE OrleansStorage
(
    ServiceId     TEXT    NOT NULL,
    GrainType     TEXT    NOT NULL,
    KeyN0         INTEGER NOT NULL,
    KeyN1         INTEGER NOT NULL,
    KeyText       TEXT    NOT NULL,
    PayloadBinary BLOB    NULL,
    Version       INTEGER NOT NULL,
    ModifiedOn    TEXT    NOT NULL,
    PRIMARY KEY (ServiceId, GrainType, KeyN0, KeyN1, KeyText)
) WITHOUT ROWID;

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('ReadFromStorageKey', '
SELECT PayloadBinary, Version
FROM OrleansStorage
WHERE ServiceId = @ServiceId AND GrainType = @GrainTypeString
  AND KeyN0 = @GrainIdN0 AND KeyN1 = @GrainIdN1 AND KeyText = ifnull(@GrainIdExtensionString, '''')
'),
('WriteToStorageKey', '
INSERT INTO OrleansStorage (ServiceId, GrainType, KeyN0, KeyN1, KeyText, PayloadBinary, Version, ModifiedOn)
SELECT @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, ifnull(@GrainIdExtensionString, ''''), @PayloadBinary, 1, datetime()
WHERE @GrainStateVersion IS NULL OR EXISTS
(
    SELECT 1 FROM OrleansStorage
    WHERE ServiceId = @ServiceId AND GrainType = @GrainTypeString
      AND KeyN0 = @GrainIdN0 AND KeyN1 = @GrainIdN1 AND KeyText = ifnull(@GrainIdExtensionString, '''')
)
ON CONFLICT (ServiceId, GrainType, KeyN0, KeyN1, KeyText) DO UPDATE
SET PayloadBinary = excluded.PayloadBinary, Version = OrleansStorage.Version + 1, ModifiedOn = excluded.ModifiedOn
WHERE OrleansStorage.Version = @GrainStateVersion
RETURNING Version AS NewGrainStateVersion
'),
('ClearStorageKey', '
UPDATE OrleansStorage
SET PayloadBinary = NULL, Version = Version + 1, ModifiedOn = datetime()
WHERE ServiceId = @ServiceId AND GrainType = @GrainTypeString
  AND KeyN0 = @GrainIdN0 AND KeyN1 = @GrainIdN1 AND KeyText = ifnull(@GrainIdExtensionString, '''')
  AND Version = @GrainStateVersion
RETURNING Version AS NewGrainStateVersion
'),
('DeleteStorageKey', '
DELETE FROM OrleansStorage
WHERE ServiceId = @ServiceId AND GrainType = @GrainTypeString
  AND KeyN0 = @GrainIdN0 AND KeyN1 = @GrainIdN1 AND KeyText = ifnull(@GrainIdExtensionString, '''')
  AND Version = @GrainStateVersion
RETURNING Version + 1 AS NewGrainStateVersion
');

-- The statistics of the Register, one row for each day, kept for good: body holds numbers and codes
-- only. position: up to which place in the feed of public changes they count.
CREATE TABLE statistics (
    day       @TEXT NOT NULL PRIMARY KEY,
    position  @INT NOT NULL,
    at        @TS NOT NULL,
    body      @JSON NOT NULL
) @STRICT;

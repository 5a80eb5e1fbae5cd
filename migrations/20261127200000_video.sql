-- Videos stand among photographs: the same rows, in the same order, with the file that is played beside them.

ALTER TABLE media.photo
    -- By its bytes, once they have been looked at.
    ADD COLUMN kind text NOT NULL DEFAULT 'photo' CHECK (kind IN ('photo', 'video')),
    DROP CONSTRAINT photo_size_check,
    ADD CONSTRAINT photo_size_check CHECK (size BETWEEN 1 AND 209715200),
    DROP CONSTRAINT photo_check1,
    -- A video may have no picture that stands for it.
    ADD CONSTRAINT photo_ready_check
        CHECK (state <> 'ready' OR (num_nulls(hash, mark, width, height) = 0 AND (widths <> '{}' OR kind = 'video')));

CREATE TABLE media.video (
    photo_id uuid PRIMARY KEY REFERENCES media.photo (id) ON DELETE CASCADE,
    vivarium_id uuid NOT NULL REFERENCES core.vivarium (id),
    -- The file that is played is `pictures/<id>-<mark>/video.<ending>`. It counts among what was made of the photograph (`made`).
    ending text NOT NULL CHECK (ending IN ('mp4', 'webm')),
    codec text NOT NULL CHECK (codec IN ('h264', 'hevc', 'av1', 'vp8', 'vp9')),
    millis int NOT NULL CHECK (millis > 0),
    size bigint NOT NULL CHECK (size > 0)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON media.video TO reptidex_app;
ALTER TABLE media.video ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON media.video TO reptidex_app
    USING (vivarium_id = core.current_vivarium()) WITH CHECK (vivarium_id = core.current_vivarium());
-- Staff look at what they take down.
CREATE POLICY staff ON media.video FOR SELECT TO reptidex_app USING (core.staff_scope());

-- What anybody may see of them.
CREATE VIEW media.public_video AS
SELECT v.photo_id, v.ending, v.codec, v.millis, v.size FROM media.video v JOIN media.public_photo p ON p.id = v.photo_id;
GRANT SELECT ON media.public_video TO reptidex_app;

-- Gives the planner its statistics in the middle of an import. Without them the fence around links reads a whole index for each
-- link of a young table, and ten thousand links take the square of their number.
CREATE FUNCTION animal.import_statistics() RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    ANALYZE animal.parent_link;
    ANALYZE animal.animal;
END $$;

REVOKE ALL ON FUNCTION animal.import_statistics FROM PUBLIC;
GRANT EXECUTE ON FUNCTION animal.import_statistics TO reptidex_app;

-- Plans that are kept. PostgreSQL plans the text of a function in SQL anew at every call, and a page that shows a pedigree calls half a dozen: planning
-- took longer than reading. In PL/pgSQL a function's plan lasts as long as the connection. (None of these could be put in line by the planner,
-- for all run with their owner's rights.)
DO $do$
DECLARE
    f record;
BEGIN
    FOR f IN
        SELECT p.oid, p.prosrc FROM pg_proc p WHERE p.oid = ANY (ARRAY[
            'animal.ancestor_links(uuid, int)', 'animal.descendants(uuid, int, int)', 'animal.siblings(uuid, int)', 'animal.ancestor_edges(uuid)',
            'animal.ancestry(uuid[], int)', 'animal.claims_on(uuid)', 'animal.overturned_claims(uuid)', 'animal.gene_verifications(uuid)',
            'animal.verification_cases(uuid, uuid)', 'animal.verification_steps(uuid[])', 'animal.evidence_list(uuid[])', 'ops.find_widget(text)',
            'core.load_family_actor(uuid, uuid)', 'core.my_vivariums(uuid)'
        ]::regprocedure[])
    LOOP
        -- As in SQL, a name that is a column's means the column.
        EXECUTE replace(replace(pg_get_functiondef(f.oid), 'LANGUAGE sql', 'LANGUAGE plpgsql'), f.prosrc,
                        E'\n#variable_conflict use_column\nBEGIN\n    RETURN QUERY' || rtrim(f.prosrc, E' \n;') || E';\nEND\n');
    END LOOP;
END
$do$;

-- By a list of ids the planner takes every list for one of its own and never keeps a plan; all of them want the index.
CREATE FUNCTION animal.nodes_of(ids uuid[]) RETURNS SETOF animal.lineage_node
LANGUAGE plpgsql STABLE SET search_path = pg_catalog SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN QUERY SELECT * FROM animal.lineage_node n WHERE n.id = ANY (ids);
END
$$;

CREATE FUNCTION animal.claims_of(animals uuid[]) RETURNS SETOF animal.lineage_claim
LANGUAGE plpgsql STABLE SET search_path = pg_catalog SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN QUERY SELECT * FROM animal.lineage_claim c WHERE c.animal_id = ANY (animals);
END
$$;

REVOKE ALL ON FUNCTION animal.nodes_of, animal.claims_of FROM PUBLIC;
GRANT EXECUTE ON FUNCTION animal.nodes_of, animal.claims_of TO reptidex_app;

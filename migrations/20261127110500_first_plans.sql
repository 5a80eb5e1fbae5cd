-- Plans that are right from a connection's first call, and don't go by what the last analysis saw.

-- The functions whose plans are kept take ids, and all of them want the indexes. PostgreSQL plans such a call for its very ids five times before it
-- keeps a plan: milliseconds each of a page's first five on every connection. By a list it may do so for ever, and worse: told how long a list is, it
-- expects generations of that many and reads all claims of all animals for each. For the ancestors of 2,276 animals of 100,000 that took 1.16 s of the
-- database's processor, and by the kept plan 0.15: the job of coefficients asks that twice a batch.
ALTER FUNCTION animal.ancestor_links(uuid, int) SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION animal.descendants(uuid, int, int) SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION animal.siblings(uuid, int) SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION animal.ancestor_edges(uuid) SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION animal.ancestry(uuid[], int) SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION animal.claims_on(uuid) SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION animal.overturned_claims(uuid) SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION animal.gene_verifications(uuid) SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION animal.verification_cases(uuid, uuid) SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION animal.verification_steps(uuid[]) SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION animal.evidence_list(uuid[]) SET plan_cache_mode = force_generic_plan;

-- Asked by every public page and every list of inbreeding. Marks come and go by the ten thousand; while their table isn't analysed (or is empty by its
-- statistics and full of dead rows) the planner takes half of them for hiding ones and looks for the first through the whole table: 1,900 blocks a
-- page, most of what an animal's page cost. Nothing but the two partial indexes is right here, so nothing else is allowed.
CREATE OR REPLACE FUNCTION animal.coefficient_hiding() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog SET enable_seqscan = off AS $$
BEGIN
    RETURN EXISTS (SELECT FROM animal.coefficient_change c WHERE c.hides)
        OR EXISTS (SELECT FROM animal.coefficient_mark m WHERE m.hides)
            AND EXISTS (SELECT FROM animal.coefficient_mark m WHERE NOT m.spread);
END
$$;

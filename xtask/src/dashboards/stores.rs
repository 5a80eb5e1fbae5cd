//! What everything stands on: PostgreSQL and Redis, from their exporters and as the program sees them.

use super::panel::{Dashboard, Panel, Team};

pub fn postgres() -> Dashboard {
    Dashboard::new(Team::Platform, "postgres", "PostgreSQL").with(pool()).with(server()).with(copies())
}

fn pool() -> Vec<Panel> {
    vec![
        Panel::row("As the program sees it"),
        Panel::graph("Connections of the pools", "short", "By role and state")
            .asks("sum by (role, state) (db_pool_connections)", "{{role}} {{state}}")
            .stacked(),
        Panel::graph(
            "Waiting for a connection",
            "s",
            "Time within which 95 and 99 of 100 requests get a connection of their pool",
        )
        .asks("histogram_quantile(0.95, sum by (le) (rate(db_pool_wait_seconds_bucket[$__rate_interval])))", "95 %")
        .asks("histogram_quantile(0.99, sum by (le) (rate(db_pool_wait_seconds_bucket[$__rate_interval])))", "99 %")
        .starting_at_zero(),
        Panel::graph("No connection in time", "reqps", "Requests that got none within three seconds, by role")
            .asks("sum by (role) (rate(db_pool_timeouts_total[$__rate_interval]))", "{{role}}")
            .starting_at_zero(),
        Panel::graph("Answer", "s", "Time of the smallest question, as measured every 30 seconds")
            .asks("max(store_answer_seconds{store=\"postgres\"})", "postgres")
            .starting_at_zero(),
    ]
}

fn server() -> Vec<Panel> {
    vec![
        Panel::row("The server"),
        Panel::graph("Connections", "short", "By database and state; the line is how many there may be")
            .asks("sum by (datname, state) (pg_stat_activity_count) > 0", "{{datname}} {{state}}")
            .asks("max(pg_settings_max_connections)", "at most")
            .starting_at_zero(),
        Panel::graph("Transactions", "ops", "A second, by how they ended")
            .asks("sum(rate(pg_stat_database_xact_commit[$__rate_interval]))", "committed")
            .asks("sum(rate(pg_stat_database_xact_rollback[$__rate_interval]))", "rolled back")
            .starting_at_zero(),
        Panel::graph("Rows", "ops", "Read and written a second")
            .asks("sum(rate(pg_stat_database_tup_fetched[$__rate_interval]))", "read by index")
            .asks("sum(rate(pg_stat_database_tup_returned[$__rate_interval]))", "looked at")
            .asks("sum(rate(pg_stat_database_tup_inserted[$__rate_interval]))", "inserted")
            .asks("sum(rate(pg_stat_database_tup_updated[$__rate_interval]))", "updated")
            .asks("sum(rate(pg_stat_database_tup_deleted[$__rate_interval]))", "deleted")
            .starting_at_zero(),
        Panel::graph("Found in memory", "percentunit", "Blocks that needn't be read from disk")
            .asks(
                "sum(rate(pg_stat_database_blks_hit[$__rate_interval])) \
                 / (sum(rate(pg_stat_database_blks_hit[$__rate_interval])) + sum(rate(pg_stat_database_blks_read[$__rate_interval])))",
                "found",
            ),
        Panel::graph("Longest transaction", "s", "By database; behind a long one the queue slows down")
            .asks("max by (datname) (pg_stat_activity_max_tx_duration{state!=\"idle\"})", "{{datname}}")
            .starting_at_zero()
            .limit(900.0),
        Panel::graph("Locks", "short", "Held, by mode").asks("sum by (mode) (pg_locks_count) > 0", "{{mode}}").starting_at_zero(),
        Panel::graph("Size", "bytes", "Of each database").asks("max by (datname) (pg_database_size_bytes)", "{{datname}}").starting_at_zero(),
        Panel::graph("Deadlocks and conflicts", "ops", "A second")
            .asks("sum(rate(pg_stat_database_deadlocks[$__rate_interval]))", "deadlocks")
            .asks("sum(rate(pg_stat_database_conflicts[$__rate_interval]))", "conflicts")
            .starting_at_zero(),
    ]
}

fn copies() -> Vec<Panel> {
    vec![
        Panel::row("Copies and backups"),
        Panel::graph("Behind", "bytes", "How far each copy is behind")
            .asks(
                "max by (application_name, client_addr) (pg_stat_replication_pg_wal_lsn_diff)",
                "{{application_name}} {{client_addr}}",
            )
            .starting_at_zero()
            .limit(67_108_864.0),
        Panel::graph("Age of the last backup", "s", "By what was backed up")
            .asks("time() - max by (what) (backup_last_success_timestamp_seconds)", "{{what}}")
            .starting_at_zero()
            .limit(93_600.0),
    ]
}

pub fn redis() -> Dashboard {
    Dashboard::new(Team::Platform, "redis", "Redis").with(vec![
        Panel::row("As the program sees it"),
        Panel::graph("Round trips", "s", "Time within which 95 of 100 are answered, by use")
            .asks(
                "histogram_quantile(0.95, sum by (use, le) (rate(redis_seconds_bucket[$__rate_interval])))",
                "{{use}}",
            )
            .starting_at_zero(),
        Panel::graph("Failures", "reqps", "Round trips that failed or took too long, by use")
            .asks("sum by (use) (rate(redis_errors_total[$__rate_interval]))", "{{use}}")
            .starting_at_zero(),
        Panel::row("The server"),
        Panel::graph("Memory", "bytes", "Used, and how much there may be (nothing where no limit is set)")
            .asks("max by (instance) (redis_memory_used_bytes)", "{{instance}} used")
            .asks("max by (instance) (redis_memory_max_bytes)", "{{instance}} at most")
            .starting_at_zero(),
        Panel::graph("Keys", "short", "By database")
            .asks("sum by (db) (redis_db_keys) > 0", "{{db}}")
            .starting_at_zero(),
        Panel::graph("Gone", "ops", "Keys whose time was over, and keys that were thrown out for want of memory")
            .asks("sum(rate(redis_expired_keys_total[$__rate_interval]))", "expired")
            .asks("sum(rate(redis_evicted_keys_total[$__rate_interval]))", "thrown out")
            .starting_at_zero(),
        Panel::graph("Commands", "ops", "A second, by command")
            .asks("topk(10, sum by (cmd) (rate(redis_commands_total[$__rate_interval])))", "{{cmd}}")
            .starting_at_zero(),
        Panel::graph("Clients", "short", "Connected, and waiting in a blocking command")
            .asks("sum(redis_connected_clients)", "connected")
            .asks("sum(redis_blocked_clients)", "blocked")
            .starting_at_zero(),
        Panel::graph("Rate limits", "reqps", "Requests refused, by limit")
            .asks("sum by (limit) (rate(rate_limited_total[$__rate_interval]))", "{{limit}}")
            .starting_at_zero(),
    ])
}

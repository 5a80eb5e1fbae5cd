# shellcheck shell=bash
# shellcheck disable=SC2154,SC2034 # work, bin, passed, failed are script/restore-drill's
# The steps of script/restore-drill. What it does by hand is done by infra/backup and the program alone, as an operator does it.

# The demo's own: two vivariums, the second of which the first must not see.
MINE='(SELECT vivarium_id FROM animal.animal GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1)'
OTHER='(SELECT vivarium_id FROM animal.animal GROUP BY 1 ORDER BY count(*) DESC, 1 OFFSET 1 LIMIT 1)'
# Seconds after which a piece of WAL is archived that isn't full: what a lost machine takes along at most.
ARCHIVE_TIMEOUT=60

# part NAME FUNCTION: as `step`, but the first command that fails ends it all.
part() {
    local started=$SECONDS
    say "==> $1"
    "$2"
    say " ok $1 ($((SECONDS - started)) s)"
}

lay_out_drill() {
    chmod 711 "$work"
    # PostgreSQL's user can't enter every checkout.
    mkdir -p "$work/infra/monitoring" "$work/backups"
    cp -R infra/backup "$work/infra/"
    cp infra/monitoring/backup-done "$work/infra/monitoring/"
    if [ "$(id -u)" -eq 0 ]; then chown "$(pg_user)" "$work" "$work/backups"; fi
    backups=$work/backups
    export REPTIDEX_SECRETS_DIR=$work/secrets REPTIDEX_MEDIA_DIR=$work/media REPTIDEX_ENV=development RUST_LOG=warn
    # Nobody is there: Redis is lost as well.
    export REDIS_URL=redis://127.0.0.1:1
    (umask 077 && mkdir "$REPTIDEX_SECRETS_DIR" "$REPTIDEX_MEDIA_DIR")
}

# cluster NAME [SETTING...]: starts the one in that folder. Its pieces of WAL go where its settings say.
cluster() {
    on_exit pg_stop "$work/$1"
    pg_start "$work/$1" "$work/s-$1" "${@:2}"
}

# archiving FOLDER: the settings of postgresql.conf that docs/operate.md has.
archiving() { printf '%s\n' archive_mode=on "archive_timeout=$ARCHIVE_TIMEOUT" "archive_command='\"$work/infra/backup/archive\" \"%p\" \"%f\" \"$1\"'"; }

# sql NAME ARGUMENT...: psql as the owner.
sql() { as_pg "$bin/psql" -X -q -A -t -v ON_ERROR_STOP=1 -h "$work/s-$1" -U reptidex -d reptidex "${@:2}"; }
# as_app NAME SQL: as the application's login, under the role that row-level security holds for.
as_app() { as_pg "$bin/psql" -X -q -A -t -v ON_ERROR_STOP=1 -h "$work/s-$1" -U reptidex_a -d reptidex -c "SET ROLE reptidex_app" -c "$2" 2>&1; }
# program NAME WORD...: a command of reptidex there.
program() {
    local url
    url=$(pg_url "$work/s-$1" reptidex)
    DATABASE_URL=$url MIGRATE_DATABASE_URL=$url "$REPTIDEX_BIN" "${@:2}"
}
# by_hand NAME COMMAND...: of infra/backup, as PostgreSQL's user, with libpq's variables.
by_hand() { as_pg env PATH="$bin:$PATH" PGHOST="$work/s-$1" PGUSER=reptidex PGDATABASE=postgres "$work/infra/backup/$2" "${@:3}"; }

# fingerprint NAME: each table with how many rows it has and what they add up to.
fingerprint() {
    sql "$1" <<'SQL'
SELECT format('SELECT %L, count(*), md5(coalesce(string_agg(md5(t::text), '''' ORDER BY md5(t::text)), '''')) FROM %I.%I t',
              schemaname || '.' || tablename, schemaname, tablename)
FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY schemaname, tablename \gexec
SQL
}

# archived NAME: ends the piece that is being written, and waits until it lies in the archive.
archived() {
    local piece until=$((SECONDS + 30))
    piece=$(sql "$1" -c "SELECT pg_walfile_name(pg_switch_wal())")
    until [ "$(sql "$1" -c "SELECT coalesce(last_archived_wal, '') >= '$piece' FROM pg_stat_archiver")" = t ]; do
        [ "$SECONDS" -lt "$until" ] || die "$piece isn't archived." "$(sql "$1" -c 'TABLE pg_stat_archiver')"
        sleep 0.1
    done
}

live_start() {
    local -a settings
    mapfile -t settings < <(archiving "$backups/wal")
    cluster live reptidex -- "${settings[@]}"
}

fill() {
    program live migrate
    # An address without a login, which stands beside it.
    local url
    url=$(pg_url "$work/s-live" reptidex)
    DATABASE_URL=${url/reptidex@/} MIGRATE_DATABASE_URL=$url DATABASE_USER=reptidex_a DATABASE_PASSWORD=secret "$REPTIDEX_BIN" migrate --app-login
    program live seed
}

base_backup() {
    too_early=$(moment live)
    FIGURES=$backups/figures by_hand live base "$backups/base" "$backups/wal"
}

# moment NAME: the server's clock, in UTC.
moment() { sql "$1" -c "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"; }

work_goes_on() {
    # The base backup's name has whole seconds.
    sleep 1.1
    local mine person
    mine=$(sql live -c "SELECT $MINE")
    as_app live "SET app.vivarium_id = '$mine'; UPDATE animal.animal SET name = 'Written after the backup' WHERE id = (SELECT min(id::text)::uuid FROM animal.animal)"
    person=$(sql live -c "SELECT email FROM core.person WHERE staff_role IS NULL ORDER BY email LIMIT 1")
    program live staff appoint "$person" --role support
    audit_head=$(program live audit verify | sed -n 's/^Head //p')
    fingerprint live >"$work/before.txt"
    before=$(moment live)
    note "$before is the moment to come back to"
}

disaster() {
    sleep 0.2
    # A condition is forgotten, and a schema is the wrong one.
    sql live -c "UPDATE core.vivarium SET name = 'A mistake'" -c "SET client_min_messages = error; DROP SCHEMA animal CASCADE"
    archived live
    sql live -c "UPDATE core.vivarium SET name = 'Never archived'"
    # As when the power goes.
    as_pg "$bin/pg_ctl" -D "$work/live" -m immediate -w stop >/dev/null
    rm -rf "$work/live"
}

# opened NAME: waits until recovery has ended.
opened() {
    local until=$((SECONDS + 120))
    until [ "$(sql "$1" -c 'SELECT pg_is_in_recovery()')" = f ]; do
        [ "$SECONDS" -lt "$until" ] || die "The restored database doesn't open." "$(as_pg tail -n 5 "$work/$1/server.log")"
        sleep 0.1
    done
}

come_back() {
    local -a settings
    local from=${EPOCHREALTIME/[.,]/}
    by_hand back restore "$backups/base" "$backups/wal" "$work/back" "$before"
    # Pieces of its own from here on: there are two histories now.
    mapfile -t settings < <(archiving "$backups/wal-2")
    cluster back -- "${settings[@]}"
    opened back
    took=$(((${EPOCHREALTIME/[.,]/} - from) / 1000))
}

# proves WORDS COMMAND...: one line of the verdict. The command says on standard output what is wrong; saying nothing and ending well is well.
proves() {
    local words=$1 said status=0
    said=$("${@:2}" 2>&1) || status=$?
    if [ "$status" -eq 0 ] && [ -z "$said" ]; then
        passed=$((passed + 1))
        say "ok   $words"
    else
        failed=$((failed + 1))
        say "FAIL $words"
        printf '%s\n' "${said:-it ended with $status}" | head -n 20 | sed 's/^/     /'
    fi
}

# same WHAT WANTED FOUND
same() { [ "$2" = "$3" ] || echo "$1: $3, not $2"; }

judge() {
    proves "each of $(wc -l <"$work/before.txt") tables is as it was at the moment" tables_are_back
    proves "what was written after the base backup is there" written_after
    proves "the mistake isn't" no_mistake
    proves "the audit log is whole, up to the line whose hash was kept" audit_is_whole
    proves "the migrations are up to date" migrations_are_there
    proves "the application's login sees its own vivarium and no other" rows_are_guarded
    proves "the application's login owns nothing" owns_nothing
    proves "the program serves from it" program_serves
    proves "all that was archived brings the mistake back, and loses what wasn't archived" latest
    proves "a moment before the first base backup is refused" before_the_first
    proves "without its WAL it doesn't open" without_wal
    proves "a folder with something in it is left alone" not_into_a_full_folder
    proves "a damaged base backup is refused" damaged
    proves "it archives again, and the next base backup takes the older one's place" backed_up_again
    proves "the alert on old backups knows of it" figure_is_written
}

tables_are_back() { fingerprint back | diff "$work/before.txt" - | head; }
written_after() { same "animals of that name" 1 "$(sql back -c "SELECT count(*) FROM animal.animal WHERE name = 'Written after the backup'")"; }
no_mistake() { same "vivariums of that name" 0 "$(sql back -c "SELECT count(*) FROM core.vivarium WHERE name IN ('A mistake', 'Never archived')")"; }
audit_is_whole() { program back audit verify --head "$audit_head" | grep -v -e '^The audit log is whole: ' -e "^Head $audit_head\$" || true; }
migrations_are_there() {
    local count="SELECT count(*), max(version) FROM _sqlx_migrations WHERE success" was
    was=$(sql back -c "$count")
    program back migrate
    same migrations "$was" "$(sql back -c "$count")"
}
rows_are_guarded() {
    local mine other
    mine=$(sql back -c "SELECT $MINE") other=$(sql back -c "SELECT $OTHER")
    same "without a vivarium" 0 "$(as_app back "SELECT count(*) FROM animal.animal")"
    same "its own" "$(sql back -c "SELECT count(*) FROM animal.animal WHERE vivarium_id = '$mine'")" \
        "$(as_app back "SET app.vivarium_id = '$mine'; SELECT count(*) FROM animal.animal")"
    same "another's" 0 "$(as_app back "SET app.vivarium_id = '$mine'; SELECT count(*) FROM animal.animal WHERE vivarium_id = '$other'")"
}
owns_nothing() { refused "must be owner" as_app back "DROP SCHEMA animal CASCADE"; }

program_serves() {
    local port pid url until=$((SECONDS + 30))
    port=$(free_port '')
    url=$(pg_url "$work/s-back" reptidex)
    export REPTIDEX_LISTEN=127.0.0.1:$port
    DATABASE_URL=$url REPTIDEX_METRICS_LISTEN=127.0.0.1:$(free_port '') "$REPTIDEX_BIN" serve --only api >"$work/serve.log" 2>&1 &
    pid=$!
    until "$REPTIDEX_BIN" health 2>"$work/health.log"; do
        if ! kill -0 "$pid" 2>/dev/null || [ "$SECONDS" -ge "$until" ]; then
            cat "$work/health.log" && tail -n 5 "$work/serve.log"
            break
        fi
        sleep 0.2
    done
    stop_pid "$pid" 35
}

latest() {
    by_hand late restore "$backups/base" "$backups/wal" "$work/late" latest >/dev/null
    cluster late
    opened late
    same "names of vivariums" "A mistake" "$(sql late -c 'SELECT DISTINCT name FROM core.vivarium')"
    same "schemas" 0 "$(sql late -c "SELECT count(*) FROM pg_namespace WHERE nspname = 'animal'")"
    pg_stop "$work/late"
}

# refused WORDS COMMAND...: it fails, and says so.
refused() {
    local said status=0
    said=$("${@:2}" 2>&1) || status=$?
    [ "$status" -ne 0 ] || echo "it was done"
    case $said in *"$1"*) ;; *) echo "it said: $said" ;; esac
}
before_the_first() { refused "No base backup" by_hand none restore "$backups/base" "$backups/wal" "$work/none" "$too_early"; }
not_into_a_full_folder() { refused "isn't empty" by_hand back restore "$backups/base" "$backups/wal" "$work/back" "$before"; }
# opens NAME: whether it is open for writing in the end. Before it notices that the WAL is too short it may answer readers, which pg_ctl takes for a start.
opens() {
    pg_start "$work/$1" "$work/s-$1"
    while [ -f "$work/$1/postmaster.pid" ]; do
        if [ "$(sql "$1" -c 'SELECT pg_is_in_recovery()' 2>/dev/null)" = f ]; then
            pg_stop "$work/$1"
            return 0
        fi
        sleep 0.1
    done
    tail -n 5 "$work/$1/server.log"
    return 1
}

without_wal() {
    as_pg mkdir "$backups/nothing"
    by_hand gap restore "$backups/base" "$backups/nothing" "$work/gap" "$before" >/dev/null
    refused "recovery ended before configured recovery target was reached" opens gap
}
damaged() {
    local base
    base=$(find "$backups/base" -mindepth 1 -maxdepth 1 -type d)
    cp -a "$backups/base" "$work/bad"
    echo x >>"$work/bad/${base##*/}/global/pg_control"
    refused "pg_control" by_hand none restore "$work/bad" "$backups/wal" "$work/none" "$before"
}

backed_up_again() {
    local first
    first=$(find "$backups/base" -mindepth 1 -maxdepth 1 -type d)
    archived back
    same "timeline" 2 "$(sql back -c "SELECT timeline_id FROM pg_control_checkpoint()")"
    FIGURES=$backups/figures by_hand back base "$backups/base" "$backups/wal-2" 1 >/dev/null
    [ ! -e "$first" ] || echo "the older one is still there"
    same "base backups" 1 "$(find "$backups/base" -mindepth 1 -maxdepth 1 -type d | wc -l)"
}
figure_is_written() {
    local age
    age=$(($(date +%s) - $(sed -n 's/^backup_last_success_timestamp_seconds{what="database"} //p' "$backups/figures/reptidex_backup_database.prom")))
    [ "$age" -ge 0 ] && [ "$age" -lt 120 ] || echo "it says that the backup is $age seconds old"
}

#!/bin/sh
# Lets the writer (the job) and the reader (dashboards) log in. Usage: set-passwords.sh HOST
set -eu

PGPASSWORD=$(cat /run/secrets/postgres-password)
export PGPASSWORD

for role in writer reader; do
    psql --host "$1" --username postgres --dbname otklik --set ON_ERROR_STOP=1 \
        --set role="otklik_$role" --set password="$(cat "/run/secrets/$role-password")" <<'SQL'
ALTER ROLE :"role" LOGIN PASSWORD :'password';
SQL
done

#!/usr/bin/env bash
# Creates the topics of the job that are missing. Times of records are those of their appending, and nothing is deleted:
# event times may be years old. Usage: create-topics.sh HOST:PORT [REPLICAS]
set -euo pipefail

broker=$1
replicas=${2:-1}

create() {
    /opt/kafka/bin/kafka-topics.sh --bootstrap-server "$broker" --create --if-not-exists --topic "$1" \
        --partitions "$2" --replication-factor "$replicas" --config message.timestamp.type=LogAppendTime \
        --config retention.ms=-1 --config retention.bytes=-1 "${@:3}"
}

for topic in incidents.im incidents.pos; do
    create "$topic" 4
done
for topic in metrics.municipality metrics.attribution metrics.pages metrics.authority metrics.region rankings.live \
    rankings.rolling rankings.period alerts incidents.rejected incidents.late facts.late; do
    create "$topic" 4
done
# A snapshot holds every figure and board of a region.
create snapshots.quarter 4 --config max.message.bytes=16777216
# Some hundred reports of official pages a day need no more than one partition.
for topic in pages.activity config.methodology config.alert-rules config.silences config.rejected; do
    create "$topic" 1
done

#!/usr/bin/env bash
# Builds every image, starts the platform from them as docker-compose.yml does, and has an invoice read through it.
#
#   infra/docker/try-images.sh [INVOICE]                with Docker
#   CONTAINERS=DIR infra/docker/try-images.sh [INVOICE]  with buildah and podman, by DIR/base-images.sh and DIR/podman.sh,
#                                                       on machines that reach no registry; needs root
#
# Everything runs on the host's network, on ports from FIRST_PORT (18000) on, and is gone afterwards.
set -euo pipefail
cd "$(dirname "$0")/../.."

invoice=$(realpath "${1:-docs/sample-invoice.pdf}")
first=${FIRST_PORT:-18000}
work=$(mktemp -d)
say() { printf '▸ %3d s  %s\n' "$SECONDS" "$*"; }

if [ -n "${CONTAINERS:-}" ]; then
  have() { command -v buildah >/dev/null && buildah --storage-driver vfs images -q "$1" >/dev/null 2>&1; }
  for base in debian:bookworm-slim node:24-bookworm-slim redis:7-bookworm; do
    have "docker.io/library/$base" || "$CONTAINERS/base-images.sh" "$base"
  done
  build() { buildah --storage-driver vfs bud --isolation chroot --network host --pull-never -q "$@"; }
  run() { "$CONTAINERS/podman.sh" run "$@"; }
  engine() { "$CONTAINERS/podman.sh" "$@"; }
  size() { buildah --storage-driver vfs images --format '{{.Size}}' "$1"; }
  # Stands in for postgres:17-bookworm.
  printf '%s\n' 'FROM debian:bookworm-slim' \
    'RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql && rm -rf /var/lib/apt/lists/*' \
    'USER postgres' 'ENV PATH=/usr/lib/postgresql/15/bin:$PATH PGDATA=/tmp/data' \
    'ENTRYPOINT ["sh", "-c", "initdb -A scram-sha-256 -U invoice --pwfile=\"$POSTGRES_PASSWORD_FILE\" >/dev/null && echo \"create database invoice;\" | postgres --single -D $PGDATA postgres >/dev/null && exec postgres -p $PGPORT -k /tmp"]' \
    >"$work/postgres.Dockerfile"
  have localhost/postgres:17-bookworm || build -t postgres:17-bookworm -f "$work/postgres.Dockerfile" "$work" >/dev/null
else
  build() { docker build -q "$@"; }
  run() { docker run --network host "$@"; }
  engine() { docker "$@"; }
  size() { docker image inspect --format '{{.Size}}' "$1" | numfmt --to=si; }
fi

names=()
finish() {
  status=$?
  [ "$status" = 0 ] || for name in "${names[@]}"; do echo "── $name"; engine logs --tail 20 "$name" 2>&1 || true; done
  for name in "${names[@]}"; do engine rm -f "$name" >/dev/null 2>&1 || true; done
  rm -rf "$work"
  exit "$status"
}
trap finish EXIT

services=(gateway inference-worker feedback retrain-scheduler)
for service in "${services[@]}"; do
  [ -d "services/$service" ] || continue
  say "Building invoice-ml/$service"
  with=$service
  [ "$service" != retrain-scheduler ] || with=synthetic
  build -f infra/docker/node.Dockerfile --build-arg "SERVICE=$service" --build-arg "WITH=$with" -t "invoice-ml/$service:1.0.0" . >/dev/null
  say "invoice-ml/$service: $(size "invoice-ml/$service:1.0.0")"
done
for image in trainer dashboard; do
  [ -f "infra/docker/$image.Dockerfile" ] || continue
  say "Building invoice-ml/$image"
  build -f "infra/docker/$image.Dockerfile" -t "invoice-ml/$image:1.0.0" . >/dev/null
  say "invoice-ml/$image: $(size "invoice-ml/$image:1.0.0")"
done
[ "${1:-}" != --build-only ] || exit 0

mkdir -p "$work"/{secrets,models,blobs,training}
chmod -R a+rwX "$work"
volumes=(-v "$work/secrets:/data/secrets" -v "$work/models:/data/models" -v "$work/blobs:/data/blobs" -v "$work/training:/data/training")
hardened=(--read-only --tmpfs /tmp --tmpfs /data/logs:mode=1777 --cap-drop ALL --security-opt no-new-privileges)
addresses=(-e "POSTGRES_ADDRESS=127.0.0.1:$((first + 2))" -e "REDIS_ADDRESS=127.0.0.1:$((first + 3))")
secrets=(-e DATABASE_URL_FILE=/data/secrets/database_url -e REDIS_URL_FILE=/data/secrets/redis_url)
api=$first

start() { # start NAME ARGUMENTS…: in the background
  local name=invoice-ml-try-$1
  shift
  names+=("$name")
  run -d --name "$name" "$@" >/dev/null
}
service() { # service NAME SERVICE ADMIN_PORT ARGUMENTS…
  local name=$1 image=$2 port=$3
  shift 3
  start "$name" "${hardened[@]}" "${volumes[@]}" "${secrets[@]}" -e "ADMIN_PORT=$port" -e ADMIN_HOST=127.0.0.1 \
    -e INVOICE_API__HOST=127.0.0.1 -e "INVOICE_API__PORT=$api" "$@" "invoice-ml/$image:1.0.0"
}
await() { # await NAME PORT
  for _ in $(seq 120); do
    curl -fsS -o /dev/null "http://127.0.0.1:$2/readyz" 2>/dev/null && say "$1 is ready" && return
    sleep 1
  done
  echo "$1 is not ready after two minutes" >&2
  return 1
}

say 'Starting the platform from its images'
run --rm "${hardened[@]}" "${volumes[@]}" "${addresses[@]}" invoice-ml/gateway:1.0.0 infra/docker/prepare-volumes.mjs
start postgres -v "$work/secrets:/run/invoice-secrets" -e POSTGRES_USER=invoice -e POSTGRES_DB=invoice \
  -e POSTGRES_PASSWORD_FILE=/run/invoice-secrets/postgres_password -e "PGPORT=$((first + 2))" postgres:17-bookworm
start redis -v "$work/secrets:/run/invoice-secrets" -v "$PWD/infra/redis/redis.conf:/etc/redis/invoice.conf" redis:7-bookworm \
  sh -c "exec redis-server /etc/redis/invoice.conf --dir /tmp --port $((first + 3)) --requirepass \"\$(cat /run/invoice-secrets/redis_password)\""
for attempt in $(seq 30); do
  run --rm "${hardened[@]}" "${volumes[@]}" -e DATABASE_URL_FILE=/data/secrets/database_url \
    -e FIRST_KEY_FILE=/data/secrets/first_api_key invoice-ml/gateway:1.0.0 services/this/src/prepare-database.ts 2>"$work/prepare.log" && break
  [ "$attempt" = 30 ] && cat "$work/prepare.log" && exit 1
  sleep 2
done
service gateway gateway $((first + 10))
service worker-1 inference-worker $((first + 11)) -e INVOICE_WORKER__CONCURRENCY=1
service worker-2 inference-worker $((first + 12)) -e INVOICE_WORKER__CONCURRENCY=1
await gateway $((first + 10))
await worker-1 $((first + 11))
await worker-2 $((first + 12))

say "Reading $(basename "$invoice")"
answer=$(curl -sS -H 'Prefer: wait=60' -H "X-API-Key: $(cat "$work/secrets/first_api_key")" -F "file=@$invoice" "http://127.0.0.1:$api/extract")
fields=$(grep -o '"label":"[a-z_]*"' <<<"$answer" | wc -l)
[ "$fields" -gt 5 ] || { echo "No invoice was read: $answer" >&2; exit 1; }
say "$fields fields read by the platform from its images"

#!/usr/bin/env bash
# Builds every image, starts the platform from them as docker-compose.yml does, has an invoice read through it, a signed webhook
# delivered, a training asked for, and a model trained on a few drawn pages.
#
#   infra/docker/try-images.sh [INVOICE]                with Docker
#   CONTAINERS=DIR infra/docker/try-images.sh [INVOICE]  with buildah and podman, by DIR/base-images.sh and DIR/podman.sh,
#                                                       on machines that reach no registry; needs root.
#                                                       STORAGE_DRIVER=overlay where they may, vfs otherwise
#   BUILD=missing infra/docker/try-images.sh            only builds what is not there
#
# Everything runs on the host's network, on ports from FIRST_PORT (18000) on, and is gone afterwards.
set -euo pipefail
cd "$(dirname "$0")/../.."

invoice=$(realpath "${1:-docs/sample-invoice.pdf}")
first=${FIRST_PORT:-18000}
work=$(mktemp -d)
say() { printf '▸ %3d s  %s\n' "$SECONDS" "$*"; }

if [ -n "${CONTAINERS:-}" ]; then
  # Said each time: buildah may follow what it finds on the disk rather than STORAGE_DRIVER.
  images() { buildah --storage-driver "${STORAGE_DRIVER:-vfs}" "$@"; }
  have() { command -v buildah >/dev/null && images images -q "$1" >/dev/null 2>&1; }
  for base in debian:bookworm-slim node:24-bookworm-slim redis:7-bookworm; do
    have "docker.io/library/$base" || "$CONTAINERS/base-images.sh" "$base"
  done
  build() { images bud --isolation chroot --network host --pull-never --format docker -q "$@"; }
  run() { "$CONTAINERS/podman.sh" run "$@"; }
  engine() { "$CONTAINERS/podman.sh" "$@"; }
  size() { images images --format '{{.Size}}' "$1"; }
  # Stands in for postgres:17-bookworm.
  printf '%s\n' 'FROM debian:bookworm-slim' \
    'RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql && rm -rf /var/lib/apt/lists/*' \
    'USER postgres' 'ENV PATH=/usr/lib/postgresql/15/bin:$PATH PGDATA=/tmp/data' \
    'ENTRYPOINT ["sh", "-c", "initdb -A scram-sha-256 -U invoice --pwfile=\"$POSTGRES_PASSWORD_FILE\" >/dev/null && echo \"create database invoice;\" | postgres --single -D $PGDATA postgres >/dev/null && exec postgres -p $PGPORT -k /tmp"]' \
    >"$work/postgres.Dockerfile"
  have localhost/postgres:17-bookworm || build -t postgres:17-bookworm -f "$work/postgres.Dockerfile" "$work" >/dev/null
else
  have() { docker image inspect "$1" >/dev/null 2>&1; }
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

make() { # make IMAGE DOCKERFILE ARGUMENTS…
  local image=$1 dockerfile=$2
  shift 2
  if [ "${BUILD:-all}" != missing ] || ! have "$image:1.0.0"; then
    say "Building $image"
    build -f "infra/docker/$dockerfile" "$@" -t "$image:1.0.0" . >/dev/null
  fi
  say "$image: $(size "$image:1.0.0")"
}
for service in gateway inference-worker feedback; do
  make "invoice-ml/$service" node.Dockerfile --build-arg "SERVICE=$service" --build-arg "WITH=$service"
done
make invoice-ml/retrain-scheduler node.Dockerfile --build-arg SERVICE=retrain-scheduler --build-arg WITH=synthetic
make invoice-ml/dashboard dashboard.Dockerfile
make invoice-ml/trainer trainer.Dockerfile

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
service gateway gateway $((first + 10)) -e 'INVOICE_WEBHOOKS__ALLOWED_NETWORKS=[127.0.0.0/8]' \
  -e "TRAINER_URL=http://127.0.0.1:$((first + 16))"
service worker-1 inference-worker $((first + 11)) -e INVOICE_WORKER__CONCURRENCY=1
service worker-2 inference-worker $((first + 12)) -e INVOICE_WORKER__CONCURRENCY=1
service feedback feedback $((first + 13)) -e "FEEDBACK_PORT=$((first + 1))"
service retrain-scheduler retrain-scheduler $((first + 14)) -e TRAINING_DIR=/data/training \
  -e "TRAINER_URL=http://127.0.0.1:$((first + 16))"
service dashboard dashboard $((first + 15)) -e "GATEWAY_URL=http://127.0.0.1:$api" \
  -e DASHBOARD_SECRET_FILE=/data/secrets/dashboard_secret -e "INVOICE_DASHBOARD__PORT=$((first + 5))"
start trainer "${hardened[@]}" "${volumes[@]}" -e "ADMIN_PORT=$((first + 16))" -e TRAINER_HOST=127.0.0.1 invoice-ml/trainer:1.0.0
await gateway $((first + 10))
await worker-1 $((first + 11))
await worker-2 $((first + 12))
await feedback $((first + 13))
await retrain-scheduler $((first + 14))
await dashboard $((first + 15))
await trainer $((first + 16))

ask() { # ask PATH ARGUMENTS…
  local path=$1
  shift
  curl -sS -H "X-API-Key: $(cat "$work/secrets/first_api_key")" "$@" "http://127.0.0.1:$api$path"
}
value() { { grep -o "\"$1\":\"[^\"]*\"" || true; } | head -1 | cut -d'"' -f4; }

ask /webhooks --json "{\"url\":\"http://127.0.0.1:$((first + 20))/\",\"events\":[\"extraction.completed\",\"extraction.needs_review\"]}" \
  | value secret >"$work/secrets/webhook_secret"
start receiver "${hardened[@]}" "${volumes[@]}" -e "PORT=$((first + 20))" -e SECRET_FILE=/data/secrets/webhook_secret \
  invoice-ml/gateway:1.0.0 infra/docker/receive-webhook.mjs

key=$(engine exec invoice-ml-try-gateway node services/this/src/api-key.ts create --name reader --scopes read)
asked=$(curl -sS -o /dev/null -w '%{http_code}' -H "X-API-Key: $key" "http://127.0.0.1:$api/stats")
[ "$asked" = 200 ] || { echo "A key made in the container was answered by $asked" >&2; exit 1; }
say 'A key made in a container serves'

say "Reading $(basename "$invoice")"
answer=$(ask /extract -H 'Prefer: wait=60' -F "file=@$invoice")
fields=$({ grep -o '"label":"[a-z_]*"' <<<"$answer" || true; } | wc -l)
[ "$fields" -gt 5 ] || { echo "No invoice was read: $answer" >&2; exit 1; }
say "$fields fields read by the platform from its images"

for _ in $(seq 30); do
  told=$(engine logs invoice-ml-try-receiver 2>/dev/null || true)
  [ -z "$told" ] || break
  sleep 1
done
[[ $told == signed\ extraction.* ]] || { echo "No signed webhook came: $told" >&2; exit 1; }
say "A webhook came: $told"

job=$(value job_id <<<"$answer")
confirmed=$(ask "/jobs/$job/corrections" -X PUT --json '{"fields":[]}')
[[ $confirmed == *'"overall_confidence":1,'* ]] || { echo "The reading was not confirmed: $confirmed" >&2; exit 1; }
say 'A person has confirmed what was read'

training=$(ask /retrain -X POST)
for _ in $(seq 90); do
  state=$(ask /trainings | value status)
  case $state in rejected | deployed | failed) break ;; esac
  sleep 1
done
# One document is not enough to judge by: that is the verdict of a scheduler that works.
[ "$state" = rejected ] || { echo "The training was not judged: $training, $state" >&2; exit 1; }
say "A training was asked for and judged: $(ask /trainings | value status)"

run --rm "${hardened[@]}" "${volumes[@]}" invoice-ml/retrain-scheduler:1.0.0 packages/synthetic/src/cli.ts \
  --count 12 --seed 30 --layouts 12 --out /data/training/datasets/drawn >/dev/null
say 'Pages are drawn to train on'
runs=http://127.0.0.1:$((first + 16))/runs
curl -sS --json '{"dataset":"drawn","settings":{"epochs":1}}' "$runs" >/dev/null
for _ in $(seq 300); do
  trained=$(curl -sS "$runs")
  [[ $trained == *'"status": "running"'* ]] || break
  sleep 1
done
[[ $trained == *'"status": "completed"'* ]] || { echo "No model was trained: $trained" >&2; exit 1; }
say 'A model was trained, and compared in the runtime that serves it'

# The trainer: Debian's PyTorch, for the CPU. With a GPU give a base that has PyTorch with CUDA, Pillow, NumPy and PyYAML:
#
#   docker build -f infra/docker/trainer.Dockerfile -t invoice-ml/trainer .
#   docker build -f infra/docker/trainer.Dockerfile --build-arg BASE_IMAGE=pytorch/pytorch:2.8.0-cuda12.9-cudnn9-runtime \
#     --build-arg PACKAGES="" --build-arg PYTHON=python3 -t invoice-ml/trainer:1.0.0-gpu .
ARG BASE_IMAGE=debian:bookworm-slim
ARG NODE_IMAGE=node:24-bookworm-slim

# The exported model is compared with PyTorch's under the runtime that will serve it.
FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY services/trainer/package.json services/trainer/
RUN npm install --global --no-audit --no-fund "$(node -p 'require("./package.json").packageManager.split("+")[0]')" \
  && ONNXRUNTIME_NODE_INSTALL=skip CI=true pnpm_config_pm_on_fail=ignore \
     pnpm install --prod --frozen-lockfile --filter "@invoice-ml/trainer" --store-dir /tmp/store \
  && rm -rf /tmp/store

FROM ${BASE_IMAGE}
ARG PACKAGES="python3 python3-torch python3-numpy python3-pil python3-yaml"
ARG PYTHON=/usr/bin/python3
RUN if [ -n "${PACKAGES}" ]; then \
      apt-get update -qq && apt-get install -y -qq --no-install-recommends ${PACKAGES} && rm -rf /var/lib/apt/lists/*; fi \
  && "${PYTHON}" -c 'import numpy, PIL, torch, yaml'
RUN getent passwd 1000 >/dev/null || useradd --create-home --uid 1000 node
RUN mkdir -p /data/training && chown -R 1000:1000 /data
WORKDIR /app
COPY --from=packages /usr/local/bin/node /usr/local/bin/node
COPY --from=packages /app ./
COPY services/trainer services/trainer
COPY config config
ENV PYTHONPATH=/app/services/trainer PYTHONUNBUFFERED=1 PYTHON=${PYTHON} ADMIN_PORT=9100 TRAINER_HOST=0.0.0.0
USER 1000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["node", "/app/infra/docker/healthy.mjs"]
COPY infra/docker infra/docker
ENTRYPOINT ["/bin/sh", "-c", "exec \"$PYTHON\" -m trainer serve --runs /data/training/runs --datasets /data/training/datasets --models /data/models \"$@\"", "trainer"]

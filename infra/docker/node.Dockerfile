# Every Node service, chosen by SERVICE: gateway, inference-worker, feedback, and retrain-scheduler, which draws invoices, too
# (--build-arg WITH=synthetic).
#
#   docker build -f infra/docker/node.Dockerfile --build-arg SERVICE=gateway -t invoice-ml/gateway .
#
# The services run as TypeScript, so there is nothing to build: packages, source, configuration.
ARG NODE_IMAGE=node:24-bookworm-slim

# What decides which packages are installed, and nothing else, so that a change of source installs nothing anew.
FROM ${NODE_IMAGE} AS manifests
WORKDIR /source
COPY . .
RUN mkdir /manifests \
  && find . -name package.json -exec cp --parents {} /manifests \; \
  && cp pnpm-lock.yaml pnpm-workspace.yaml /manifests

FROM ${NODE_IMAGE} AS packages
ARG SERVICE
# A package that it runs as a program.
ARG WITH=${SERVICE}
# `skip` for the CPU; `true` fetches the libraries for a GPU as well.
ARG ONNXRUNTIME=skip
WORKDIR /app
COPY --from=manifests /manifests ./
RUN npm install --global --no-audit --no-fund "$(node -p 'require("./package.json").packageManager.split("+")[0]')" \
  && ONNXRUNTIME_NODE_INSTALL=${ONNXRUNTIME} CI=true pnpm_config_pm_on_fail=ignore \
     pnpm install --prod --frozen-lockfile --filter "@invoice-ml/${SERVICE}..." --filter "@invoice-ml/${WITH}..." \
       --store-dir /tmp/store \
  && rm -rf /tmp/store \
  # Of the runtimes for every system only this one's is used.
  && find node_modules/.pnpm -path '*onnxruntime-node/bin/napi-v*' -mindepth 6 -maxdepth 8 -type d \
       \( -name darwin -o -name win32 \) -prune -exec rm -rf {} +

FROM ${NODE_IMAGE}
ARG SERVICE
WORKDIR /app
# Volumes take over the owner of the folder that they are mounted on.
RUN mkdir -p /data/blobs /data/models /data/secrets /data/logs /data/training && chown -R node:node /data
COPY --from=packages /app ./
# Without this a base with another CUDA would read on the processor, and only the log would say so.
RUN if find node_modules/.pnpm -name libonnxruntime_providers_cuda.so -exec ldd {} \; \
      | grep -E 'lib(cudart|cublas|cublasLt|cufft|curand)\.so.* not found'; \
    then echo "NODE_IMAGE lacks these libraries of CUDA, which onnxruntime-node wants" >&2; exit 1; fi
COPY packages packages
COPY services/${SERVICE} services/${SERVICE}
COPY config config
COPY models models
COPY infra/docker infra/docker
RUN ln -s "${SERVICE}" services/this
ENV NODE_ENV=production \
    BLOB_DIR=/data/blobs MODEL_DIR=/data/models LOG_DIR=/data/logs \
    ADMIN_HOST=0.0.0.0 ADMIN_PORT=9100 INVOICE_API__HOST=0.0.0.0
USER node
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=3 CMD ["node", "infra/docker/healthy.mjs"]
ENTRYPOINT ["node", "--disable-warning=ExperimentalWarning"]
CMD ["services/this/src/main.ts"]

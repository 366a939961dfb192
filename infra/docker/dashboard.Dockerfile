# The dashboard: its page is built here, and served by a small Node server.
#
#   docker build -f infra/docker/dashboard.Dockerfile -t invoice-ml/dashboard .
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS page
WORKDIR /app
COPY . .
RUN npm install --global --no-audit --no-fund "$(node -p 'require("./package.json").packageManager.split("+")[0]')" \
  && CI=true pnpm_config_pm_on_fail=ignore \
     pnpm install --frozen-lockfile --filter "@invoice-ml/dashboard..." --store-dir /tmp/store \
  && node services/dashboard/node_modules/vite/bin/vite.js build --logLevel warn services/dashboard \
  && mv services/dashboard/dist /page \
  && find . -name node_modules -prune -exec rm -rf {} + \
  && CI=true pnpm_config_pm_on_fail=ignore \
     pnpm install --prod --frozen-lockfile --filter "@invoice-ml/dashboard..." --store-dir /tmp/store

FROM ${NODE_IMAGE}
WORKDIR /app
RUN mkdir -p /data/logs && chown -R node:node /data
COPY --from=page /app/node_modules node_modules
COPY --from=page /app/packages packages
COPY --from=page /app/services/dashboard services/dashboard
COPY --from=page /page services/dashboard/dist
COPY package.json ./
COPY config config
COPY infra/docker infra/docker
ENV NODE_ENV=production LOG_DIR=/data/logs ADMIN_HOST=0.0.0.0 ADMIN_PORT=9100 INVOICE_API__HOST=0.0.0.0
USER node
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["node", "infra/docker/healthy.mjs"]
ENTRYPOINT ["node", "--disable-warning=ExperimentalWarning"]
CMD ["services/dashboard/src/main.ts"]

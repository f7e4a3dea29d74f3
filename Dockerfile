# Build the image and run the service:
#   docker build -t holdfast .
#   docker run --init -p 127.0.0.1:3000:3000 -v holdfast-data:/data holdfast
# The service starts its embedded event store and PostgreSQL unless EVENTSTORE_URL and DATABASE_URL name others.

FROM node:22.21.1-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY packages/embedded-eventstore/package.json packages/embedded-eventstore/
COPY packages/psp-sandbox/package.json packages/psp-sandbox/
COPY packages/client/package.json packages/client/
COPY packages/console/package.json packages/console/
RUN npm ci
COPY nest-cli.json tsconfig.json ./
COPY packages packages
COPY src src
RUN npm run build

# This stage installs the packages that the service needs at run time.
FROM node:22.21.1-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
COPY packages/embedded-eventstore/package.json packages/embedded-eventstore/
COPY packages/psp-sandbox/package.json packages/psp-sandbox/
COPY packages/client/package.json packages/client/
COPY packages/console/package.json packages/console/
RUN npm ci --omit=dev

FROM node:22.21.1-bookworm-slim
# The service listens on every address of the container, without TLS: publish the port on a loopback, or end TLS before it.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data ALLOW_PLAINTEXT=true
WORKDIR /app
COPY THIRD-PARTY-NOTICES.txt ./
COPY --from=packages /app ./
COPY --from=build /app/packages/client/dist packages/client/dist
COPY --from=build /app/packages/console/dist packages/console/dist
COPY --from=build /app/packages/embedded-eventstore/dist packages/embedded-eventstore/dist
COPY --from=build /app/packages/psp-sandbox/dist packages/psp-sandbox/dist
COPY --from=build /app/dist dist
RUN mkdir --mode=700 /data && chown node:node /data
# PostgreSQL refuses to run as root, and no part of the service needs root.
USER node
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
# The check asks the process only. /health/ready also asks its parts, and a restart cannot bring those back.
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/cli.js", "serve"]

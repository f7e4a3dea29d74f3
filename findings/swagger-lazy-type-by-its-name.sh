#!/usr/bin/env bash
# What: Nest's OpenAPI generator takes a lazy type for one only if the function happens to be named "type".
# Versions: @nestjs/swagger 11.4.7, @nestjs/core, common and platform-express 11.2.10, reflect-metadata 0.2.2, rxjs 7.8.2.
# Expected: type: () => Money and type: moneyClass, with const moneyClass = () => Money, describe the same field.
# Seen: the first one refers to the schema Money. The second one refers to "#/components/schemas/", a schema without a
#   name, and no error or warning says so. In the first one JavaScript names the function after the property "type".
# Why it matters: a decorator of one's own that hands such a function on writes an API document whose amounts have no
#   schema. Clients made from the document then accept anything there, or cannot be made.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @nestjs/swagger@11.4.7 @nestjs/common@11.2.10 \
  @nestjs/core@11.2.10 @nestjs/platform-express@11.2.10 reflect-metadata@0.2.2 rxjs@7.8.2
cat >run.cjs <<'CODE'
require('reflect-metadata');
const { Controller, Get, Module } = require('@nestjs/common');
const { NestFactory } = require('@nestjs/core');
const { ApiOkResponse, ApiProperty, DocumentBuilder, SwaggerModule } = require('@nestjs/swagger');
class Money {}
ApiProperty({ type: String })(Money.prototype, 'amount');
class Payout {}
const moneyClass = () => Money;
ApiProperty({ type: () => Money })(Payout.prototype, 'inPlace');
ApiProperty({ type: moneyClass })(Payout.prototype, 'byName');
class PayoutsController { get() {} }
Controller('payouts')(PayoutsController);
const descriptor = Object.getOwnPropertyDescriptor(PayoutsController.prototype, 'get');
Get()(PayoutsController.prototype, 'get', descriptor);
ApiOkResponse({ type: Payout })(PayoutsController.prototype, 'get', descriptor);
class AppModule {}
Module({ controllers: [PayoutsController] })(AppModule);
(async () => {
  const app = await NestFactory.create(AppModule, { logger: false });
  const document = SwaggerModule.createDocument(app, new DocumentBuilder().build());
  const { inPlace, byName } = document.components.schemas.Payout.properties;
  console.log('a function written in place :', JSON.stringify(inPlace));
  console.log('the same function by a name :', JSON.stringify(byName));
  console.log('schemas                     :', Object.keys(document.components.schemas).join(', '));
  process.exit(inPlace.$ref === '#/components/schemas/Money' && byName.$ref === '#/components/schemas/' ? 0 : 1);
})();
CODE
node run.cjs

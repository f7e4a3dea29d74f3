import { Module } from '@nestjs/common';
import { Exports } from './exports';

/** One limit on the exports of all routes: every export keeps the database busy. */
@Module({ providers: [Exports], exports: [Exports] })
export class ExportModule {}

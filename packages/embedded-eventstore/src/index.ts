export {
  startEmbeddedEventStore,
  type EmbeddedEventStore,
  type EmbeddedEventStoreOptions,
} from './server/supervisor';
export { backUp, type BackupReport } from './commands/backup/back-up';
export { restore } from './commands/backup/restore';

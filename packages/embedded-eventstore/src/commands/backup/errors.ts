/** The folder of a backup is damaged, or is none. Nothing was written. */
export class BackupDamagedError extends Error {
  override name = 'BackupDamagedError';
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
  }
}

/** The event store has another history than the backup. Nothing was written. */
export class BackupDiffersError extends Error {
  override name = 'BackupDiffersError';
}

/** The folder that a backup would be restored into has something in it. Nothing was written. */
export class TargetInUseError extends Error {
  override name = 'TargetInUseError';
}

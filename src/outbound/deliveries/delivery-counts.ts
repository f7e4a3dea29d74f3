/** Attempts of this process since its start. */
export interface DeliveryCounts {
  delivered: number;
  failed: number;
}

/** Holdfast only accepts: the provider is not there, so nothing is sent. Nothing is swept meanwhile. */
export const WITHOUT_PROVIDER = {
  CONNECTPSP_URL: 'http://127.0.0.1:9',
  CONNECTPSP_CLIENT_ID: 'unused',
  CONNECTPSP_CLIENT_SECRET: 'unused',
  CONNECTPSP_APPLICATION_TOKEN: 'unused',
  CONNECTPSP_CRYPTO_TOKEN: 'unused',
  SWEEP_INTERVAL_MS: '3600000',
};

/** Stops what `postgresSetup.cjs` started; each package of one run calls it, the first stops. */
module.exports = async () => {
  const stop = globalThis.stopTestPostgres;
  globalThis.stopTestPostgres = undefined;
  await stop?.();
};

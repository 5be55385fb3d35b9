import { embeddedDatabase, postgresService } from '../services/postgres';
import { appService } from '../services/app';
import { BackendOptions, backendService } from '../services/backend';
import { portalService } from '../services/portal';
import { sandboxService } from '../services/sandbox';
import { Checkout } from './checkout';
import { readSecrets } from './dataDirectory';
import { PlatformContext } from './environment';
import { PlatformOptions } from './options';
import { Service } from './service';

/** Completes the options with what lies in the data directory. */
export async function createContext(
  checkout: Checkout,
  options: PlatformOptions,
): Promise<PlatformContext> {
  const secrets = await readSecrets(checkout);
  return {
    checkout,
    options,
    secrets,
    database:
      options.database ??
      (await embeddedDatabase(checkout, secrets.postgresPassword)),
  };
}

/** The services that make up the platform with these options, in the order in which a person reads them. */
export function createServices(
  context: PlatformContext,
  backend: BackendOptions,
): Service[] {
  const { checkout, options, database } = context;
  return [
    ...(options.database ? [] : [postgresService(checkout, database)]),
    ...(options.sandbox ? [sandboxService(context)] : []),
    backendService(context, backend),
    ...(options.mode === 'production'
      ? []
      : [backend.watch ? appService(context) : portalService(context)]),
  ];
}

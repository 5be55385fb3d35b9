import express, { Express } from 'express';
import { SandboxContext } from './context';
import { createErrorHandler } from './errorHandler';
import { createFaultMiddleware } from './faults/middleware';
import { createSandboxRouter } from './faults/router';
import { createSmartHttpRouter } from './git/smartHttp';
import { createGraphqlHandler } from './graphql/handler';
import { createLimitMiddleware } from './limits/middleware';
import {
  identify,
  identifyViewer,
  readBody,
  recordRequest,
  refuseForeignOrigins,
} from './middleware';
import { createRestRouter } from './rest';
import { createRawRouter } from './web/raw';
import { createWebRouter } from './web';

/** Wires the parts; holds no behavior of its own. */
export function createApp(context: SandboxContext): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');

  app.use(identify);
  app.use(refuseForeignOrigins(context));
  app.use('/_sandbox', createSandboxRouter(context));

  app.use(recordRequest(context));
  app.use(createFaultMiddleware(context));
  app.use(identifyViewer(context));
  app.use(readBody(context));

  app.use(
    '/api/v3',
    createLimitMiddleware(context, 'core'),
    createRestRouter(context),
  );
  const graphql = createGraphqlHandler(context);
  app.post(
    '/api/graphql',
    createLimitMiddleware(context, 'graphql'),
    (req, res, next) => {
      graphql(req, res).catch(next);
    },
  );
  app.use(createSmartHttpRouter(context));
  app.use('/raw', createRawRouter(context));
  app.use(createWebRouter(context));
  app.use(createErrorHandler(context));
  return app;
}

export { metricsServerFactory } from './metricsServer';

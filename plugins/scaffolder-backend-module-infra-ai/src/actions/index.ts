export { createAnalyzeAction } from './analyze';
export { createCatalogWaitAction } from './catalogWait';
export { createFilesAction } from './files';
export { createPublishGithubAction } from './publishGithub';

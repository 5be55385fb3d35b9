/** Folders of others, of tools, and of what is not deployed. */
const FOREIGN_FOLDER =
  /^(?:node_modules|bower_components|vendor|third[_-]party|dist|build|out|target|coverage|venv|site-packages|__pycache__|tests?|__tests__|__mocks__|__fixtures__|fixtures|testdata|test-data|e2e|spec|specs|mocks?)$/i;

/** Hidden folders hold tools' settings (`.git`, `.terraform`, `.github`); macOS packs its own beside every file. */
const HIDDEN_FOLDER = /^(?:\.|__MACOSX$)/;

/**
 * Whether a folder holds, by its name, what others wrote, what tools keep or make, or what is not deployed: nothing in it is
 * worth reading.
 *
 * @public
 */
export function isForeignFolder(name: string): boolean {
  return FOREIGN_FOLDER.test(name) || HIDDEN_FOLDER.test(name);
}

/** Files that people keep secrets in, whatever their ending. */
const SECRET =
  /(?:^|[^a-z])(?:secrets?|credentials?|passwords?|passwd|htpasswd|kubeconfig|id_(?:rsa|dsa|ecdsa|ed25519)|private[-_]?key)(?![a-z])|\.(?:env|pem|key|p12|pfx|jks|keystore|tfvars|tfstate)(?:\.|$)/i;

/** YAML and JSON of tools. */
const TOOLING =
  /(?:^|[-.])lock\.(?:ya?ml|json)$|^(?:npm-shrinkwrap|package|tsconfig.*|composer)\.json$|^(?:mkdocs|codecov|renovate|_config|pubspec|environment|dependabot|\.[^/]*)\.ya?ml$|^(?:docker-)?bake\.|[-.](?:tests?|spec|snap)\.[^.]+$|^app-config.*\.ya?ml$/i;

const DIAGRAM =
  /\.(?:mmd|mermaid|puml|plantuml|pu|iuml|wsd|dsl|d2|dot|gv|drawio|dio|excalidraw)$|\.(?:drawio|dio)\.(?:xml|svg|png)$|\.excalidraw\.(?:json|svg|png)$/i;

const DEFINITION =
  /\.ya?ml$|\.(?:tf|tofu)$|\.(?:tf|tofu)\.json$|\.template(?:\.json)?$|^(?:openapi|swagger|asyncapi|template|cloudformation|serverless|compose|docker-compose)[^/]*\.json$|[-.](?:openapi|swagger|asyncapi|cfn|cloudformation)\.json$/i;

/**
 * Whether a file of a repository, by its path, is worth reading for what it says of infrastructure: Compose, Kubernetes,
 * Kustomize, Terraform, CloudFormation, Serverless, Pulumi, OpenAPI, AsyncAPI, diagrams as text, catalog entities, README
 * and the pages in `docs`. Not: what others wrote, tests, lock files, tools' settings, files that hold secrets.
 *
 * @public
 */
export function isInfrastructureFile(path: string): boolean {
  const folders = path.split('/');
  const name = folders.pop()!;
  if (
    folders.some(isForeignFolder) ||
    name.startsWith('.') ||
    SECRET.test(name)
  ) {
    return false;
  }
  if (/\.(?:md|markdown|mdx|adoc|rst|txt)$/i.test(name)) {
    return isDocumentation(folders, name);
  }
  return DIAGRAM.test(name) || (DEFINITION.test(name) && !TOOLING.test(name));
}

function isDocumentation(folders: string[], name: string): boolean {
  return (
    /^(?:README|ARCHITECTURE)\.(?:md|markdown|mdx|adoc|rst)$/i.test(name) ||
    (/\.(?:md|markdown)$/i.test(name) &&
      folders.some(folder => /^docs?$/i.test(folder)) &&
      !/^(?:changelog|contributing|code[-_]of[-_]conduct|license|security)\./i.test(
        name,
      ))
  );
}

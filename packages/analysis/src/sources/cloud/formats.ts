import { extractAsyncApi } from '../asyncapi';
import { extractCatalog } from '../catalog';
import { extractCloudFormation } from '../cloudformation';
import { extractOpenApi } from '../openapi';
import { extractPulumi } from '../pulumi';
import { extractServerless } from '../serverless';
import { extractTerraform } from '../terraform';
import type { Source } from '..';

/** Formats that define infrastructure and interfaces. @public */
export type DefinitionFormat =
  | 'catalog'
  | 'openapi'
  | 'asyncapi'
  | 'terraform'
  | 'serverless'
  | 'pulumi'
  | 'cloudformation';

/** A page that shows a definition is a page. */
const PAGE = /\.(?:md|markdown|mdx|txt|text|adoc|rst|html?)$/i;
/** How far a JSON document is looked into for the key that names its format. */
const HEAD = 4000;

/** A top-level key: at the start of a line, or near the start of a JSON document. */
function hasTopKey(text: string, yaml: RegExp, json: RegExp): boolean {
  const head = text.slice(0, HEAD);
  return /^\s*\{/.test(head) ? json.test(head) : yaml.test(text);
}

const hcl =
  /^[ \t]{0,8}(?:(?:resource|data)[ \t]+"[\w-]+"[ \t]+"[\w-]+"|(?:module|provider|variable|output)[ \t]+"[\w-]+"|(?:terraform|locals))[ \t]*\{/m;
/** `locals {` alone may be another language's. */
const hclOnly =
  /^[ \t]{0,8}(?:(?:resource|data)[ \t]+"[\w-]+"[ \t]+"[\w-]+"|module[ \t]+"[\w-]+")[ \t]*\{/m;
const AWS_TYPE =
  /^[ \t]+["']?Type["']?[ \t]*:[ \t]*["']?AWS::\w+::\w|\{[ \t]*"Type"[ \t]*:[ \t]*"AWS::\w+::\w/m;

/** By format, surest first. */
export const definitionSources: Record<DefinitionFormat, Source> = {
  catalog: {
    label: 'the Backstage catalog files',
    is: (text, path) =>
      !isPage(path) &&
      /^apiVersion:[ \t]*["']?(?:[\w-]+\.)?backstage\.io\//m.test(text),
    names: /(?:^|\/)catalog-info\.ya?ml$/i,
    together: 'all',
    extract: files => extractCatalog(files),
    whenEmpty:
      'No components, resources or APIs were found in the catalog files. Other kinds (groups, users, templates, locations) describe no software and are left out.',
  },
  openapi: {
    label: 'the OpenAPI document',
    is: (text, path) =>
      !isPage(path) &&
      hasTopKey(
        text,
        /^["']?(?:openapi|swagger)["']?[ \t]*:[ \t]*["']?[23]\b/m,
        /"(?:openapi|swagger)"\s{0,20}:\s{0,20}"[23]\b/,
      ),
    names: /(?:^|\/)(?:openapi|swagger)\.(?:ya?ml|json)$/i,
    extract: extractOpenApi,
  },
  asyncapi: {
    label: 'the AsyncAPI document',
    is: (text, path) =>
      !isPage(path) &&
      hasTopKey(
        text,
        /^["']?asyncapi["']?[ \t]*:[ \t]*["']?\d/m,
        /"asyncapi"\s{0,20}:\s{0,20}"\d/,
      ),
    names: /(?:^|\/)asyncapi\.(?:ya?ml|json)$/i,
    extract: extractAsyncApi,
  },
  terraform: {
    label: 'the Terraform configuration',
    is: (text, path) =>
      path === undefined
        ? hclOnly.test(text)
        : !isPage(path) && /\.(?:tf|tofu|hcl)$/i.test(path) && hcl.test(text),
    names: /\.(?:tf|tofu|tfvars)(?:\.json)?$/i,
    together: 'all',
    extract: extractTerraform,
    whenEmpty:
      'No resources that an architecture shows were found in the Terraform files. Give the files of the modules too, not only the calls.',
  },
  serverless: {
    label: 'the Serverless configuration',
    is: (text, path) =>
      !isPage(path) &&
      /^service[ \t]*:/m.test(text) &&
      /^provider[ \t]*:/m.test(text) &&
      /^(?:functions|resources)[ \t]*:/m.test(text),
    names: /(?:^|\/)serverless\.ya?ml$/i,
    extract: extractServerless,
  },
  pulumi: {
    label: 'the Pulumi program',
    is: (text, path) =>
      !isPage(path) &&
      (/^runtime[ \t]*:[ \t]*["']?yaml\b/m.test(text) ||
        (/^resources[ \t]*:/m.test(text) &&
          /^[ \t]+type[ \t]*:[ \t]*["']?[a-z][\w-]*:[\w/]+:\w/m.test(text))),
    names: /(?:^|\/)Pulumi\.ya?ml$/,
    extract: extractPulumi,
    whenEmpty:
      'No resources were found in the Pulumi program. Programs in YAML are read; those in a programming language are not.',
  },
  cloudformation: {
    label: 'the CloudFormation template',
    is: (text, path) =>
      !isPage(path) &&
      (hasTopKey(
        text,
        /^["']?AWSTemplateFormatVersion["']?[ \t]*:/m,
        /"AWSTemplateFormatVersion"\s{0,20}:/,
      ) ||
        AWS_TYPE.test(text)),
    names: /\.template(?:\.(?:json|ya?ml))?$/i,
    together: 'all',
    extract: extractCloudFormation,
    whenEmpty:
      'No resources that an architecture shows were found in the template.',
  },
};

function isPage(path: string | undefined): boolean {
  return path !== undefined && PAGE.test(path);
}

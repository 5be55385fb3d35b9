import type { SourceText } from '../../source';
import { Lines } from '../../text';
import { extractTerraform } from '.';
import { cpuClock } from '../../__testUtils__/cpuClock';

function files(contents: Record<string, string>): SourceText[] {
  return Object.entries(contents).map(([path, text]) => {
    const lines = new Lines(text);
    return {
      path,
      text,
      evidence: start => ({ kind: 'file', path, line: lines.at(start) }),
    };
  });
}

function read(contents: Record<string, string> | string) {
  const extraction = extractTerraform(
    files(typeof contents === 'string' ? { 'main.tf': contents } : contents),
  );
  const names = new Map(extraction.elements.map(e => [e.key, e.name]));
  return {
    ...extraction,
    names: extraction.elements.map(({ name }) => name),
    edges: extraction.relations.map(
      ({ from, to }) => `${names.get(from)} > ${names.get(to)}`,
    ),
  };
}

const queue = (name: string) => `resource "aws_sqs_queue" "${name}" {}\n`;
const lambda = (name: string, variable: string) =>
  `resource "aws_lambda_function" "${name}" {\n  environment {\n    variables = { TARGET = ${variable} }\n  }\n}\n`;

describe('Terraform', () => {
  it('follows a value through an input, a local, an output and another module', () => {
    const { edges, relations } = read({
      'main.tf': `module "jobs" {\n  source = "./modules/jobs"\n}\nmodule "web" {\n  source = "./modules/web"\n  settings = { url = module.jobs.queue["url"] }\n}\n`,
      'modules/jobs/main.tf': `${queue(
        'orders',
      )}locals { parts = { url = aws_sqs_queue.orders.url } }\noutput "queue" { value = local.parts }\n`,
      'modules/web/main.tf': `variable "settings" {}\n${lambda(
        'checkout',
        'var.settings.url',
      )}`,
    });
    expect(edges).toEqual(['checkout > orders']);
    expect(relations[0].evidence).toContainEqual({
      kind: 'file',
      path: 'modules/web/main.tf',
      line: 4,
    });
  });

  it('makes one element of a resource with for_each and says for what', () => {
    const { elements } = read(
      'resource "aws_sqs_queue" "work" {\n  for_each = toset(["invoices", "parcels"])\n  name = each.key\n}\n',
    );
    expect(elements).toHaveLength(1);
    expect(elements[0]).toMatchObject({
      name: 'work',
      description: 'One each for invoices, parcels',
    });
  });

  it('makes an element of each call of a module, named by what it is given', () => {
    const { names } = read({
      'main.tf':
        'module "a" {\n  source = "./queue"\n  name = "invoices"\n}\nmodule "b" {\n  source = "./queue"\n  name = "parcels"\n}\n',
      'queue/main.tf':
        'variable "name" {}\nresource "aws_sqs_queue" "this" {\n  name = var.name\n}\n',
    });
    expect(names).toEqual(['invoices', 'parcels']);
  });

  it('makes no second element for a second environment', () => {
    const call = 'module "app" {\n  source = "../../modules/app"\n}\n';
    const { names, edges } = read({
      'envs/dev/main.tf': call,
      'envs/prod/main.tf': call,
      'modules/app/main.tf': `${queue('orders')}${lambda(
        'checkout',
        'aws_sqs_queue.orders.url',
      )}`,
    });
    expect(names).toEqual(['orders', 'checkout']);
    expect(edges).toEqual(['checkout > orders']);
  });

  it('reads outputs of another root through its remote state', () => {
    const { edges } = read({
      'data/main.tf': `${queue(
        'orders',
      )}output "queue_url" { value = aws_sqs_queue.orders.url }\n`,
      'app/main.tf': `data "terraform_remote_state" "data" {\n  backend = "s3"\n}\n${lambda(
        'checkout',
        'data.terraform_remote_state.data.outputs.queue_url',
      )}`,
    });
    expect(edges).toEqual(['checkout > orders']);
  });

  it('draws a looked-up resource that is used, and none that is not', () => {
    const { names } = read(
      `data "aws_s3_bucket" "archive" {\n  bucket = "archive"\n}\ndata "aws_s3_bucket" "other" {\n  bucket = "other"\n}\n${lambda(
        'checkout',
        'data.aws_s3_bucket.archive.bucket',
      )}`,
    );
    expect(names).toEqual(['archive', 'checkout']);
  });

  it('finds the service that another is told of by its address only', () => {
    const { edges } = read({
      'main.tf':
        'module "carts" {\n  source = "./service"\n  name = "carts"\n}\nmodule "shop" {\n  source = "./service"\n  name = "shop"\n  env = { CARTS = "http://carts:8080" }\n}\n',
      'service/main.tf':
        'variable "name" {}\nvariable "env" { default = {} }\nlocals {\n  env = jsonencode([for k, v in var.env : { name = k, value = v }])\n}\nresource "aws_ecs_task_definition" "this" {\n  container_definitions = <<JSON\n[{ "name": "app", "environment": ${local.env} }]\nJSON\n}\nresource "aws_ecs_service" "this" {\n  name = var.name\n  task_definition = aws_ecs_task_definition.this.arn\n}\n',
    });
    expect(edges).toEqual(['shop > carts']);
  });

  it('takes registry modules for what they make and warns of unknown ones', () => {
    const { elements, warnings } = read(
      'module "db" {\n  source = "terraform-aws-modules/rds/aws"\n  identifier = "ledger"\n  engine = "mysql"\n}\nmodule "vpc" {\n  source = "terraform-aws-modules/vpc/aws"\n}\nmodule "thing" {\n  source = "git::https://git.example.com/thing.git"\n}\n',
    );
    expect(elements).toMatchObject([
      { name: 'ledger', type: 'database', technology: 'MySQL' },
    ]);
    expect(warnings).toMatchObject([
      {
        message: expect.stringMatching(/module "thing" .* is not among/),
        evidence: { path: 'main.tf', line: 9 },
      },
    ]);
  });

  it('reads what is around a line that is no HCL, and says where that is', () => {
    const { names, warnings } = read(
      `${queue(
        'first',
      )}resource "aws_sqs_queue" "second" {\n  name = = 3\n  delay_seconds = 3\n}\n${queue(
        'third',
      )}`,
    );
    expect(names).toEqual(['first', 'second', 'third']);
    expect(warnings).toMatchObject([{ evidence: { line: 3 } }]);
  });

  it('goes on at the next block where a brace is missing', () => {
    const { names } = read(
      `resource "aws_sqs_queue" "first" {\n  name = jsonencode({\n${queue(
        'second',
      )}`,
    );
    expect(names).toContain('second');
  });

  it('reads the JSON syntax', () => {
    const { edges } = read({
      'cdk.tf.json': JSON.stringify({
        '//': { metadata: {} },
        resource: {
          aws_sqs_queue: { orders: {} },
          aws_lambda_function: {
            checkout: {
              environment: {
                variables: { QUEUE: '${aws_sqs_queue.orders.url}' },
              },
            },
          },
        },
      }),
    });
    expect(edges).toEqual(['checkout > orders']);
  });

  it('takes owner and tags from tags and default tags', () => {
    const { elements } = read(
      `provider "aws" {\n  default_tags {\n    tags = { Owner = "shop", Application = "web" }\n  }\n}\n${queue(
        'orders',
      )}`,
    );
    expect(elements).toMatchObject([{ owner: 'shop', tags: ['web'] }]);
  });

  it.each([
    [
      'locals',
      `locals {\n  a = local.b\n  b = local.a\n}\n${lambda('x', 'local.a')}`,
    ],
    [
      'a module that calls itself',
      `module "again" {\n  source = "./"\n}\n${queue('q')}`,
    ],
  ])('survives a cycle of %s', (_, text) => {
    expect(read(text).elements).toHaveLength(1);
  });

  it('survives modules that call each other', () => {
    const { elements } = read({
      'a/main.tf': `module "b" {\n  source = "../b"\n  v = module.b.o\n}\n${queue(
        'one',
      )}`,
      'b/main.tf': `module "a" {\n  source = "../a"\n}\nvariable "v" {}\noutput "o" { value = var.v }\n${queue(
        'two',
      )}`,
    });
    expect(elements.map(({ name }) => name)).toEqual(['one', 'two']);
  });

  it('takes time in proportion to the input', () => {
    const block = (i: number) =>
      `resource "aws_sqs_queue" "q${i}" {}\nresource "aws_lambda_function" "f${i}" {\n  environment {\n    variables = { A = aws_sqs_queue.q${i}.url, B = local.all.q${
        i % 7
      } }\n  }\n}\n`;
    const text = (n: number) =>
      `locals { all = { ${Array.from(
        { length: 7 },
        (_, i) => `q${i} = aws_sqs_queue.q${i}.url`,
      ).join(', ')} } }\n${Array.from({ length: n }, (_, i) => block(i)).join(
        '',
      )}`;
    const time = (n: number) => {
      const input = text(n);
      const worked = cpuClock();
      read(input);
      return worked();
    };
    time(100);
    const small = time(250);
    expect(time(2500)).toBeLessThan(Math.max(small, 20) * 40);
  });

  it('is not stopped by locals that double at every step', () => {
    const locals = Array.from(
      { length: 60 },
      (_, i) => `  l${i + 1} = [local.l${i}, local.l${i}]\n`,
    ).join('');
    const worked = cpuClock();
    read(
      `locals {\n  l0 = aws_sqs_queue.q.url\n${locals}}\n${queue('q')}${lambda(
        'f',
        'local.l60',
      )}`,
    );
    expect(worked()).toBeLessThan(3000);
  });

  it('takes a role for a whole project for the use of the only store of its service', () => {
    const account = (name: string) =>
      `resource "google_service_account" "${name}" { account_id = "${name}" }\n`;
    const run = (name: string, as: string) =>
      `resource "google_cloud_run_v2_service" "${name}" {\n  name = "${name}"\n  template { service_account = google_service_account.${as}.email }\n}\n`;
    const roles = (as: string) =>
      `resource "google_project_iam_member" "${as}" {\n  for_each = toset(["roles/datastore.user", "roles/storage.objectUser"])\n  role = each.key\n  member = "serviceAccount:\${google_service_account.${as}.email}"\n}\n`;
    const { edges, names } = read(
      `${account('one')}${run('tickets', 'one')}${roles('one')}${account(
        'shared',
      )}${run('a', 'shared')}${run('b', 'shared')}${roles(
        'shared',
      )}resource "google_firestore_database" "seats" { name = "(default)" }
resource "google_storage_bucket" "x" { name = "x" }
resource "google_storage_bucket" "y" { name = "y" }
`,
    );
    expect(edges).toEqual(['tickets > seats']);
    expect(names).toContain('seats');
  });
});

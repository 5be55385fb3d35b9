import { analyze } from '../../analyze';

async function read(contents: Record<string, string>) {
  const model = await analyze({
    kind: 'files',
    files: Object.entries(contents).map(([path, text]) => ({
      path,
      content: new TextEncoder().encode(text),
    })),
  });
  const names = new Map(model.elements.map(({ id, name }) => [id, name]));
  return {
    ...model,
    edges: model.relations.map(
      ({ from, to, type }) => `${names.get(from)} ${type} ${names.get(to)}`,
    ),
  };
}

describe('CloudFormation', () => {
  it('follows parameters and outputs through nested stacks', async () => {
    const { edges } = await read({
      'root.yaml': `AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Data: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ./data.yaml } }
  App:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: ./app.yaml
      Parameters: { Table: !GetAtt Data.Outputs.TableName }
`,
      'data.yaml': `AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Orders: { Type: AWS::DynamoDB::Table }
Outputs:
  TableName: { Value: !Ref Orders }
`,
      'app.yaml': `AWSTemplateFormatVersion: '2010-09-09'
Parameters:
  Table: { Type: String }
Resources:
  Checkout:
    Type: AWS::Lambda::Function
    Properties: { Environment: { Variables: { TABLE: !Ref Table } } }
`,
    });
    expect(edges).toEqual(['Checkout dependsOn Orders']);
  });

  it('follows exported values to the template that imports them', async () => {
    const { edges } = await read({
      'a.yaml': `AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Orders: { Type: AWS::SQS::Queue }
Outputs:
  Url:
    Value: !Ref Orders
    Export: { Name: !Sub '\${AWS::StackName}-OrdersUrl' }
`,
      'b.yaml': `AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Checkout:
    Type: AWS::Lambda::Function
    Properties:
      Environment:
        Variables:
          QUEUE:
            Fn::ImportValue: !Sub '\${DataStack}-OrdersUrl'
`,
    });
    expect(edges).toEqual(['Checkout dependsOn Orders']);
  });

  it('draws the gateway that SAM makes for events which name none', async () => {
    const { edges } = await read({
      'template.yaml': `Transform: AWS::Serverless-2016-10-31
Resources:
  Hello:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        Get: { Type: HttpApi, Properties: { Path: /, Method: get } }
`,
    });
    expect(edges).toEqual(['ServerlessHttpApi dependsOn Hello']);
  });

  it('connects what SAM connectors connect', async () => {
    const { edges } = await read({
      'template.yaml': `Resources:
  Orders: { Type: AWS::DynamoDB::Table }
  Checkout:
    Type: AWS::Serverless::Function
    Connectors:
      Write: { Properties: { Destination: { Id: Orders }, Permissions: [Write] } }
`,
    });
    expect(edges).toEqual(['Checkout dependsOn Orders']);
  });
});

describe('Pulumi', () => {
  it('says that programs in a programming language are not read', async () => {
    const { warnings } = await read({
      'Pulumi.yaml': 'name: shop\nruntime: nodejs\n',
    });
    expect(warnings).toContainEqual(
      expect.objectContaining({
        message: expect.stringContaining('written in nodejs'),
      }),
    );
  });
});

describe('interfaces and catalog files', () => {
  const document =
    'openapi: 3.0.3\ninfo: { title: Orders of the shop, version: 1.0.0 }\npaths: {}\n';
  const catalog = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: orders-service }
spec: { type: service, lifecycle: production, owner: shop, providesApis: [orders-api], dependsOn: [resource:elsewhere] }
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: { name: orders-api }
spec:
  type: openapi
  lifecycle: production
  owner: shop
  definition: { $text: ./api/orders.yaml }
`;

  it('are one API where the catalog file takes the document as its definition', async () => {
    const { elements, edges } = await read({
      'catalog-info.yaml': catalog,
      'api/orders.yaml': document,
    });
    expect(elements.map(({ name }) => name)).toEqual([
      'orders-service',
      'orders-api',
    ]);
    expect(elements[1]).toMatchObject({ owner: 'shop', definition: document });
    expect(edges).toEqual(['orders-service providesApi orders-api']);
  });

  it('say what they name and do not describe, with its line', async () => {
    const { warnings } = await read({ 'catalog-info.yaml': catalog });
    expect(warnings).toContainEqual({
      message: expect.stringContaining('resource:elsewhere'),
      evidence: { kind: 'file', path: 'catalog-info.yaml', line: 4 },
    });
  });

  it('join with the compose file that runs the same component', async () => {
    const { elements } = await read({
      'catalog-info.yaml': catalog,
      'compose.yaml':
        'services:\n  orders-service:\n    image: shop/orders\n    ports: ["80:80"]\n',
    });
    const found = elements.filter(({ name }) => name === 'orders-service');
    expect(found).toHaveLength(1);
    expect(found[0].evidence).toHaveLength(2);
  });

  it('leave out names that a scaffolder template fills', async () => {
    const { elements, warnings } = await read({
      'catalog-info.yaml':
        'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${{ values.name }}\nspec: { type: service }\n',
    });
    expect(elements).toEqual([]);
    expect(JSON.stringify(warnings)).toContain('template');
  });
});

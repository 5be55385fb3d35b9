import { readFiles } from '../../__testUtils__/readFiles';

async function read(files: Record<string, string>) {
  const found = await readFiles(files);
  return {
    ...found,
    elements: found.model.elements
      .map(({ name, kind }) => `${name} ${kind}`)
      .sort(),
  };
}

describe('PlantUML', () => {
  it('expands the macros that a page defines', async () => {
    const { elements, relations, warnings } = await read({
      'garden.puml': `@startuml
!procedure $part($icon, $name, $note="")
participant "$AWSImg($icon)\\n<b>$name</b>\\n$note"
!endprocedure
!define STORE(alias, label) database "label" as alias
$part(LambdaLambdaFunction, "Watering", "AWS Lambda") as w
$part(APIGateway, "Garden API") as g <<REST>>
STORE(beds, "Flower beds")
g -> w ++ $AWSColor(Compute): run
w -> beds: read
return done
@enduml`,
    });
    expect(elements).toEqual([
      'Flower beds resource',
      'Garden API component',
      'Watering component',
    ]);
    expect(relations).toEqual([
      'Garden API > Watering',
      'Watering > Flower beds',
    ]);
    expect(warnings).toEqual([]);
  });

  it('bounds macros that call each other', async () => {
    const calls = Array.from({ length: 150 }, () => '$a()').join('\n');
    await expect(
      read({
        'x.puml': `@startuml\n!procedure $a()\n${calls}\n!endprocedure\n${calls}\n[Shop] --> [Stock]\n@enduml`,
      }),
    ).resolves.toMatchObject({ relations: ['Shop > Stock'] });
  });

  it('takes a node inside of something for no user', async () => {
    const { relations } = await read({
      'cloud.puml':
        '@startuml\nactor client\ncloud prod {\nnode order\nnode user\norder --> user\n}\nclient --> order\n@enduml',
    });
    expect(relations).toEqual(['order > user']);
  });
});

describe('Structurizr', () => {
  it('joins the files that a workspace includes, and points into them', async () => {
    const { elements, relations, warnings, model } = await read({
      'dsl/workspace.dsl':
        'workspace {\n model {\n  !include people.dsl\n  !include systems\n  reader -> library.web "Reads"\n }\n}\n',
      'dsl/people.dsl': 'reader = person "Reader"\n',
      'dsl/systems/library.dsl':
        'library = softwareSystem "Library" {\n web = container "Web" "" "React"\n db = container "Loans" "" "PostgreSQL"\n web -> db\n}\n',
    });
    expect(elements).toEqual(['Loans resource', 'Web component']);
    expect(relations).toEqual(['Web > Loans']);
    expect(warnings).toEqual([]);
    expect(model.elements[0].evidence[0]).toMatchObject({
      path: 'dsl/systems/library.dsl',
      line: 2,
    });
  });

  it('extends a workspace, and ends where files include each other', async () => {
    const { relations } = await read({
      'base.dsl':
        'workspace "Base" {\n model {\n  mail = softwareSystem "Mail"\n  !include app.dsl\n }\n}\n',
      'app.dsl':
        'workspace extends base.dsl {\n model {\n  shop = softwareSystem "Shop"\n  shop -> mail\n }\n}\n',
    });
    expect(relations).toEqual(['Shop > Mail']);
  });

  it('reads relations of what is deployed', async () => {
    const { relations, warnings } = await read({
      'live.dsl': `workspace {
 model {
  s = softwareSystem "S" {
   web = container "Web"
   db = container "Store" "" "MySQL"
  }
  deploymentEnvironment "Live" {
   lb = infrastructureNode "Balancer" "" "Elastic Load Balancer"
   deploymentNode "EC2" {
    containerInstance web {
     lb -> this "forwards to"
    }
   }
   one = deploymentNode "Primary" {
    containerInstance db
   }
   two = deploymentNode "Secondary" {
    containerInstance db
   }
   one -> two "replicates to"
  }
 }
}`,
    });
    expect(relations).toEqual(['Balancer > Web']);
    expect(warnings).toEqual([]);
  });
});

describe('Mermaid', () => {
  it('takes the name of a link for no node', async () => {
    const { elements, relations } = await read({
      'f.mmd': `flowchart LR
  web[Web shop] e1@==> api[Orders API]
  e1@{ animate: true }
  api --> files@{ shape: bow-rect, label: "Receipts" }
  hint@{ shape: braces, label: "mind the gap" } -.- api
  fn[λ Resize] --> files`,
    });
    expect(elements).toEqual([
      'Orders API component',
      'Receipts resource',
      'Resize component',
      'Web shop component',
    ]);
    expect(relations).toEqual([
      'Orders API > Receipts',
      'Resize > Receipts',
      'Web shop > Orders API',
    ]);
  });

  it('takes a program for a component, even if it is drawn as a store', async () => {
    const { elements } = await read({
      'c4.mmd':
        'C4Container\nContainerDb(a, "Loans application", "Java, Spring")\nContainerDb(b, "Loans", "Oracle")\nRel(a, b, "reads")',
    });
    expect(elements).toEqual(['Loans application component', 'Loans resource']);
  });
});

describe('Boundaries', () => {
  it('takes a line that ends at one for what is called, or calls, in it', async () => {
    const { relations, warnings, model } = await read({
      'f.mmd': `flowchart LR
  edge[Gateway] --> ORDERS
  subgraph ORDERS [Orders]
    api[Orders API] --> db[(Orders DB)]
  end
  subgraph APPS [Apps]
    web[Web shop]
    mobile[Mobile app]
  end
  APPS --> edge
  ORDERS -.-> STORES
  subgraph STORES [Shared]
    cache[(Redis)]
    bus[(Kafka)]
  end`,
    });
    expect(relations.sort()).toEqual([
      'Gateway > Orders API',
      'Orders API > Orders DB',
    ]);
    const [concluded] = model.relations.filter(
      ({ confidence }) => confidence < 0.9,
    );
    expect(concluded.confidence).toBe(0.6);
    expect(concluded.evidence[0]).toMatchObject({ kind: 'inferred' });
    // "Apps" may mean either of two, "Shared" both or one
    expect(warnings).toEqual([
      expect.stringMatching(/the boundary "Apps"/),
      expect.stringMatching(/the boundary "(?:Orders|Shared)"/),
    ]);
  });

  it('leaves a line out that could mean many', async () => {
    const many = 'abcdef'.split('').map(x => `  ${x}[Part ${x}]`);
    const { relations, warnings } = await read({
      'f.mmd': `flowchart LR\n subgraph ALL [All]\n${many.join(
        '\n',
      )}\n end\n edge[Gateway] --> ALL`,
    });
    expect(relations).toEqual([]);
    expect(warnings).toEqual([expect.stringMatching(/the boundary "All"/)]);
  });

  it('keeps boxes of one name apart that stand side by side and do other things', async () => {
    const { elements, model } = await read({
      'f.puml': `@startuml
rectangle "AWS" {
  rectangle "$APIGatewayIMG()\\nAmazon API\\nGateway" as api
  rectangle "$LambdaIMG()\\nAWS Lambda" as one
  rectangle "$LambdaIMG()\\nAWS Lambda" as two
  rectangle "$DynamoDBIMG()\\nTickets" as table
  rectangle "$SimpleStorageServiceIMG()\\nUploads" as files
}
api --> one
one --> table
files --> two
two --> table
@enduml`,
    });
    expect(elements.filter(name => name.startsWith('AWS Lambda'))).toHaveLength(
      2,
    );
    expect(model.elements[0]).toMatchObject({
      name: 'Amazon API Gateway',
      type: 'api-gateway',
    });
  });
});

describe('D2', () => {
  it('spreads globs over what they stand for, and takes no note for an element', async () => {
    const { elements, relations } = await read({
      'a.d2': `shop: {
  api: Orders API
  worker: Invoice worker
}
shop.* -> logs
logs: Loki
hint: |md
  # Mind the gap
|`,
    });
    expect(elements).toEqual([
      'Invoice worker component',
      'Loki component',
      'Orders API component',
    ]);
    expect(relations.sort()).toEqual([
      'Invoice worker > Loki',
      'Orders API > Loki',
    ]);
  });
});

/** The page's texts. `es.ts` holds the same keys. */
export const messages = {
  page: {
    title: 'Infrastructure AI',
    analyze: 'Analyze',
    history: 'History',
    health: 'Health',
    notFound: {
      title: 'There is no such page',
      action: 'Go to Analyze',
    },
  },
  common: {
    cancel: 'Cancel',
    delete: 'Delete',
    retry: 'Try again',
    loading: 'Loading…',
    unknownTime: '–',
  },
  problem: {
    nextStep: 'What to do',
    network:
      'The portal’s back end could not be reached. Check your connection and try again; your input is still here.',
    notAllowed:
      'Your account lacks this permission. Ask the team that runs this portal for it.',
    notFound: 'It may have been deleted, or belong to somebody else.',
    conflict: 'Somebody else changed it meanwhile. Load it again.',
    generic:
      'Try again. If it keeps failing, tell the team that runs this portal.',
  },
  state: {
    queued: 'Waiting',
    running: 'Analyzing',
    completed: 'Ready',
    failed: 'Failed',
    cancelled: 'Cancelled',
    published: 'Published',
    publishing: 'Publishing',
    publishFailed: 'Publishing failed',
    proposed: 'Pull request open',
  },
  form: {
    title: 'Describe your infrastructure',
    intro:
      'Write what runs, what it talks to and where it keeps its data. You get a catalog of components, APIs and resources to review, and a repository when you are happy with it.',
    description: 'Description',
    placeholder:
      'The web shop is a React app. It calls the orders API, which stores orders in PostgreSQL and publishes events to Kafka …',
    help: 'Prose in English or Spanish, or a docker-compose file.',
    characters_one: '{{count}} character',
    characters_other: '{{count}} characters',
    options: 'Options',
    optionsHint: 'System name, owner, analyzer',
    name: 'System name',
    nameHelp:
      'Becomes the System entity and the repository’s name. Default: what the description calls it.',
    owner: 'Owner',
    ownerHelp:
      'Owner of everything whose owner the description does not name. Default: you.',
    analyzer: 'Analyzer',
    analyzerDefault: 'Default ({{title}})',
    submit: 'Analyze',
    submitHint: 'Ctrl + Enter',
    empty: 'Describe your infrastructure first, or take a sample.',
    refused: 'The analysis did not start',
    notAllowed: 'You may not start analyses',
    notAllowedHint:
      'Starting one needs the permission {{permission}}. Ask the team that runs this portal for it.',
    replaced: 'The sample took the place of your text.',
    undo: 'Bring my text back',
    samples: 'Or start from a sample',
    useSample: 'Use the sample “{{title}}”',
    recent: 'Your recent analyses',
    allAnalyses: 'All analyses',
    analyzerAny: 'Default',
  },
  samples: {
    shop: {
      title: 'Web shop',
      teaser: 'Storefront, API, orders in PostgreSQL, payments and e-mail',
      text: `# Velocity Bikes

The web shop is a React storefront that customers open in their browser. The storefront calls the Shop API, a REST API that the shop service provides. The shop service is written in Node.js. It stores orders and customers in a PostgreSQL database and keeps shopping carts in Redis.

Payments go through Stripe. When an order is paid, the shop service publishes an event to RabbitMQ. The mail worker, a Python service, reads these events from RabbitMQ and sends the confirmation through SendGrid. Product images are stored in an S3 bucket.`,
    },
    fleet: {
      title: 'Connected vans',
      teaser: 'Sensors over MQTT, events in Kafka, alerts and dashboards',
      text: `Fleet Monitoring watches 400 delivery vans. Sensors in the vans publish temperature and position over MQTT to an EMQX broker. The ingestion service, written in Go, subscribes to the EMQX broker and writes every reading to a Kafka topic called telemetry.

The alert service reads the telemetry topic and notifies the dispatchers through Twilio when a cold chain is broken. The history service consumes the telemetry topic as well and stores the readings in TimescaleDB. Dispatchers use a Vue.js dashboard that calls the Fleet API, which the history service provides.`,
    },
    pipeline: {
      title: 'Sales data pipeline',
      teaser: 'Nightly Airflow run, Spark, a warehouse and reports',
      text: `Sales Analytics is a data pipeline that runs every night in Airflow. The extract job copies customers from Salesforce and orders from the orders PostgreSQL database into an S3 bucket called raw-sales. A Spark job reads raw-sales, cleans the data and loads it into Snowflake.

dbt models in Snowflake compute the monthly figures. Tableau dashboards read from Snowflake. Failed runs are reported to the data team through PagerDuty.`,
    },
    compose: {
      title: 'docker-compose file',
      teaser: 'Paste what you have already: services, images and links',
      text: `name: ticketing
services:
  web:
    image: nginx:1.27
    ports: ["80:80"]
    depends_on: [api]
  api:
    image: ghcr.io/acme/ticketing-api:2.4
    environment:
      DATABASE_URL: postgres://tickets@db:5432/tickets
      REDIS_URL: redis://cache:6379
    depends_on: [db, cache, queue]
  worker:
    image: ghcr.io/acme/ticketing-worker:2.4
    depends_on: [db, queue]
  db:
    image: postgres:18
  cache:
    image: redis:8
  queue:
    image: rabbitmq:4
`,
    },
  },
  progress: {
    title: 'Analyzing your description',
    queued: 'Waiting for a free worker',
    starting: 'Starting',
    steps: 'Steps of the analysis',
    elapsed: '{{seconds}} s',
    cancel: 'Cancel the analysis',
    reconnecting: 'The live connection broke. Connecting again…',
    pictureTitle: 'Analyzing your picture',
  },
  analysis: {
    loadFailed: 'The analysis could not be loaded',
    failed: 'The analysis failed',
    cancelled: 'The analysis was cancelled',
    cancelledHint: 'Nothing was kept but your input. Edit it or run it again.',
    edit: 'Edit the description',
    rerun: 'Analyze again',
    analyzer: 'Analyzer',
    created: 'Created',
    took: 'Took',
    cost: 'Cost',
    tokens_one: '{{count}} token',
    tokens_other: '{{count}} tokens',
    owner: 'Owner',
    seconds: '{{value}} s',
    nothingFound: 'Nothing was recognized',
    nothingFoundHint:
      'Name the services, databases and queues, and say how they are connected; then analyze again.',
    editPicture: 'Take the picture into the form',
    nothingFoundPictureHint:
      'Use a sharper picture or a crop of the drawing, or say in a sentence what it shows; then analyze again.',
  },
  review: {
    views: 'Views of the result',
    graph: 'Graph',
    table: 'Table',
    yaml: 'YAML',
    components_one: '{{count}} component',
    components_other: '{{count}} components',
    resources_one: '{{count}} resource',
    resources_other: '{{count}} resources',
    apis_one: '{{count}} API',
    apis_other: '{{count}} APIs',
    relations_one: '{{count}} relation',
    relations_other: '{{count}} relations',
    uncertain_one: '{{count}} to check',
    uncertain_other: '{{count}} to check',
    warnings_one: '{{count}} note from the analyzer',
    warnings_other: '{{count}} notes from the analyzer',
  },
  kind: {
    component: 'Component',
    resource: 'Resource',
    api: 'API',
  },
  relation: {
    dependsOn: 'depends on',
    providesApi: 'provides',
    consumesApi: 'consumes',
    partOf: 'part of',
  },
  confidence: {
    high: 'Stated',
    medium: 'Likely',
    low: 'Uncertain',
    inferred: 'Inferred',
    percent: '{{value}} % sure',
  },
  graph: {
    label: 'Graph of components and relations',
    legend: 'Legend',
    node: '{{kind}} {{name}}, {{type}}',
    nodeUncertain: '{{kind}} {{name}}, {{type}}, to be checked: {{confidence}}',
    help: 'Press Enter to see the details of an element.',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fit: 'Show everything',
    controls: 'Zoom',
    map: 'Overview map',
    layingOut: 'Arranging the graph…',
    edge: '{{from}} {{type}} {{to}}',
    editHelp:
      'Press Enter to see the details of an element, F2 to rename it, Delete to remove it.',
    arrange: 'Arrange again',
    rename: 'New name of {{name}}',
    relation: 'Chosen relation',
    relationType: 'Type of the relation',
    reverse: 'Reverse',
    accept: 'Accept',
    remove: 'Remove',
  },
  table: {
    elements: 'Components, resources and APIs',
    relations: 'Relations',
    name: 'Name',
    kind: 'Kind',
    type: 'Type',
    technology: 'Technology',
    confidence: 'Confidence',
    from: 'From',
    relation: 'Relation',
    to: 'To',
    empty: 'Nothing here',
    noRelations: 'No relations were found',
  },
  yaml: {
    files: 'Files that will be published',
    download: 'Download {{file}}',
    loadFailed: 'The files could not be generated',
  },
  details: {
    title: 'Details',
    overviewHint: 'Select an element to see where it was found.',
    source: 'Description',
    evidence: 'Found in',
    noEvidence: 'The analyzer gave no evidence: check it before you publish.',
    inferred: 'Inferred: {{why}}',
    file: '{{path}}, line {{line}}',
    relations: 'Relations',
    technology: 'Technology',
    owner: 'Owner',
    lifecycle: 'Lifecycle',
    tags: 'Tags',
    close: 'Close the details',
  },
  publish: {
    action: 'Publish',
    again: 'Publish changes',
    title: 'Publish to GitHub',
    intro:
      'Puts the files of the YAML tab into a repository and brings their entities into the catalog. A repository that exists gets a pull request.',
    owner: 'Owner',
    organization: 'Organization',
    user: 'User',
    noOwners:
      'No organization or user to publish to is configured on {{host}}.',
    repo: 'Repository name',
    repoHelp: 'Will be at {{url}}',
    repoInvalid:
      'Use 1 to 100 letters, digits, “.”, “_” and “-”, not ending in “.git” or “.wiki”.',
    visibility: 'Visibility',
    visibilities: {
      public: 'Public',
      private: 'Private',
      internal: 'Internal',
    },
    visibilityHelp: {
      public: 'Anyone can see it',
      private: 'Only people with access can see it',
      internal: 'Everyone in the enterprise can see it',
    },
    submit: 'Create repository',
    refused: 'The publication did not start',
    targetsFailed: 'The publication targets could not be loaded',
    notAllowed:
      'Publishing needs the permission {{permission}}. Ask the team that runs this portal for it.',
    openPullRequest: 'Open pull request',
    nothing: 'Nothing to publish',
    visibilityKept: 'The repository exists and keeps its visibility.',
    checking: 'Looking at {{repo}}…',
    checkFailed: 'The target could not be checked',
    checkAgain: 'Check again',
    will: {
      create: '{{repo}} will be created',
      update: 'The repository exists: a pull request will be opened',
      none: 'Nothing differs',
    },
    willHint: {
      create:
        'The name is free. Its entities reach the catalog within seconds.',
      update:
        'Nothing changes in the repository or the catalog before it is merged.',
      none: 'The repository holds just what this analysis found.',
    },
    removeMissing: 'Also remove what is no longer found',
  },
  publication: {
    running: 'Publishing to {{repo}}',
    completed: 'Published to {{repo}}',
    failed: 'Publishing to {{repo}} failed',
    steps: 'Steps',
    step: {
      open: 'waiting',
      processing: 'running',
      completed: 'done',
      failed: 'failed',
      skipped: 'skipped',
      cancelled: 'cancelled',
    },
    log: 'Log of {{step}}',
    waiting: 'Waiting for the first step…',
    streamFailed: 'The log is not available: {{message}}',
    reconnecting: 'The back end does not answer. Trying again…',
    repository: 'Open the repository',
    entities: 'In the catalog now',
    noEntities: 'The catalog reported no entities.',
    retryHint: 'A retry continues where it stopped: nothing is created twice.',
    change: 'Change the settings',
    earlier: 'Earlier publications',
    nothingDiffers: 'Nothing differs: {{repo}} holds just this',
    pullRequest: {
      open: 'Pull request #{{number}} is open in {{repo}}',
      merged: 'Pull request #{{number}} was merged into {{repo}}',
      closed: 'Pull request #{{number}} of {{repo}} was closed',
    },
    pullRequestHint: {
      open: 'Review and merge it at GitHub. The catalog follows within seconds of the merge, and this page shows it.',
      merged:
        'The changes are on the default branch, and the catalog was told.',
      closed:
        'It was closed without a merge, so nothing changed. You can publish the changes again.',
    },
    pullRequestState: {
      open: 'Pull request open',
      merged: 'Merged',
      closed: 'Closed',
    },
    openPullRequest: 'Open the pull request',
  },
  history: {
    title: 'Your analyses',
    search: 'Search',
    searchPlaceholder: 'Name, description or file',
    all: 'All states',
    stateFilter: 'State',
    name: 'Name',
    state: 'State',
    found: 'Found',
    analyzer: 'Analyzer',
    created: 'Created',
    actions: 'Actions',
    open: 'Open {{name}}',
    delete: 'Delete {{name}}',
    empty: 'No analyses yet',
    emptyHint:
      'Describe your infrastructure, drop a picture or take a sample; it shows up here.',
    nothingMatches: 'No analysis matches',
    nothingMatchesHint: 'Try another word or state.',
    start: 'Start an analysis',
    elements_one: '{{count}} element',
    elements_other: '{{count}} elements',
    pageSize: 'Show {{rows}} rows',
    range: '{{from}}–{{to}} of {{total}}',
    loadFailed: 'Your analyses could not be loaded',
    confirmTitle: 'Delete “{{name}}”?',
    confirmText:
      'The input, the result and its history are deleted for good. What was published stays where it is: repository and entities are not touched.',
    deleteFailed: 'It was not deleted',
    kind: {
      text: 'Description',
      image: 'Picture',
      files: 'Files',
    },
    reuse: 'Use the input of {{name}} again',
    reuseFailed: 'The input could not be loaded',
  },
  input: {
    label: 'What to analyze',
    text: 'Describe',
    image: 'Image',
  },
  picture: {
    title: 'Show your architecture',
    intro:
      'Drop an architecture picture. You get a catalog of components, APIs and resources to review, each with its place in the picture, and a repository when you are happy with it.',
    drop: 'Drop a picture here, or paste one',
    release: 'Let go to use this picture',
    choose: 'Choose a file',
    camera: 'Take a photo',
    replace: 'Replace',
    remove: 'Remove',
    replaceHint: 'Another picture dropped or pasted here takes its place.',
    formats: 'PNG, JPEG, WebP, SVG or PDF, up to 10 MB',
    pasted: 'pasted picture',
    preview: 'Preview of {{name}}',
    noPreview: 'There is no preview of this file.',
    page: 'Page',
    pageHelp: 'One page is analyzed.',
    description: 'What is it?',
    descriptionHelp: 'Optional: what the picture does not say.',
    onlyOne: 'One picture is analyzed at a time; the first one was taken.',
    uploading: 'Sending the picture…',
    privacy: 'Stored with the analysis; deleted with it.',
    problem: {
      type: 'This is not a kind of file that can be read here. Use PNG, JPEG, WebP, SVG or PDF.',
      size: 'The file has more than 10 MB. Export it smaller, or crop it to the drawing.',
      empty: 'The file is empty.',
      none: 'Choose a picture first, or take a sample.',
    },
    onlyPixels: 'Pictures are read here without a model',
    onlyPixelsHint:
      'SVG drawings are read exactly, and so are exports of draw.io, Excalidraw, Mermaid or PlantUML with the diagram included. Of other pictures text and lines are recognized on this server: check what it is not sure of. Gemini reads photos and dense drawings better; the team that runs this portal sets its key.',
    samples: 'Or start from a sample picture',
    useSample: 'Use the picture “{{title}}”',
    sampleFailed: 'The sample could not be loaded',
    heading: 'Picture',
    alt: 'The analyzed picture {{name}}',
    pdfPage: 'PDF, page {{page}} of {{pages}}',
    original: 'Download the PDF',
    fromSource: 'Read from the embedded source ({{format}})',
    boxes: 'What was found in the picture',
    viewport: 'Picture with what was found',
    actualSize: 'Zoom {{percent}} %, show at 100 %',
    fit: 'Show the whole picture',
    darkGround: 'Dark ground',
    lightGround: 'Light ground',
    enlarge: 'Open larger',
    cannotShow: 'The browser cannot show this picture',
    loadFailed: 'The picture could not be loaded',
    positionUnknown: 'Where “{{name}}” is in the picture is not known.',
    noPositions:
      'The analyzer did not say where in the picture it found things.',
  },
  pictureSamples: {
    tickets: {
      title: 'Ticket office',
      teaser: 'Site, API, service, database, cache and events',
    },
    shipments: {
      title: 'Shipment tracking',
      teaser: 'App, API, Kafka and an archive, labeled in Spanish',
    },
  },
  changes: {
    title: 'What it changes',
    entities: 'Entities',
    files: 'Files',
    notes: 'Good to know',
    added_one: '{{count}} added',
    added_other: '{{count}} added',
    changed_one: '{{count}} changed',
    changed_other: '{{count}} changed',
    removed_one: '{{count}} removed',
    removed_other: '{{count}} removed',
    missing_one: '{{count}} no longer found, left in place',
    missing_other: '{{count}} no longer found, left in place',
    unchanged_one: '{{count}} unchanged',
    unchanged_other: '{{count}} unchanged',
    renamedFrom: 'was “{{name}}”',
    file: {
      added: 'new',
      changed: 'changed',
      removed: 'removed',
    },
    diff: 'Changes of {{path}}',
    showAll_one: 'Show all {{count}} line',
    showAll_other: 'Show all {{count}} lines',
  },
  health: {
    title: 'Health',
    overall: {
      ok: 'Everything works.',
      degraded: 'Some of it works only in part.',
      down: 'Analyses do not work at the moment.',
    },
    loadFailed: 'The state could not be loaded',
    check: {
      database: 'Database',
      queue: 'Job queue',
      analyzers: 'Analyzers',
      github: 'GitHub',
      catalog: 'Catalog',
      discovery: 'GitHub discovery',
    },
    status: {
      ok: 'OK',
      degraded: 'Degraded',
      down: 'Down',
    },
    rateLimit: 'GitHub requests left',
    detail: {
      queued: 'Waiting',
      running: 'Running',
      oldestSeconds: 'Longest wait in seconds',
      remaining: 'Requests left',
      limit: 'Requests in an hour',
      reset: 'Renewed at',
      lastRun: 'Last run',
    },
    yes: 'Yes',
    no: 'No',
  },
  usage: {
    title: 'Use',
    intro: 'Your analyses of the last {{days}} days, by day (UTC).',
    loadFailed: 'The use could not be loaded',
    empty: 'There were no analyses in this time.',
    analyses: 'Analyses',
    succeeded: 'Not failed',
    failed: 'Failed',
    tokens: 'Tokens',
    inputTokens: 'Input',
    outputTokens: 'Output',
    cost: 'Cost',
    day: 'Day',
    asTable: 'Show as a table',
  },
  entity: {
    title: 'Infrastructure',
    analyze: 'Analyze infrastructure',
    graph: 'Open in the catalog graph',
  },
  provenance: {
    title: 'Where it came from',
    analysis: 'Analysis',
    source: 'Material',
    by: 'Asked for by',
    none: 'This entity did not come from an analysis.',
    unreadable: 'The analysis was deleted, or you may not read it.',
    loadFailed: 'The origin could not be loaded',
  },
  drift: {
    title: 'Compared with the repository',
    check: 'Check now',
    checkAgain: 'Check again',
    noSource: 'This entity names no repository to compare with.',
    notAllowed: 'Checking needs the permission {{permission}}.',
    loadFailed: 'The last check could not be loaded',
    refused: 'The check did not start',
    failed: 'The check failed',
    checkedAt: 'Checked {{time}}',
    state: {
      checking: 'Checking the repository…',
      'in-sync': 'In step with the repository',
      drifted: 'Differs from the repository',
      failed: 'The check failed',
      never: 'Not checked yet',
    },
    correct: 'Open a pull request',
    correctHint: 'Takes you to the review, where you publish the correction.',
    review: 'Open the analysis',
  },
  wizard: {
    missing: 'Analyze a description or a picture first.',
    unfinished: 'The analysis is not completed. Wait for it, or start over.',
    nothing: 'Nothing was found that could be published.',
    found: 'Found in “{{name}}”',
    review: 'Full review',
    discard: 'Start over',
  },
} as const;

type Keys<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends string
    ? `${Prefix}${K}`
    : Keys<T[K], `${Prefix}${K}.`>;
}[keyof T & string];

/** Key of a text: `page.title`. */
export type MessageKey = Keys<typeof messages>;

import type { OrdinaryText } from './ordinary';

/** What developers write about their systems, short and long, with all that it names and relates. */
export const ordinaryEnglish: OrdinaryText[] = [
  // a definition names what it defines
  [
    'The ticket office is a React web app. It calls the Booking API, which stores bookings in PostgreSQL and publishes sales to Kafka. The mailer consumes the sales from Kafka and sends the tickets through Amazon SES.',
    [
      'Ticket office',
      'Booking API',
      'PostgreSQL',
      'Kafka',
      'Mailer',
      'Amazon SES',
    ],
    [
      'Ticket office > Booking API',
      'Booking API > PostgreSQL',
      'Booking API > Kafka',
      'Mailer > Kafka',
      'Mailer > Amazon SES',
    ],
  ],
  [
    'Checkout is a Go service. It talks to the Pricing API and keeps carts in Redis.',
    ['Checkout', 'Pricing API', 'Redis'],
    ['Checkout > Pricing API', 'Checkout > Redis'],
  ],
  [
    'The front desk is an Angular application. The front desk calls the Admissions API, and the Admissions API writes to MySQL.',
    ['Front desk', 'Admissions API', 'MySQL'],
    ['Front desk > Admissions API', 'Admissions API > MySQL'],
  ],
  [
    'Our point of sale is an Electron app that pushes receipts to RabbitMQ.',
    ['Point of sale', 'RabbitMQ'],
    ['Point of sale > RabbitMQ'],
  ],
  [
    'The warehouse is a Kotlin service and reads orders from Amazon SQS. The shop floor is a Flutter app; it calls the warehouse over REST.',
    ['Warehouse', 'Amazon SQS', 'Shop floor'],
    ['Warehouse > Amazon SQS', 'Shop floor > Warehouse'],
  ],
  [
    'The doorman is written in Rust and checks every token against Keycloak.',
    ['Doorman', 'Keycloak'],
    ['Doorman > Keycloak'],
  ],
  [
    'Ledger, a Java service, stores postings in Oracle. Statements, a nightly Python job, reads from Oracle and puts PDFs into S3.',
    ['Ledger', 'Oracle', 'Statements', 'S3'],
    ['Ledger > Oracle', 'Statements > Oracle', 'Statements > S3'],
  ],
  [
    'The route planner (Go) asks the Google Maps API for distances and caches them in Redis.',
    ['Route planner', 'Google Maps API', 'Redis'],
    ['Route planner > Google Maps API', 'Route planner > Redis'],
  ],
  [
    'The nurse board is a Vue single-page application. It gets the beds from the Ward API. The Ward API, a .NET service, uses SQL Server.',
    ['Nurse board', 'Ward API', 'SQL Server'],
    ['Nurse board > Ward API', 'Ward API > SQL Server'],
  ],
  [
    'Atlas is our ingestion service, written in Scala. Atlas reads positions from Kafka and writes them to Cassandra.',
    ['Atlas', 'Kafka', 'Cassandra'],
    ['Atlas > Kafka', 'Atlas > Cassandra'],
  ],
  [
    'The night desk runs on Node.js and polls the Orders API every minute.',
    ['Night desk', 'Orders API'],
    ['Night desk > Orders API'],
  ],
  [
    'The vault is a small Spring Boot service in front of MongoDB.',
    ['Vault', 'MongoDB'],
    ['Vault > MongoDB'],
  ],
  // who acts is a part, and nobody else
  [
    'The Booking API publishes sales to Kafka. The archiver consumes them and copies them to Google Cloud Storage.',
    ['Booking API', 'Kafka', 'Archiver', 'Google Cloud Storage'],
    [
      'Booking API > Kafka',
      'Archiver > Kafka',
      'Archiver > Google Cloud Storage',
    ],
  ],
  [
    'The crawler fetches pages and puts them into S3. The indexer reads them from S3 and writes to Elasticsearch.',
    ['Crawler', 'S3', 'Indexer', 'Elasticsearch'],
    ['Crawler > S3', 'Indexer > S3', 'Indexer > Elasticsearch'],
  ],
  [
    'Orders come in through the Orders API. The picker polls the Orders API, and the packer listens to RabbitMQ.',
    ['Orders API', 'Picker', 'Packer', 'RabbitMQ'],
    ['Picker > Orders API', 'Packer > RabbitMQ'],
  ],
  [
    'The claims API saves claims in PostgreSQL and enqueues a job in Amazon SQS. The reviewer picks the job up from SQS and calls OpenAI.',
    ['Claims API', 'PostgreSQL', 'Amazon SQS', 'Reviewer', 'OpenAI'],
    [
      'Claims API > PostgreSQL',
      'Claims API > Amazon SQS',
      'Reviewer > Amazon SQS',
      'Reviewer > OpenAI',
    ],
  ],
  [
    'The web shop calls the Catalog API. The Catalog API reads from MySQL. Nightly, the importer loads the supplier files from S3 into MySQL.',
    ['Web shop', 'Catalog API', 'MySQL', 'Importer', 'S3'],
    [
      'Web shop > Catalog API',
      'Catalog API > MySQL',
      'Importer > S3',
      'Importer > MySQL',
    ],
  ],
  [
    'The payments service charges cards through Stripe. The reconciler compares the ledger in PostgreSQL with the Stripe API once a day.',
    ['Payments service', 'Stripe', 'Reconciler', 'PostgreSQL'],
    [
      'Payments service > Stripe',
      'Reconciler > PostgreSQL',
      'Reconciler > Stripe',
    ],
  ],
  [
    'The tracking service publishes to NATS. Dispatch subscribes to NATS and texts the drivers through Twilio.',
    ['Tracking service', 'NATS', 'Dispatch', 'Twilio'],
    ['Tracking service > NATS', 'Dispatch > NATS', 'Dispatch > Twilio'],
  ],
  [
    'Our biller consumes trips from Kafka, stores invoices in Aurora and calls the mailer. The mailer uses SendGrid.',
    ['Biller', 'Kafka', 'Aurora', 'Mailer', 'SendGrid'],
    [
      'Biller > Kafka',
      'Biller > Aurora',
      'Biller > Mailer',
      'Mailer > SendGrid',
    ],
  ],
  [
    'The kitchen screen subscribes to Redis. The till calls the Menu API and the Menu API keeps the dishes in Firestore.',
    ['Kitchen screen', 'Redis', 'Till', 'Menu API', 'Firestore'],
    ['Kitchen screen > Redis', 'Till > Menu API', 'Menu API > Firestore'],
  ],
  [
    'A scraper collects prices and stores them in BigQuery. A small notifier reads BigQuery and posts to Slack.',
    ['Scraper', 'BigQuery', 'Notifier', 'Slack'],
    ['Scraper > BigQuery', 'Notifier > BigQuery', 'Notifier > Slack'],
  ],
  // lists, titles and tables
  [
    'What we run:\n\n- the ticket office, a React app, calls the Sales API\n- the Sales API is a Go service and uses PostgreSQL\n- the printer consumes sales from RabbitMQ\n',
    ['Ticket office', 'Sales API', 'PostgreSQL', 'Printer', 'RabbitMQ'],
    [
      'Ticket office > Sales API',
      'Sales API > PostgreSQL',
      'Printer > RabbitMQ',
    ],
  ],
  [
    '# Ward\n\n## Overview\n\nWard helps hospitals to plan beds. The bed board is a Svelte app which calls the Bed API. The planner reads stays from the Bed API and stores plans in MariaDB.\n',
    ['Bed board', 'Bed API', 'Planner', 'MariaDB'],
    ['Bed board > Bed API', 'Planner > Bed API', 'Planner > MariaDB'],
  ],
  [
    '| Part | What it is | Talks to |\n| --- | --- | --- |\n| Ticket office | React app | Sales API |\n| Sales API | Go service | PostgreSQL, Kafka |\n| Mailer | Python worker | Kafka, Amazon SES |\n',
    [
      'Ticket office',
      'Sales API',
      'PostgreSQL',
      'Kafka',
      'Mailer',
      'Amazon SES',
    ],
    [
      'Ticket office > Sales API',
      'Sales API > PostgreSQL',
      'Sales API > Kafka',
      'Mailer > Kafka',
      'Mailer > Amazon SES',
    ],
  ],
  [
    'Parts:\n\n1. **Branch desk**: Angular app, calls the Accounts API.\n2. **Accounts API**: Java, DB2 behind it.\n3. **Fraud check**: consumes transfers from Kafka, scores them with SageMaker.\n',
    ['Branch desk', 'Accounts API', 'DB2', 'Fraud check', 'Kafka', 'SageMaker'],
    [
      'Branch desk > Accounts API',
      'Accounts API > DB2',
      'Fraud check > Kafka',
      'Fraud check > SageMaker',
    ],
  ],
  // short notes
  [
    'Vue frontend -> Parcel API. Parcel API uses Postgres. Tracker reads Kafka, writes Timescale.',
    ['Frontend', 'Parcel API', 'Postgres', 'Tracker', 'Kafka', 'Timescale'],
    [
      'Frontend > Parcel API',
      'Parcel API > Postgres',
      'Tracker > Kafka',
      'Tracker > Timescale',
    ],
  ],
  [
    'Customers order in the web shop. The web shop is a Next.js app, hosted on Vercel. It calls checkout. Checkout is a Node service. Checkout takes payments with Adyen and emits events to Pub/Sub, where fulfilment picks them up. Fulfilment is a Go worker.',
    ['Web shop', 'Checkout', 'Adyen', 'Pub/Sub', 'Fulfilment'],
    [
      'Web shop > Checkout',
      'Checkout > Adyen',
      'Checkout > Pub/Sub',
      'Fulfilment > Pub/Sub',
    ],
  ],
  [
    'The teller is a Swing desktop app, which nobody loves. It still calls the mainframe over IBM MQ. The teller does not use Redis.',
    ['Teller', 'Mainframe', 'IBM MQ'],
    ['Teller > IBM MQ', 'Mainframe > IBM MQ'],
  ],
  [
    'The loading dock is a Python service that will move to Go. It reads manifests from SFTP and writes them to PostgreSQL.',
    ['Loading dock', 'SFTP', 'PostgreSQL'],
    ['Loading dock > SFTP', 'Loading dock > PostgreSQL'],
  ],
  [
    'The doctors use a mobile app written in Kotlin. The app calls the Records API. The Records API uses PostgreSQL, and the anonymizer copies the records to Snowflake every night.',
    ['Mobile app', 'Records API', 'PostgreSQL', 'Anonymizer', 'Snowflake'],
    [
      'Mobile app > Records API',
      'Records API > PostgreSQL',
      'Anonymizer > Snowflake',
    ],
  ],
  // what only looks like a part
  [
    'This guide is a short introduction to the team. The Orders API uses MySQL. The user opens the web app, and the web app calls the Orders API. The result is a happy customer.',
    ['Orders API', 'MySQL', 'Web app'],
    ['Orders API > MySQL', 'Web app > Orders API'],
  ],
  [
    'The company uses Trello to talk and Jira to plan. The goal is a service that scales. The orders service stores orders in PostgreSQL. The code is written in Java. The reason is an old contract.',
    ['Orders service', 'PostgreSQL'],
    ['Orders service > PostgreSQL'],
  ],
  [
    'The request reaches the API gateway, the gateway calls the Booking API. The response is a JSON document. The data comes from PostgreSQL. The reader needs Docker and Node.js to follow.',
    ['API gateway', 'Booking API', 'PostgreSQL'],
    ['API gateway > Booking API', 'Booking API > PostgreSQL'],
  ],
  [
    'The new version is a rewrite in Go. The team calls it v2. The importer is the only part left in Perl; it loads CSV files into MySQL.',
    ['Importer', 'MySQL'],
    ['Importer > MySQL'],
  ],
  // lists by plain names, second verbs, asides, sections beside the matter
  [
    'The gateway fans out to three services:\n\n* **sitters** - Go, keeps profiles in Postgres\n* **bookings** - Kotlin, charges cards via Stripe\n* **chat** - Elixir, Redis for presence\n\nWhen a visit is confirmed, bookings drops an event on SNS.\n',
    [
      'Gateway',
      'sitters',
      'Postgres',
      'bookings',
      'Stripe',
      'chat',
      'Redis',
      'SNS',
    ],
    [
      'Gateway > sitters',
      'Gateway > bookings',
      'Gateway > chat',
      'sitters > Postgres',
      'bookings > Stripe',
      'chat > Redis',
      'bookings > SNS',
    ],
  ],
  [
    'Sales reps work in the order pad, an Ionic app. The order pad posts orders to the Orders API, and Accounting uses a dashboard that reads from the Orders API.',
    ['Order pad', 'Orders API', 'Dashboard'],
    ['Order pad > Orders API', 'Dashboard > Orders API'],
  ],
  [
    'Mirth transforms the messages and posts them to our FHIR server, a HAPI instance with PostgreSQL behind it. The portal is built with Angular, and its backend in .NET reads from the FHIR server.',
    ['Mirth', 'FHIR server', 'PostgreSQL', 'Portal', 'Backend'],
    [
      'Mirth > FHIR server',
      'FHIR server > PostgreSQL',
      'Backend > FHIR server',
    ],
  ],
  [
    '# Shelf\n\n## Architecture\n\nThe web app makes requests to the Books API. The Books API uses MySQL.\n\n## Running locally\n\nUse the Admin API to fill MongoDB. The seeder writes to Cassandra.\n',
    ['Web app', 'Books API', 'MySQL'],
    ['Web app > Books API', 'Books API > MySQL'],
  ],
];

import type { OrdinaryText } from './ordinary';

/** What developers write about their systems in Spanish, short and long, with all that it names and relates. */
export const ordinarySpanish: OrdinaryText[] = [
  [
    'La taquilla es una aplicación web en React. Llama a la API de reservas, que guarda las reservas en PostgreSQL y publica las ventas en Kafka. El notificador lee las ventas de Kafka y envía las entradas con Amazon SES.',
    [
      'Taquilla',
      'API de reservas',
      'PostgreSQL',
      'Kafka',
      'Notificador',
      'Amazon SES',
    ],
    [
      'Taquilla > API de reservas',
      'API de reservas > PostgreSQL',
      'API de reservas > Kafka',
      'Notificador > Kafka',
      'Notificador > Amazon SES',
    ],
  ],
  [
    'El mostrador es una aplicación Angular. El mostrador consulta la API de ingresos, que guarda los datos en MySQL.',
    ['Mostrador', 'API de ingresos', 'MySQL'],
    ['Mostrador > API de ingresos', 'API de ingresos > MySQL'],
  ],
  [
    'El contador es un servicio en Go. Lee las ventas de RabbitMQ y escribe los asientos en Oracle.',
    ['Contador', 'RabbitMQ', 'Oracle'],
    ['Contador > RabbitMQ', 'Contador > Oracle'],
  ],
  [
    'La caja está hecha en Electron y envía los tickets a RabbitMQ.',
    ['Caja', 'RabbitMQ'],
    ['Caja > RabbitMQ'],
  ],
  [
    'El almacén central es un microservicio Java; consume pedidos de Amazon SQS. La muelle es una app Flutter que llama al almacén central.',
    ['Almacén central', 'Amazon SQS', 'Muelle'],
    ['Almacén central > Amazon SQS', 'Muelle > Almacén central'],
  ],
  [
    'El portero está escrito en Rust y valida los tokens contra Keycloak.',
    ['Portero', 'Keycloak'],
    ['Portero > Keycloak'],
  ],
  [
    'Mayor, un servicio Java, guarda los apuntes en Oracle. El extractor, un proceso nocturno en Python, lee de Oracle y deja los PDF en S3.',
    ['Mayor', 'Oracle', 'Extractor', 'S3'],
    ['Mayor > Oracle', 'Extractor > Oracle', 'Extractor > S3'],
  ],
  [
    'El rutero (Go) pide las distancias a Google Maps y las cachea en Redis.',
    ['Rutero', 'Google Maps', 'Redis'],
    ['Rutero > Google Maps', 'Rutero > Redis'],
  ],
  [
    'La pizarra de enfermería es una aplicación Vue. Obtiene las camas de la API de planta. La API de planta, un servicio .NET, usa SQL Server.',
    ['Pizarra de enfermería', 'API de planta', 'SQL Server'],
    ['Pizarra de enfermería > API de planta', 'API de planta > SQL Server'],
  ],
  [
    'Atlas es nuestro servicio de ingesta, escrito en Scala. Atlas lee posiciones de Kafka y las escribe en Cassandra.',
    ['Atlas', 'Kafka', 'Cassandra'],
    ['Atlas > Kafka', 'Atlas > Cassandra'],
  ],
  [
    'La cocina corre en Node.js y consulta la API de pedidos cada minuto.',
    ['Cocina', 'API de pedidos'],
    ['Cocina > API de pedidos'],
  ],
  [
    'La bóveda es un pequeño servicio Spring Boot que usa MongoDB.',
    ['Bóveda', 'MongoDB'],
    ['Bóveda > MongoDB'],
  ],
  [
    'La API de reservas publica las ventas en Kafka. El archivador las consume y las copia a Google Cloud Storage.',
    ['API de reservas', 'Kafka', 'Archivador', 'Google Cloud Storage'],
    [
      'API de reservas > Kafka',
      'Archivador > Kafka',
      'Archivador > Google Cloud Storage',
    ],
  ],
  [
    'El rastreador descarga páginas y las deja en S3. El indexador las lee de S3 y escribe en Elasticsearch.',
    ['Rastreador', 'S3', 'Indexador', 'Elasticsearch'],
    ['Rastreador > S3', 'Indexador > S3', 'Indexador > Elasticsearch'],
  ],
  [
    'Los pedidos entran por la API de pedidos. El recolector sondea la API de pedidos y el empaquetador escucha a RabbitMQ.',
    ['API de pedidos', 'Recolector', 'Empaquetador', 'RabbitMQ'],
    ['Recolector > API de pedidos', 'Empaquetador > RabbitMQ'],
  ],
  [
    'La API de siniestros guarda los partes en PostgreSQL y encola un encargo en Amazon SQS. El revisor toma el encargo de SQS y llama a OpenAI.',
    ['API de siniestros', 'PostgreSQL', 'Amazon SQS', 'Revisor', 'OpenAI'],
    [
      'API de siniestros > PostgreSQL',
      'API de siniestros > Amazon SQS',
      'Revisor > Amazon SQS',
      'Revisor > OpenAI',
    ],
  ],
  [
    'La tienda web llama a la API de catálogo. La API de catálogo lee de MySQL. Por la noche, el importador carga los ficheros de S3 en MySQL.',
    ['Tienda web', 'API de catálogo', 'MySQL', 'Importador', 'S3'],
    [
      'Tienda web > API de catálogo',
      'API de catálogo > MySQL',
      'Importador > S3',
      'Importador > MySQL',
    ],
  ],
  [
    'El servicio de pagos cobra con Stripe. El conciliador compara los datos de PostgreSQL con la API de Stripe una vez al día.',
    ['Servicio de pagos', 'Stripe', 'Conciliador', 'PostgreSQL'],
    [
      'Servicio de pagos > Stripe',
      'Conciliador > PostgreSQL',
      'Conciliador > Stripe',
    ],
  ],
  [
    'El servicio de seguimiento publica en NATS. Despacho se suscribe a NATS y avisa a los conductores con Twilio.',
    ['Servicio de seguimiento', 'NATS', 'Despacho', 'Twilio'],
    ['Servicio de seguimiento > NATS', 'Despacho > NATS', 'Despacho > Twilio'],
  ],
  [
    'Nuestro facturador consume viajes de Kafka, guarda las facturas en Aurora y llama al notificador. El notificador usa SendGrid.',
    ['Facturador', 'Kafka', 'Aurora', 'Notificador', 'SendGrid'],
    [
      'Facturador > Kafka',
      'Facturador > Aurora',
      'Facturador > Notificador',
      'Notificador > SendGrid',
    ],
  ],
  [
    'La pantalla de cocina se suscribe a Redis. La caja llama a la API de menús, y la API de menús guarda los platos en Firestore.',
    ['Pantalla de cocina', 'Redis', 'Caja', 'API de menús', 'Firestore'],
    [
      'Pantalla de cocina > Redis',
      'Caja > API de menús',
      'API de menús > Firestore',
    ],
  ],
  [
    'Un recolector junta precios y los guarda en BigQuery. Un pequeño avisador lee BigQuery y publica en Slack.',
    ['Recolector', 'BigQuery', 'Avisador', 'Slack'],
    ['Recolector > BigQuery', 'Avisador > BigQuery', 'Avisador > Slack'],
  ],
  [
    'Lo que tenemos:\n\n- la taquilla, una app React, llama a la API de ventas\n- la API de ventas es un servicio Go y usa PostgreSQL\n- la impresora consume ventas de RabbitMQ\n',
    ['Taquilla', 'API de ventas', 'PostgreSQL', 'Impresora', 'RabbitMQ'],
    [
      'Taquilla > API de ventas',
      'API de ventas > PostgreSQL',
      'Impresora > RabbitMQ',
    ],
  ],
  [
    '# Planta\n\n## Resumen\n\nPlanta ayuda a los hospitales a planificar camas. El tablón es una app Svelte que llama a la API de camas. El gestor de turnos lee estancias de la API de camas y guarda planes en MariaDB.\n',
    ['Tablón', 'API de camas', 'Gestor de turnos', 'MariaDB'],
    [
      'Tablón > API de camas',
      'Gestor de turnos > API de camas',
      'Gestor de turnos > MariaDB',
    ],
  ],
  [
    '| Parte | Qué es | Habla con |\n| --- | --- | --- |\n| Taquilla | app React | API de ventas |\n| API de ventas | servicio Go | PostgreSQL, Kafka |\n| Notificador | worker Python | Kafka, Amazon SES |\n',
    [
      'Taquilla',
      'API de ventas',
      'PostgreSQL',
      'Kafka',
      'Notificador',
      'Amazon SES',
    ],
    [
      'Taquilla > API de ventas',
      'API de ventas > PostgreSQL',
      'API de ventas > Kafka',
      'Notificador > Kafka',
      'Notificador > Amazon SES',
    ],
  ],
  [
    'Partes:\n\n1. **Ventanilla**: app Angular, llama a la API de cuentas.\n2. **API de cuentas**: Java, usa Oracle.\n3. **Antifraude**: consume transferencias de Kafka y las puntúa con SageMaker.\n',
    [
      'Ventanilla',
      'API de cuentas',
      'Oracle',
      'Antifraude',
      'Kafka',
      'SageMaker',
    ],
    [
      'Ventanilla > API de cuentas',
      'API de cuentas > Oracle',
      'Antifraude > Kafka',
      'Antifraude > SageMaker',
    ],
  ],
  [
    'Los clientes compran en la tienda web. La tienda web es una app Next.js y llama a cobros. Cobros es un servicio Node. Cobros usa Adyen y emite eventos a RabbitMQ. Envíos es un worker en Go que escucha RabbitMQ.',
    ['Tienda web', 'Cobros', 'Adyen', 'RabbitMQ', 'Envíos'],
    [
      'Tienda web > Cobros',
      'Cobros > Adyen',
      'Cobros > RabbitMQ',
      'Envíos > RabbitMQ',
    ],
  ],
  [
    'El cajero es una aplicación de escritorio en Java que a nadie le gusta. Todavía llama al mainframe por IBM MQ. El cajero no usa Redis.',
    ['Cajero', 'Mainframe', 'IBM MQ'],
    ['Cajero > IBM MQ', 'Mainframe > IBM MQ'],
  ],
  [
    'El muelle es un servicio en Python que migraremos a Go. Lee los manifiestos de un SFTP y los escribe en PostgreSQL.',
    ['Muelle', 'SFTP', 'PostgreSQL'],
    ['Muelle > SFTP', 'Muelle > PostgreSQL'],
  ],
  [
    'Los médicos usan una app móvil escrita en Kotlin. La app llama a la API de historias. La API de historias usa PostgreSQL, y el anonimizador copia las historias a Snowflake cada noche.',
    [
      'App móvil',
      'API de historias',
      'PostgreSQL',
      'Anonimizador',
      'Snowflake',
    ],
    [
      'App móvil > API de historias',
      'API de historias > PostgreSQL',
      'Anonimizador > Snowflake',
    ],
  ],
  [
    'Cada sucursal tiene una ventanilla. La ventanilla es una aplicación web hecha con Angular y desplegada en Azure. El motor de riesgo, escrito en Python, lee movimientos de Event Hubs y guarda los resultados en Cosmos DB.',
    ['Ventanilla', 'Motor de riesgo', 'Event Hubs', 'Cosmos DB'],
    ['Motor de riesgo > Event Hubs', 'Motor de riesgo > Cosmos DB'],
  ],
  [
    'La recepción es un panel en Vue. Desde la recepción se llama a la API de citas. El recordatorio es una tarea programada en Python: lee las citas de PostgreSQL y manda los SMS con Twilio.',
    ['Recepción', 'API de citas', 'Recordatorio', 'PostgreSQL', 'Twilio'],
    [
      'Recepción > API de citas',
      'Recordatorio > PostgreSQL',
      'Recordatorio > Twilio',
    ],
  ],
  // lo que solo parece una parte
  [
    'Esta guía es una breve introducción para el equipo. La API de pedidos usa MySQL. El usuario abre la aplicación web, y la aplicación web llama a la API de pedidos. El resultado es un cliente contento.',
    ['API de pedidos', 'MySQL', 'Aplicación web'],
    ['API de pedidos > MySQL', 'Aplicación web > API de pedidos'],
  ],
  [
    'La empresa usa Trello para hablar y Jira para planificar. El objetivo es un servicio que escale. El servicio de pedidos guarda los pedidos en PostgreSQL. El código está escrito en Java. La razón es un contrato antiguo.',
    ['Servicio de pedidos', 'PostgreSQL'],
    ['Servicio de pedidos > PostgreSQL'],
  ],
  [
    'La petición llega al API gateway y el gateway llama a la API de reservas. La respuesta es un documento JSON. Los datos vienen de PostgreSQL. El lector necesita Docker y Node.js para seguir.',
    ['API gateway', 'API de reservas', 'PostgreSQL'],
    ['API gateway > API de reservas', 'API de reservas > PostgreSQL'],
  ],
  [
    'La nueva versión es una reescritura en Go. El equipo la llama v2. El importador es lo único que queda en Perl: carga ficheros CSV en MySQL.',
    ['Importador', 'MySQL'],
    ['Importador > MySQL'],
  ],
  // listas con nombres corrientes, sujetos al final, lo que corre en la nube
  [
    'Las llamadas van a los microservicios:\n\n- cuentas: Java, Oracle\n- transferencias: Java, guarda en Oracle y publica en Event Hubs\n- notificador: consume de Event Hubs y manda push con Firebase\n\nTransferencias habla con el mainframe.\n',
    [
      'cuentas',
      'Oracle',
      'transferencias',
      'Event Hubs',
      'notificador',
      'Firebase',
      'Mainframe',
    ],
    [
      'cuentas > Oracle',
      'transferencias > Oracle',
      'transferencias > Event Hubs',
      'transferencias > Mainframe',
      'notificador > Event Hubs',
      'notificador > Firebase',
    ],
  ],
  [
    'La parte operativa es un backend en NestJS. El backend expone una API GraphQL que consumen la página web y la app móvil. Las alertas las manda un servicio de avisos, también en Cloud Run, que escucha Pub/Sub.',
    ['Backend', 'Página web', 'App móvil', 'Servicio de avisos', 'Pub/Sub'],
    [
      'Página web > Backend',
      'App móvil > Backend',
      'Servicio de avisos > Pub/Sub',
    ],
  ],
  [
    'Un puente escrito en Go toma los mensajes de Mosquitto y los publica en Pub/Sub. El corrector es una función en Python: lee las entregas de S3 y guarda las notas en DynamoDB.',
    ['Puente', 'Mosquitto', 'Pub/Sub', 'Corrector', 'S3', 'DynamoDB'],
    [
      'Puente > Mosquitto',
      'Puente > Pub/Sub',
      'Corrector > S3',
      'Corrector > DynamoDB',
    ],
  ],
  [
    'El frontend hace peticiones a API Gateway, que invoca las funciones Lambda. Cada función Lambda lee y escribe en DynamoDB. No se utiliza ninguna base de datos relacional.',
    ['Frontend', 'API Gateway', 'funciones Lambda', 'DynamoDB'],
    [
      'Frontend > API Gateway',
      'API Gateway > funciones Lambda',
      'funciones Lambda > DynamoDB',
    ],
  ],
];

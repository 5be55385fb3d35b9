import type { MessageKey } from './en';

const messages: Record<MessageKey, string> = {
  'page.title': 'Infrastructure AI',
  'page.analyze': 'Analizar',
  'page.history': 'Historial',
  'page.notFound.title': 'Esta página no existe',
  'page.notFound.action': 'Ir a Analizar',

  'common.cancel': 'Cancelar',
  'common.delete': 'Eliminar',
  'common.retry': 'Reintentar',
  'common.loading': 'Cargando…',
  'common.unknownTime': '–',

  'problem.nextStep': 'Qué hacer',
  'problem.network':
    'No se pudo conectar con el servidor del portal. Compruebe la conexión e inténtelo de nuevo; su texto sigue aquí.',
  'problem.notAllowed':
    'Su cuenta no tiene este permiso. Pídaselo al equipo que administra este portal.',
  'problem.notFound': 'Quizá se eliminó o pertenece a otra persona.',
  'problem.conflict':
    'Otra persona lo cambió mientras tanto. Vuelva a cargarlo.',
  'problem.generic':
    'Inténtelo de nuevo. Si sigue fallando, avise al equipo que administra este portal.',

  'state.queued': 'En espera',
  'state.running': 'Analizando',
  'state.completed': 'Listo',
  'state.failed': 'Con error',
  'state.cancelled': 'Cancelado',
  'state.published': 'Publicado',
  'state.publishing': 'Publicando',
  'state.publishFailed': 'Error al publicar',

  'form.title': 'Describa su infraestructura',
  'form.intro':
    'Escriba qué se ejecuta, con qué se comunica y dónde guarda sus datos. Obtendrá un catálogo de componentes, API y recursos para revisar, y un repositorio cuando esté conforme.',
  'form.description': 'Descripción',
  'form.placeholder':
    'La tienda web es una aplicación React. Llama a la API de pedidos, que guarda los pedidos en PostgreSQL y publica eventos en Kafka …',
  'form.help': 'Texto en español o inglés, o un archivo docker-compose.',
  'form.characters_one': '{{count}} carácter',
  'form.characters_other': '{{count}} caracteres',
  'form.options': 'Opciones',
  'form.optionsHint': 'Nombre del sistema, propietario, analizador',
  'form.name': 'Nombre del sistema',
  'form.nameHelp':
    'Será la entidad System y el nombre del repositorio. Si lo deja vacío, el que le da la descripción.',
  'form.owner': 'Propietario',
  'form.ownerHelp':
    'Propietario de todo aquello cuyo propietario la descripción no menciona. Si lo deja vacío, usted.',
  'form.analyzer': 'Analizador',
  'form.analyzerDefault': 'Predeterminado ({{title}})',
  'form.submit': 'Analizar',
  'form.submitHint': 'Ctrl + Intro',
  'form.empty': 'Describa primero su infraestructura o elija un ejemplo.',
  'form.refused': 'El análisis no se inició',
  'form.notAllowed': 'No puede iniciar análisis',
  'form.notAllowedHint':
    'Para iniciar uno hace falta el permiso {{permission}}. Pídaselo al equipo que administra este portal.',
  'form.replaced': 'El ejemplo ocupó el lugar de su texto.',
  'form.undo': 'Recuperar mi texto',
  'form.samples': 'O empiece con un ejemplo',
  'form.useSample': 'Usar el ejemplo «{{title}}»',
  'form.recent': 'Sus análisis recientes',
  'form.allAnalyses': 'Todos los análisis',

  'samples.shop.title': 'Tienda en línea',
  'samples.shop.teaser':
    'Escaparate, API, pedidos en PostgreSQL, pagos y correo',
  'samples.shop.text': `# Ciclos Norte

La tienda en línea es una aplicación web en React que los clientes abren en su navegador. La aplicación web llama a la API de la tienda, una API REST que ofrece el servicio de tienda. El servicio de tienda está escrito en Node.js. Guarda pedidos y clientes en una base de datos PostgreSQL y los carritos en Redis.

Los pagos se hacen con Stripe. Cuando se paga un pedido, el servicio de tienda publica un evento en RabbitMQ. El servicio de correo, escrito en Python, lee estos eventos de RabbitMQ y envía la confirmación con SendGrid. Las imágenes de los productos se guardan en un bucket de S3.`,
  'samples.fleet.title': 'Furgonetas conectadas',
  'samples.fleet.teaser':
    'Sensores por MQTT, eventos en Kafka, alertas y paneles',
  'samples.fleet.text': `Control de Flota vigila 400 furgonetas de reparto. Los sensores de las furgonetas publican temperatura y posición por MQTT en un broker EMQX. El servicio de ingesta, escrito en Go, se suscribe al broker EMQX y escribe cada lectura en un tema de Kafka llamado telemetría.

El servicio de alertas lee el tema telemetría y avisa a los despachadores con Twilio cuando se rompe la cadena de frío. El servicio de historial también consume el tema telemetría y guarda las lecturas en TimescaleDB. Los despachadores usan un panel en Vue.js que llama a la API de flota, que ofrece el servicio de historial.`,
  'samples.pipeline.title': 'Datos de ventas',
  'samples.pipeline.teaser':
    'Proceso nocturno con Airflow, Spark, un almacén de datos e informes',
  'samples.pipeline.text': `Analítica de Ventas es un proceso de datos que se ejecuta cada noche en Airflow. El trabajo de extracción copia los clientes de Salesforce y los pedidos de la base de datos PostgreSQL de pedidos a un bucket de S3 llamado ventas-brutas. Un trabajo de Spark lee ventas-brutas, limpia los datos y los carga en Snowflake.

Los modelos de dbt en Snowflake calculan las cifras mensuales. Los paneles de Tableau leen de Snowflake. Las ejecuciones fallidas se comunican al equipo de datos con PagerDuty.`,
  'samples.compose.title': 'Archivo docker-compose',
  'samples.compose.teaser':
    'Pegue lo que ya tiene: servicios, imágenes y conexiones',
  'samples.compose.text': `name: ticketing
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

  'progress.title': 'Analizando su descripción',
  'progress.queued': 'Esperando a que haya un proceso libre',
  'progress.starting': 'Empezando',
  'progress.steps': 'Pasos del análisis',
  'progress.elapsed': '{{seconds}} s',
  'progress.cancel': 'Cancelar el análisis',
  'progress.reconnecting': 'Se cortó la conexión en directo. Reconectando…',

  'analysis.loadFailed': 'No se pudo cargar el análisis',
  'analysis.failed': 'El análisis falló',
  'analysis.cancelled': 'El análisis se canceló',
  'analysis.cancelledHint':
    'Solo se conserva su texto. Edítelo o analícelo de nuevo.',
  'analysis.edit': 'Editar la descripción',
  'analysis.rerun': 'Analizar de nuevo',
  'analysis.analyzer': 'Analizador',
  'analysis.created': 'Creado',
  'analysis.took': 'Duración',
  'analysis.cost': 'Coste',
  'analysis.tokens_one': '{{count}} token',
  'analysis.tokens_other': '{{count}} tokens',
  'analysis.owner': 'Propietario',
  'analysis.seconds': '{{value}} s',
  'analysis.nothingFound': 'No se reconoció nada',
  'analysis.nothingFoundHint':
    'Nombre los servicios, las bases de datos y las colas, y diga cómo están conectados; después analice de nuevo.',

  'review.views': 'Vistas del resultado',
  'review.graph': 'Grafo',
  'review.table': 'Tabla',
  'review.yaml': 'YAML',
  'review.components_one': '{{count}} componente',
  'review.components_other': '{{count}} componentes',
  'review.resources_one': '{{count}} recurso',
  'review.resources_other': '{{count}} recursos',
  'review.apis_one': '{{count}} API',
  'review.apis_other': '{{count}} API',
  'review.relations_one': '{{count}} relación',
  'review.relations_other': '{{count}} relaciones',
  'review.uncertain_one': '{{count}} por revisar',
  'review.uncertain_other': '{{count}} por revisar',
  'review.warnings_one': '{{count}} nota del analizador',
  'review.warnings_other': '{{count}} notas del analizador',

  'kind.component': 'Componente',
  'kind.resource': 'Recurso',
  'kind.api': 'API',

  'relation.dependsOn': 'depende de',
  'relation.providesApi': 'ofrece',
  'relation.consumesApi': 'consume',
  'relation.partOf': 'parte de',

  'confidence.high': 'Consta',
  'confidence.medium': 'Probable',
  'confidence.low': 'Dudoso',
  'confidence.inferred': 'Deducido',
  'confidence.percent': '{{value}} % de certeza',

  'graph.label': 'Grafo de componentes y relaciones',
  'graph.legend': 'Leyenda',
  'graph.node': '{{kind}} {{name}}, {{type}}',
  'graph.nodeUncertain':
    '{{kind}} {{name}}, {{type}}, por revisar: {{confidence}}',
  'graph.help': 'Pulse Intro para ver los detalles de un elemento.',
  'graph.zoomIn': 'Acercar',
  'graph.zoomOut': 'Alejar',
  'graph.fit': 'Mostrar todo',
  'graph.controls': 'Zoom',
  'graph.map': 'Mapa general',
  'graph.layingOut': 'Ordenando el grafo…',

  'table.elements': 'Componentes, recursos y API',
  'table.relations': 'Relaciones',
  'table.name': 'Nombre',
  'table.kind': 'Clase',
  'table.type': 'Tipo',
  'table.technology': 'Tecnología',
  'table.confidence': 'Certeza',
  'table.from': 'De',
  'table.relation': 'Relación',
  'table.to': 'A',
  'table.empty': 'Aquí no hay nada',
  'table.noRelations': 'No se encontraron relaciones',

  'yaml.files': 'Archivos que se publicarán',
  'yaml.download': 'Descargar {{file}}',
  'yaml.loadFailed': 'No se pudieron generar los archivos',

  'details.title': 'Detalles',
  'details.overviewHint': 'Seleccione un elemento para ver dónde se encontró.',
  'details.source': 'Descripción',
  'details.evidence': 'Encontrado en',
  'details.noEvidence':
    'El analizador no dio ninguna prueba: compruébelo antes de publicar.',
  'details.inferred': 'Deducido: {{why}}',
  'details.file': '{{path}}, línea {{line}}',
  'details.image': 'En la imagen',
  'details.relations': 'Relaciones',
  'details.technology': 'Tecnología',
  'details.owner': 'Propietario',
  'details.lifecycle': 'Ciclo de vida',
  'details.tags': 'Etiquetas',
  'details.close': 'Cerrar los detalles',

  'publish.action': 'Publicar',
  'publish.again': 'Publicar de nuevo',
  'publish.title': 'Publicar en GitHub',
  'publish.intro':
    'Crea un repositorio con los archivos de la pestaña YAML e incorpora sus entidades al catálogo.',
  'publish.owner': 'Propietario',
  'publish.organization': 'organización',
  'publish.user': 'usuario',
  'publish.noOwners':
    'No hay ninguna organización ni usuario de {{host}} donde publicar.',
  'publish.repo': 'Nombre del repositorio',
  'publish.repoHelp': 'Estará en {{url}}',
  'publish.repoInvalid':
    'Use de 1 a 100 letras, cifras, «.», «_» y «-», sin terminar en «.git» ni «.wiki».',
  'publish.visibility': 'Visibilidad',
  'publish.visibilities.public': 'Público',
  'publish.visibilities.private': 'Privado',
  'publish.visibilities.internal': 'Interno',
  'publish.visibilityHelp.public': 'Cualquiera puede verlo',
  'publish.visibilityHelp.private': 'Solo pueden verlo quienes tengan acceso',
  'publish.visibilityHelp.internal': 'Puede verlo toda la empresa',
  'publish.submit': 'Crear el repositorio',
  'publish.refused': 'La publicación no se inició',
  'publish.targetsFailed': 'No se pudieron cargar los destinos de publicación',
  'publish.notAllowed':
    'Para publicar hace falta el permiso {{permission}}. Pídaselo al equipo que administra este portal.',

  'publication.running': 'Publicando en {{repo}}',
  'publication.completed': 'Publicado en {{repo}}',
  'publication.dryRunCompleted':
    'La simulación para {{repo}} salió bien; no se escribió nada',
  'publication.failed': 'No se pudo publicar en {{repo}}',
  'publication.steps': 'Pasos',
  'publication.step.open': 'pendiente',
  'publication.step.processing': 'en curso',
  'publication.step.completed': 'hecho',
  'publication.step.failed': 'falló',
  'publication.step.skipped': 'omitido',
  'publication.step.cancelled': 'cancelado',
  'publication.log': 'Registro de {{step}}',
  'publication.waiting': 'Esperando el primer paso…',
  'publication.streamFailed': 'El registro no está disponible: {{message}}',
  'publication.reconnecting': 'El servidor no responde. Intentándolo de nuevo…',
  'publication.repository': 'Abrir el repositorio',
  'publication.entities': 'Ya en el catálogo',
  'publication.noEntities': 'El catálogo no comunicó ninguna entidad.',
  'publication.retryHint':
    'El reintento sigue donde se detuvo: nada se crea dos veces.',
  'publication.change': 'Cambiar los ajustes',
  'publication.earlier': 'Publicaciones anteriores',

  'history.title': 'Sus análisis',
  'history.search': 'Buscar',
  'history.searchPlaceholder': 'Nombre o descripción',
  'history.all': 'Todos los estados',
  'history.stateFilter': 'Estado',
  'history.name': 'Nombre',
  'history.state': 'Estado',
  'history.found': 'Encontrado',
  'history.analyzer': 'Analizador',
  'history.created': 'Creado',
  'history.actions': 'Acciones',
  'history.open': 'Abrir {{name}}',
  'history.delete': 'Eliminar {{name}}',
  'history.empty': 'Todavía no hay análisis',
  'history.emptyHint':
    'Describa su infraestructura o elija un ejemplo; aparecerá aquí.',
  'history.nothingMatches': 'Ningún análisis coincide',
  'history.nothingMatchesHint': 'Pruebe con otra palabra u otro estado.',
  'history.start': 'Iniciar un análisis',
  'history.elements_one': '{{count}} elemento',
  'history.elements_other': '{{count}} elementos',
  'history.pageSize': 'Mostrar {{rows}} filas',
  'history.range': '{{from}}–{{to}} de {{total}}',
  'history.loadFailed': 'No se pudieron cargar sus análisis',
  'history.confirmTitle': '¿Eliminar «{{name}}»?',
  'history.confirmText':
    'La descripción, el resultado y su historial se eliminan para siempre. Lo publicado queda donde está: ni el repositorio ni las entidades se tocan.',
  'history.deleteFailed': 'No se eliminó',
};

export default messages;

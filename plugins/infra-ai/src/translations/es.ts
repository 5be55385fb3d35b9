import type { MessageKey } from './en';

const messages: Record<MessageKey, string> = {
  'page.title': 'Infrastructure AI',
  'page.analyze': 'Analizar',
  'page.history': 'Historial',
  'page.health': 'Estado',
  'page.notFound.title': 'Esta página no existe',
  'page.notFound.action': 'Ir a Analizar',

  'common.cancel': 'Cancelar',
  'common.delete': 'Eliminar',
  'common.retry': 'Reintentar',
  'common.loading': 'Cargando…',
  'common.unknownTime': '–',

  'problem.nextStep': 'Qué hacer',
  'problem.network':
    'No se pudo conectar con el servidor del portal. Compruebe la conexión e inténtelo de nuevo; lo que ha introducido sigue aquí.',
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
  'state.proposed': 'Pull request abierta',

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
  'form.analyzerAny': 'Predeterminado',

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
  'progress.pictureTitle': 'Analizando su imagen',

  'analysis.loadFailed': 'No se pudo cargar el análisis',
  'analysis.failed': 'El análisis falló',
  'analysis.cancelled': 'El análisis se canceló',
  'analysis.cancelledHint':
    'Solo se conserva lo que introdujo. Edítelo o analícelo de nuevo.',
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
  'analysis.editPicture': 'Llevar la imagen al formulario',
  'analysis.nothingFoundPictureHint':
    'Use una imagen más nítida o un recorte del dibujo, o diga en una frase qué muestra; después analice de nuevo.',

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
  'graph.edge': '{{from}} {{type}} {{to}}',
  'graph.editHelp':
    'Pulse Intro para ver los detalles de un elemento, F2 para cambiarle el nombre y Supr para quitarlo.',
  'graph.arrange': 'Volver a ordenar',
  'graph.rename': 'Nuevo nombre de {{name}}',
  'graph.relation': 'Relación elegida',
  'graph.relationType': 'Tipo de la relación',
  'graph.reverse': 'Invertir',
  'graph.accept': 'Aceptar',
  'graph.remove': 'Quitar',

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
  'details.relations': 'Relaciones',
  'details.technology': 'Tecnología',
  'details.owner': 'Propietario',
  'details.lifecycle': 'Ciclo de vida',
  'details.tags': 'Etiquetas',
  'details.close': 'Cerrar los detalles',

  'publish.action': 'Publicar',
  'publish.again': 'Publicar cambios',
  'publish.title': 'Publicar en GitHub',
  'publish.intro':
    'Lleva los archivos de la pestaña YAML a un repositorio e incorpora sus entidades al catálogo. Un repositorio que ya existe recibe una pull request.',
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
  'publish.openPullRequest': 'Abrir pull request',
  'publish.nothing': 'Nada que publicar',
  'publish.visibilityKept': 'El repositorio existe y conserva su visibilidad.',
  'publish.checking': 'Consultando {{repo}}…',
  'publish.checkFailed': 'No se pudo comprobar el destino',
  'publish.checkAgain': 'Comprobar de nuevo',
  'publish.will.create': 'Se creará {{repo}}',
  'publish.will.update': 'El repositorio existe: se abrirá una pull request',
  'publish.will.none': 'No hay diferencias',
  'publish.willHint.create':
    'El nombre está libre. Sus entidades llegan al catálogo en segundos.',
  'publish.willHint.update':
    'Nada cambia en el repositorio ni en el catálogo hasta que se fusione.',
  'publish.willHint.none':
    'El repositorio contiene justo lo que este análisis encontró.',
  'publish.removeMissing': 'Quitar también lo que ya no se encuentra',

  'publication.running': 'Publicando en {{repo}}',
  'publication.completed': 'Publicado en {{repo}}',
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
  'publication.nothingDiffers':
    'No hay diferencias: {{repo}} contiene justo esto',
  'publication.pullRequest.open':
    'La pull request #{{number}} está abierta en {{repo}}',
  'publication.pullRequest.merged':
    'La pull request #{{number}} se fusionó en {{repo}}',
  'publication.pullRequest.closed':
    'La pull request #{{number}} de {{repo}} se cerró',
  'publication.pullRequestHint.open':
    'Revísela y fusiónela en GitHub. El catálogo la sigue a los pocos segundos, y esta página lo muestra.',
  'publication.pullRequestHint.merged':
    'Los cambios están en la rama principal y el catálogo fue avisado.',
  'publication.pullRequestHint.closed':
    'Se cerró sin fusionar, así que nada cambió. Puede publicar los cambios de nuevo.',
  'publication.pullRequestState.open': 'Pull request abierta',
  'publication.pullRequestState.merged': 'Fusionada',
  'publication.pullRequestState.closed': 'Cerrada',
  'publication.openPullRequest': 'Abrir la pull request',

  'history.title': 'Sus análisis',
  'history.search': 'Buscar',
  'history.searchPlaceholder': 'Nombre, descripción o archivo',
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
    'Describa su infraestructura, suelte una imagen o elija un ejemplo; aparecerá aquí.',
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
    'Lo introducido, el resultado y su historial se eliminan para siempre. Lo publicado queda donde está: ni el repositorio ni las entidades se tocan.',
  'history.deleteFailed': 'No se eliminó',
  'history.kind.text': 'Descripción',
  'history.kind.image': 'Imagen',
  'history.kind.files': 'Archivos',
  'history.reuse': 'Usar de nuevo lo introducido en {{name}}',
  'history.reuseFailed': 'No se pudo cargar lo introducido',

  'input.label': 'Qué analizar',
  'input.text': 'Describir',
  'input.image': 'Imagen',

  'picture.title': 'Muestre su arquitectura',
  'picture.intro':
    'Suelte una imagen de su arquitectura. Obtendrá un catálogo de componentes, API y recursos para revisar, cada uno con su lugar en la imagen, y un repositorio cuando esté conforme.',
  'picture.drop': 'Suelte aquí una imagen o péguela',
  'picture.release': 'Suelte para usar esta imagen',
  'picture.choose': 'Elegir un archivo',
  'picture.camera': 'Hacer una foto',
  'picture.replace': 'Reemplazar',
  'picture.remove': 'Quitar',
  'picture.replaceHint': 'Si suelta o pega otra imagen aquí, ocupará su lugar.',
  'picture.formats': 'PNG, JPEG, WebP, SVG o PDF, hasta 10 MB',
  'picture.pasted': 'imagen pegada',
  'picture.preview': 'Vista previa de {{name}}',
  'picture.noPreview': 'No hay vista previa de este archivo.',
  'picture.page': 'Página',
  'picture.pageHelp': 'Se analiza una página.',
  'picture.description': '¿Qué es?',
  'picture.descriptionHelp': 'Opcional: lo que la imagen no dice.',
  'picture.onlyOne': 'Se analiza una imagen cada vez; se tomó la primera.',
  'picture.uploading': 'Enviando la imagen…',
  'picture.privacy': 'Se guarda con el análisis y se elimina con él.',
  'picture.problem.type':
    'Este tipo de archivo no se puede leer aquí. Use PNG, JPEG, WebP, SVG o PDF.',
  'picture.problem.size':
    'El archivo tiene más de 10 MB. Expórtelo más pequeño o recórtelo al dibujo.',
  'picture.problem.empty': 'El archivo está vacío.',
  'picture.problem.none': 'Elija primero una imagen o un ejemplo.',
  'picture.onlyPixels': 'Aquí las imágenes se leen sin un modelo',
  'picture.onlyPixelsHint':
    'Los dibujos SVG se leen con exactitud, y también las exportaciones de draw.io, Excalidraw, Mermaid o PlantUML que incluyen el diagrama. De las demás imágenes se reconocen el texto y las líneas en este servidor: revise lo que queda en duda. Gemini lee mejor las fotos y los dibujos densos; el equipo que administra este portal configura su clave.',
  'picture.samples': 'O empiece con una imagen de ejemplo',
  'picture.useSample': 'Usar la imagen «{{title}}»',
  'picture.sampleFailed': 'No se pudo cargar el ejemplo',
  'picture.heading': 'Imagen',
  'picture.alt': 'La imagen analizada {{name}}',
  'picture.pdfPage': 'PDF, página {{page}} de {{pages}}',
  'picture.original': 'Descargar el PDF',
  'picture.fromSource': 'Leído de la fuente incluida ({{format}})',
  'picture.boxes': 'Lo que se encontró en la imagen',
  'picture.viewport': 'Imagen con lo que se encontró',
  'picture.actualSize': 'Zoom {{percent}} %, mostrar al 100 %',
  'picture.fit': 'Mostrar toda la imagen',
  'picture.darkGround': 'Fondo oscuro',
  'picture.lightGround': 'Fondo claro',
  'picture.enlarge': 'Abrir más grande',
  'picture.cannotShow': 'El navegador no puede mostrar esta imagen',
  'picture.loadFailed': 'No se pudo cargar la imagen',
  'picture.positionUnknown':
    'No se sabe en qué lugar de la imagen está «{{name}}».',
  'picture.noPositions':
    'El analizador no dijo en qué lugares de la imagen encontró las cosas.',

  'pictureSamples.tickets.title': 'Venta de entradas',
  'pictureSamples.tickets.teaser':
    'Web, API, servicio, base de datos, caché y eventos (en inglés)',
  'pictureSamples.shipments.title': 'Seguimiento de envíos',
  'pictureSamples.shipments.teaser': 'App, API, Kafka y un archivo',

  'changes.title': 'Qué cambia',
  'changes.entities': 'Entidades',
  'changes.files': 'Archivos',
  'changes.notes': 'Conviene saber',
  'changes.added_one': '{{count}} nueva',
  'changes.added_other': '{{count}} nuevas',
  'changes.changed_one': '{{count}} cambiada',
  'changes.changed_other': '{{count}} cambiadas',
  'changes.removed_one': '{{count}} quitada',
  'changes.removed_other': '{{count}} quitadas',
  'changes.missing_one': '{{count}} ya no se encuentra y se deja',
  'changes.missing_other': '{{count}} ya no se encuentran y se dejan',
  'changes.unchanged_one': '{{count}} sin cambios',
  'changes.unchanged_other': '{{count}} sin cambios',
  'changes.renamedFrom': 'antes «{{name}}»',
  'changes.file.added': 'nuevo',
  'changes.file.changed': 'cambiado',
  'changes.file.removed': 'quitado',
  'changes.diff': 'Cambios de {{path}}',
  'changes.showAll_one': 'Mostrar toda la línea',
  'changes.showAll_other': 'Mostrar las {{count}} líneas',
  'health.title': 'Estado',
  'health.overall.ok': 'Todo funciona.',
  'health.overall.degraded': 'Una parte funciona solo a medias.',
  'health.overall.down': 'Los análisis no funcionan en este momento.',
  'health.loadFailed': 'No se pudo cargar el estado',
  'health.check.database': 'Base de datos',
  'health.check.queue': 'Cola de trabajos',
  'health.check.analyzers': 'Analizadores',
  'health.check.github': 'GitHub',
  'health.check.catalog': 'Catálogo',
  'health.check.discovery': 'Descubrimiento en GitHub',
  'health.status.ok': 'Bien',
  'health.status.degraded': 'Degradado',
  'health.status.down': 'Caído',
  'health.rateLimit': 'Peticiones a GitHub restantes',
  'health.detail.queued': 'En espera',
  'health.detail.running': 'En curso',
  'health.detail.oldestSeconds': 'Espera más larga en segundos',
  'health.detail.remaining': 'Peticiones restantes',
  'health.detail.limit': 'Peticiones por hora',
  'health.detail.reset': 'Se renueva',
  'health.detail.lastRun': 'Última ejecución',
  'health.yes': 'Sí',
  'health.no': 'No',
  'usage.title': 'Uso',
  'usage.intro': 'Tus análisis de los últimos {{days}} días, por día (UTC).',
  'usage.loadFailed': 'No se pudo cargar el uso',
  'usage.empty': 'No hubo análisis en este periodo.',
  'usage.analyses': 'Análisis',
  'usage.succeeded': 'Sin fallo',
  'usage.failed': 'Fallidos',
  'usage.tokens': 'Tokens',
  'usage.inputTokens': 'Entrada',
  'usage.outputTokens': 'Salida',
  'usage.cost': 'Coste',
  'usage.day': 'Día',
  'usage.asTable': 'Mostrar como tabla',
  'entity.title': 'Infraestructura',
  'entity.analyze': 'Analizar la infraestructura',
  'entity.graph': 'Abrir en el grafo del catálogo',
  'provenance.title': 'De dónde viene',
  'provenance.analysis': 'Análisis',
  'provenance.source': 'Material',
  'provenance.by': 'Pedido por',
  'provenance.none': 'Esta entidad no viene de un análisis.',
  'provenance.unreadable': 'El análisis se eliminó o no puedes leerlo.',
  'provenance.loadFailed': 'No se pudo cargar el origen',
  'drift.title': 'Comparado con el repositorio',
  'drift.check': 'Comprobar ahora',
  'drift.checkAgain': 'Comprobar de nuevo',
  'drift.noSource':
    'Esta entidad no nombra ningún repositorio con el que comparar.',
  'drift.notAllowed': 'Comprobar requiere el permiso {{permission}}.',
  'drift.loadFailed': 'No se pudo cargar la última comprobación',
  'drift.refused': 'La comprobación no empezó',
  'drift.failed': 'La comprobación falló',
  'drift.checkedAt': 'Comprobado {{time}}',
  'drift.state.checking': 'Comprobando el repositorio…',
  'drift.state.in-sync': 'Al día con el repositorio',
  'drift.state.drifted': 'Difiere del repositorio',
  'drift.state.failed': 'La comprobación falló',
  'drift.state.never': 'Aún sin comprobar',
  'drift.correct': 'Abrir una pull request',
  'drift.correctHint': 'Te lleva a la revisión, donde publicas la corrección.',
  'drift.review': 'Abrir el análisis',
  'wizard.missing': 'Analiza primero una descripción o una imagen.',
  'wizard.unfinished':
    'El análisis no ha terminado. Espera o empieza de nuevo.',
  'wizard.nothing': 'No se encontró nada que publicar.',
  'wizard.found': 'Encontrado en «{{name}}»',
  'wizard.review': 'Revisión completa',
  'wizard.discard': 'Empezar de nuevo',
};

export default messages;

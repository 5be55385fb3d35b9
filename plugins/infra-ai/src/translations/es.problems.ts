import type { ProblemCode } from '@infra-ai/backstage-plugin-infra-ai-common';

/** What the server refuses or fails at, with the way out where it is not the one that the page names anyway. */
export const problems: Record<`problem.codes.${ProblemCode}`, string> = {
  'problem.codes.permission-missing':
    'Su cuenta no tiene el permiso «{{permission}}». Pídaselo al equipo que administra este portal.',
  'problem.codes.busy':
    'En este momento se están enviando demasiadas imágenes. Envíe la suya de nuevo dentro de unos segundos.',

  'problem.codes.description-empty':
    'La descripción está vacía. Nombre las partes del sistema y cómo se conectan.',
  'problem.codes.description-too-long':
    'La descripción supera el límite de {{max}} bytes. Acórtela o analice sus partes una a una; el equipo que administra el portal puede subir infraAi.limits.textBytes.',
  'problem.codes.description-binary':
    'La descripción contiene datos binarios (en el carácter {{position}}). Pegue texto sin formato, guardado como UTF-8.',
  'problem.codes.picture-broken':
    'La imagen no se puede leer tal como está. Guárdela o expórtela de nuevo. El servidor dice: {{message}}',
  'problem.codes.picture-too-big':
    'La imagen es demasiado grande. Guárdela más pequeña, o como JPEG o WebP. El servidor dice: {{message}}',
  'problem.codes.picture-unknown':
    'Este tipo de archivo no se lee como imagen: use PNG, JPEG, WebP, SVG o PDF. El servidor dice: {{message}}',
  'problem.codes.file-too-big':
    '«{{path}}» supera el límite de {{max}} bytes por archivo; el equipo que administra el portal puede subir infraAi.limits.fileBytes.',
  'problem.codes.file-twice':
    'Hay dos archivos con la ruta «{{path}}». Envíe solo uno.',
  'problem.codes.files-too-many':
    'Hay más de {{maxFiles}} archivos o {{max}} bytes que leer. Dé solo la carpeta que define la infraestructura; el equipo que administra el portal puede subir infraAi.limits.filesCount e infraAi.limits.filesBytes.',

  'problem.codes.repository-credentials':
    'Quite el usuario y la contraseña de la dirección: el portal lee con su propia integración.',
  'problem.codes.repository-no-integration':
    'Ninguna integración de este portal cubre {{host}}. Dé un repositorio que alguna cubra, o envíe los archivos en un zip; el equipo que administra el portal puede añadir una en «integrations».',
  'problem.codes.repository-missing':
    'Ese repositorio o carpeta no existe, o la integración de este portal no puede leerlo.',
  'problem.codes.repository-timeout':
    'El repositorio no se pudo leer en {{seconds}} segundos. Dé una de sus carpetas o inténtelo de nuevo.',

  'problem.codes.analysis-missing':
    'No hay tal análisis entre los que usted puede ver. Quizá se eliminó.',
  'problem.codes.analysis-edited':
    'Otra persona editó el análisis mientras tanto. Vuelva a cargarlo y repita su cambio.',
  'problem.codes.analysis-publishing':
    'El análisis se está publicando. Espere a que termine, o cancele la publicación en su página, y elimínelo después.',
  'problem.codes.analysis-timeout':
    'El análisis tardó más de {{seconds}} segundos y se detuvo. Acorte la descripción o dé una imagen más pequeña, inténtelo de nuevo o elija otro analizador.',
  'problem.codes.analysis-given-up':
    'El servidor se detuvo cada vez que trabajaba en este análisis, así que se abandonó. Analice una parte más corta o una imagen más pequeña, o elija otro analizador.',
  'problem.codes.analyzer-missing':
    'El analizador «{{analyzer}}» ya no está instalado. Analice de nuevo con otro.',
  'problem.codes.analyzer-answer':
    'El analizador «{{analyzer}}» dio una respuesta que no se puede usar. Inténtelo de nuevo o elija otro. El servidor dice: {{message}}',
  'problem.codes.analyzer-failed':
    'El analizador se detuvo por un error inesperado. Inténtelo de nuevo o elija otro; el registro del servidor guarda la causa con el identificador de este análisis.',
  'problem.codes.nothing-in-text':
    'En la descripción no se reconoció nada que vaya al catálogo. Nombre las partes del sistema y cómo se conectan, por ejemplo: «La tienda web (React) llama a la API de pedidos (Node.js), que guarda los pedidos en PostgreSQL».',
  'problem.codes.nothing-in-image':
    'En la imagen no se reconoció nada que vaya al catálogo. Dé un diagrama cuyas partes tengan nombre, más grande o más nítido si cuesta leerlo, o describa el sistema con palabras.',
  'problem.codes.nothing-in-files':
    'En los archivos no se reconoció nada que vaya al catálogo. Dé los que definen la infraestructura: Compose, Kubernetes, Terraform, OpenAPI, diagramas o un README.',

  'problem.codes.gemini-bad-key':
    'Gemini no acepta la clave. El equipo que administra el portal tiene que corregirla (GEMINI_API_KEY).',
  'problem.codes.gemini-bad-request':
    'Gemini rechazó la petición. El servidor dice: {{message}}',
  'problem.codes.gemini-blocked':
    'Gemini se negó a responder a este contenido. Descríbalo de otra manera o elija otro analizador.',
  'problem.codes.gemini-cut':
    'La respuesta de Gemini se cortó. Inténtelo de nuevo o analice una parte.',
  'problem.codes.gemini-daily-quota':
    'La cuota diaria de Gemini se agotó. Espere a mañana o elija otro analizador.',
  'problem.codes.gemini-network':
    'No se pudo conectar con Gemini. Inténtelo de nuevo o elija otro analizador.',
  'problem.codes.gemini-rate-limit':
    'Gemini recibe demasiadas peticiones con esta clave. Inténtelo dentro de un minuto o elija otro analizador.',
  'problem.codes.gemini-too-long':
    'El contenido es demasiado largo para Gemini. Acórtelo o analice sus partes una a una.',
  'problem.codes.gemini-unavailable':
    'Gemini no está disponible en este momento. Inténtelo más tarde o elija otro analizador.',
  'problem.codes.gemini-unusable':
    'Gemini no puede leer este material. El servidor dice: {{message}}',
  'problem.codes.gemini-unknown-model':
    'Gemini no conoce el modelo configurado. El equipo que administra el portal tiene que corregir infraAi.gemini.model.',

  'problem.codes.github-owner-unknown':
    'GitHub no tiene ningún usuario ni organización «{{owner}}». Elija otro propietario.',
  'problem.codes.github-archived':
    'El repositorio {{repository}} está archivado. Elija otro nombre o desarchívelo.',
  'problem.codes.github-credentials':
    '{{host}} rechaza el token configurado. El equipo que administra el portal tiene que poner uno válido en integrations.github (GITHUB_TOKEN).',
  'problem.codes.github-refusal':
    '{{host}} rechaza la petición: el token no tiene los permisos o agotó su límite de peticiones. Inténtelo más tarde o pida al equipo que administra el portal que revise el token.',
  'problem.codes.github-unreachable':
    'No se puede conectar con {{host}}. Inténtelo más tarde; el equipo que administra el portal puede revisar integrations.github y la red.',
  'problem.codes.publication-cancelled':
    'La publicación se canceló. Publique de nuevo para continuar: lo que ya existe se aprovecha.',
  'problem.codes.repository-taken':
    'El nombre se ocupó entretanto: ahora hay un repositorio que no creó este análisis. Se dejó como está; no se escribió nada. Elija otro nombre o pida una pull request a ese repositorio.',
};

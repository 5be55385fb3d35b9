import {
  addReading,
  wordSet,
  type Grammar,
  type Role,
  type VerbClass,
  type VerbReading,
} from '../grammar';
import { notes } from './notes';

const LEMMAS: Array<[VerbClass, string]> = [
  [
    'use',
    'usar utilizar llamar invocar consultar acceder depender necesitar requerir comunicar conectar interactuar integrar hablar emplear autenticar autorizar validar verificar comprobar buscar orquestar coordinar enlazar vincular monitorear monitorizar supervisar observar rastrear notificar avisar alertar disparar activar ejecutar delegar solicitar pedir cobrar actualizar sincronizar replicar indexar apoyar valer servir-de contactar recurrir operar controlar importar registrar-en preguntar raspar apuntar sondear vigilar aprovechar copiar clonar duplicar reportar recorrer',
  ],
  [
    'send',
    'enviar publicar mandar reenviar encaminar enrutar emitir despachar entregar distribuir transmitir redirigir pasar exportar subir alimentar encolar producir dirigir transferir propagar derivar repartir balancear volcar mover rutear desviar depositar canalizar empujar difundir dejar poner colocar generar-en lanzar postear',
  ],
  [
    'receive',
    'recibir consumir leer suscribir escuchar obtener extraer recuperar ingerir recolectar recoger cargar descargar tomar capturar traer ingestar aceptar desencolar sacar',
  ],
  [
    'store',
    'almacenar guardar persistir escribir cachear registrar archivar insertar conservar mantener respaldar grabar anotar',
  ],
  ['serve', 'servir proteger'],
  [
    'host',
    'alojar desplegar correr ejecutarse hospedar instalar aprovisionar contenerizar',
  ],
  [
    'make',
    'construir implementar desarrollar programar crear basar hacer codificar disenar componer',
  ],
  [
    'have',
    'tener incluir contener poseer comprender constar contar dividir separar disponer componerse integrarse',
  ],
  [
    'sit',
    'estar situar ubicar encontrar ir quedar pasar llegar entrar fluir residir vivir acabar terminar caer',
  ],
  ['replace', 'reemplazar sustituir migrar'],
  [
    'none',
    'permitir procesar gestionar manejar calcular realizar generar mostrar presentar ofrecer proveer proporcionar exponer brindar facilitar ayudar garantizar asegurar mejorar reducir describir explicar representar seguir aplicar dar querer volver empezar continuar establecer intentar trabajar responder devolver retornar escalar fallar transformar convertir analizar agregar enriquecer filtrar clasificar detectar predecir recomendar entrenar emitir-facturas navegar comprar pagar reservar ver visitar abrir elegir seleccionar confirmar cancelar completar aprobar rechazar revisar compartir cambiar modificar editar eliminar borrar anadir agregar definir configurar limitar cifrar programar planificar preparar imprimir asignar combinar agrupar aislar desacoplar actuar conocer aprender encontrar medir probar documentar esperar reintentar existir resolver cubrir optimizar vender administrar controlar atender desempenar funcionar deber poder soler iniciar encargar encargarse automatizar traducir interpretar evitar centralizar simular evaluar estimar dibujar visualizar recordar contestar contratar alquilar cubrir formar constituir elegir escoger comparar conciliar juntar puntuar cruzar anonimizar cotejar',
  ],
];

/** Stem changes in the stressed forms of the present. */
const STEM_CHANGES: Record<string, string> = {
  requerir: 'requier',
  servir: 'sirv',
  pedir: 'pid',
  mover: 'muev',
  probar: 'prueb',
  mostrar: 'muestr',
  volver: 'vuelv',
  resolver: 'resuelv',
  seguir: 'sigu',
  convertir: 'conviert',
  empezar: 'empiez',
  encontrar: 'encuentr',
  querer: 'quier',
  medir: 'mid',
  recordar: 'recuerd',
  ingerir: 'ingier',
  recurrir: 'recurr',
  tener: 'tien',
  contener: 'contien',
  mantener: 'mantien',
  obtener: 'obtien',
  contar: 'cuent',
  proveer: 'provee-',
  sustituir: 'sustituy',
  distribuir: 'distribuy',
  construir: 'construy',
  incluir: 'incluy',
  constituir: 'constituy',
  comprobar: 'comprueb',
  atender: 'atiend',
  extender: 'extiend',
  volcar: 'vuelc',
  transferir: 'transfier',
  sostener: 'sostien',
  cerrar: 'cierr',
  establecer: 'establec',
};
const IRREGULAR: Record<
  string,
  Partial<Record<'finite' | 'participle' | 'gerund', string>>
> = {
  leer: { finite: 'lee leen', participle: 'leid', gerund: 'leyendo' },
  escribir: { participle: 'escrit' },
  hacer: { participle: 'hech', finite: 'hace hacen' },
  estar: { finite: 'esta estan este esten' },
  ir: { finite: 'va van', participle: 'id', gerund: 'yendo' },
  dar: { finite: 'da dan' },
  ver: { finite: 've ven', participle: 'vist', gerund: 'viendo' },
  exponer: { participle: 'expuest' },
  componer: { participle: 'compuest' },
  disponer: { participle: 'dispuest' },
  proveer: {
    finite: 'provee proveen',
    participle: 'provist',
    gerund: 'proveyendo',
  },
  abrir: { participle: 'abiert' },
  traer: { finite: 'trae traen', participle: 'traid', gerund: 'trayendo' },
  extraer: {
    finite: 'extrae extraen',
    participle: 'extraid',
    gerund: 'extrayendo',
  },
  resolver: { participle: 'resuelt' },
  volver: { participle: 'vuelt' },
  devolver: { finite: 'devuelve devuelven', participle: 'devuelt' },
  poder: { finite: 'puede pueden' },
  soler: { finite: 'suele suelen' },
  enviar: { finite: 'envia envian envie envien' },
  dirigir: { finite: 'dirige dirigen dirija' },
  proteger: { finite: 'protege protegen proteja' },
  recoger: { finite: 'recoge recogen recoja' },
  redirigir: { finite: 'redirige redirigen redirija' },
  servir: { gerund: 'sirviendo' },
  pedir: { gerund: 'pidiendo' },
  seguir: { gerund: 'siguiendo' },
  convertir: { gerund: 'convirtiendo' },
  distribuir: { gerund: 'distribuyendo', participle: 'distribuid' },
  construir: { gerund: 'construyendo', participle: 'construid' },
  incluir: { gerund: 'incluyendo', participle: 'incluid' },
  transmitir: {},
};

/** Spanish verbs in the forms that descriptions use: third person, participles, gerund, infinitive. */
function spanishVerbs(): Map<string, VerbReading[]> {
  const verbs = new Map<string, VerbReading[]>();
  for (const [verbClass, list] of LEMMAS) {
    for (const lemma of list.split(/\s+/)) {
      if (lemma.includes('-')) continue;
      const reflexive = lemma.endsWith('se') && /[aei]rse$/.test(lemma);
      const base = reflexive ? lemma.slice(0, -2) : lemma;
      const add = (word: string, form: VerbReading['form']) =>
        addReading(verbs, word, { class: verbClass, form, lemma: base });
      const ending = base.slice(-2);
      const stem = base.slice(0, -2);
      const stressed = STEM_CHANGES[base] ?? stem;
      const irregular = IRREGULAR[base] ?? {};
      const isAr = ending === 'ar';
      const present =
        irregular.finite?.split(' ') ??
        (isAr
          ? [
              `${stressed}a`,
              `${stressed}an`,
              `${softened(stressed)}e`,
              `${softened(stressed)}en`,
            ]
          : [`${stressed}e`, `${stressed}en`, `${stressed}a`, `${stressed}an`]);
      // past and future of a finished description: "usaba", "usará"
      const others = isAr
        ? [
            `${stem}aba`,
            `${stem}aban`,
            `${stem}aron`,
            `${base}a`,
            `${base}an`,
            `${base}ia`,
            `${base}ian`,
          ]
        : [
            `${stem}ia`,
            `${stem}ian`,
            `${stem}ieron`,
            `${base}a`,
            `${base}an`,
            `${base}ia`,
            `${base}ian`,
          ];
      for (const word of [...present, ...others]) add(word, 'finite');
      const participle = irregular.participle ?? `${stem}${isAr ? 'ad' : 'id'}`;
      for (const end of ['o', 'a', 'os', 'as'])
        add(participle + end, 'participle');
      add(irregular.gerund ?? `${stem}${isAr ? 'ando' : 'iendo'}`, 'gerund');
      add(base, 'infinitive');
      for (const pronoun of ['se', 'lo', 'la', 'los', 'las', 'le', 'les']) {
        add(base + pronoun, 'infinitive');
      }
    }
  }
  // nouns of the field that look like forms of verbs
  for (const word of [
    'base',
    'bases',
    'cache',
    'caches',
    'proyecto',
    'completa',
    'completas',
    'hacia',
    'entre',
  ]) {
    verbs.delete(word);
  }
  for (const word of [
    'es',
    'son',
    'era',
    'eran',
    'sea',
    'sean',
    'sera',
    'seran',
  ]) {
    addReading(verbs, word, { class: 'be', form: 'finite', lemma: 'ser' });
  }
  return verbs;
}

/** Spelling before e: publica → publique, carga → cargue, autoriza → autorice. */
function softened(stem: string): string {
  return stem.replace(/c$/, 'qu').replace(/g$/, 'gu').replace(/z$/, 'c');
}

const roles = new Map<string, Role>(
  (
    [
      ['to', 'a al hacia hasta'],
      ['from', 'desde'],
      ['of', 'de del'],
      ['in', 'en sobre dentro contra'],
      ['via', 'mediante via con usando utilizando'],
      ['by', 'por'],
      ['behind', 'tras detras'],
      ['before', 'delante frente'],
      ['for', 'para'],
      ['as', 'como'],
      ['like', 'segun durante acerca'],
      ['between', 'entre'],
      ['without', 'sin'],
    ] as Array<[Role, string]>
  ).flatMap(([role, words]) =>
    words.split(' ').map(word => [word, role] as [string, Role]),
  ),
);

export const spanish: Grammar = {
  language: 'es',
  notes,
  verbs: spanishVerbs(),
  passives: wordSet(
    'es son fue fueron ser siendo sido esta estan estar estaba estaban sea sean era eran se queda quedan sera seran',
  ),
  determiners: wordSet(
    'el la los las lo un una unos unas este esta estos estas ese esa esos esas su sus nuestro nuestra nuestros nuestras cada todo toda todos todas ambos ambas algun alguna otro otra otros otras dos tres cuatro cinco seis siete ocho nueve diez varios varias demas muchos muchas mismo misma ningun ninguna dicho dicha',
  ),
  indefinite: wordSet('un una unos unas otro otra'),
  possessives: wordSet(
    'su sus nuestro nuestra nuestros nuestras propio propia',
  ),
  quantifiers: wordSet(
    'cada todo toda todos todas ambos ambas otros otras demas varios varias muchos muchas los las dos tres cuatro cinco seis siete ocho nueve diez algunos algunas',
  ),
  pronouns: wordSet(
    'este esta estos estas ese esa esto eso ella ellos ellas aquel',
  ),
  relatives: wordSet('que quien cual cuales quienes donde cuyo cuya'),
  conjunctions: wordSet('y e o u luego pero ademas'),
  negations: wordSet('no nunca jamas ni tampoco ningun ninguna nadie'),
  without: wordSet('sin'),
  modals: wordSet('puede pueden podria podrian debe deben deberia va van'),
  futures: wordSet(
    'futuro futura futuramente futuros planeado planea planeamos previsto prevista preve proximamente eventualmente podria podrian opcionalmente opcional opcionales tentativamente',
  ),
  roles,
  stops: wordSet(
    'el la los las lo un una unos unas este esta estos estas ese esa esos esas su sus nuestro nuestra cada todo toda todos todas ambos ambas algun alguna otro otra otros otras y e o u pero si cuando mientras donde que quien cual cuales quienes cuyo cuya como porque asi entonces a al hacia de del en por para con sin sobre bajo tras entre desde hasta segun mediante via contra durante no ni nunca jamas tambien tampoco solo solamente ademas muy mas menos es son fue ser sido estar se le les lo me nos te ya aqui alli luego despues antes primero finalmente siempre ahora hoy etc cualquier cualquiera dos tres cuatro cinco seis siete ocho nueve diez varios varias muchos muchas ejemplo ej cuyos cuyas mismo misma tanto tal tales directamente actualmente ambos aun incluso dentro fuera detras delante frente partir traves medio aparte',
  ),
  plainAdjectives: wordSet(
    'principal principales unico unica simple nuevo nueva propio propia aparte dedicado dedicada separado separada central centralizado centralizada interno interna internos internas externo externa externos externas gestionado gestionada administrado administrada compartido compartida comun pequeno pequena gran grande escalable distribuido distribuida diferente especifico especifica existente actual moderno moderna publico publica privado privada seguro segura ligero ligera rapido rapida independiente relacional relacionales documental transaccional inverso correspondiente adecuado responsivo responsiva final sencillo sencilla robusto robusta asincrono asincrona sincrono sincrona serverless persistente replicado replicada local global',
  ),
  persons: wordSet(
    'usuario usuarios cliente clientes persona personas visitante visitantes empleado empleados operador operadores administrador administradores desarrollador desarrolladores equipo equipos comprador compradores vendedor vendedores conductor conductores pasajero pasajeros paciente pacientes medico medicos alumno alumnos estudiante estudiantes profesor profesores gerente gerentes comercio comercios socio socios suscriptor suscriptores tecnico tecnicos ingeniero ingenieros analista analistas miembro miembros lector lectores navegador navegadores repartidor repartidores ciudadano ciudadanos jugador jugadores huesped huespedes ciudadania publico gente familia familias plantilla personal despachador despachadores',
  ),
  everything: wordSet('todo todos todas componentes servicios microservicios'),
  requests: wordSet(
    'solicitud solicitudes peticion peticiones trafico llamada llamadas consulta consultas comando comandos webhook webhooks conexion conexiones request requests http https',
  ),
  alternatives: /\b(?:alternativas?|alternativamente)\b/,
  examples:
    /\b(?:por ejemplo|p\. ?ej|tales como|como por ejemplo|similar a|inspirad[oa] en)\b/,
  called: wordSet('llamado llamada denominado denominada llamados'),
};

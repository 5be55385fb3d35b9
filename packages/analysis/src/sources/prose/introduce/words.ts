import { wordSet } from '../grammar';

/**
 * Nouns that act in ordinary sentences and are no parts of a system: organizations, texts, plans, data, time. Singular,
 * lower case, no accents; people are in the grammar.
 */
const ENGLISH = wordSet(
  'company business firm organization organisation enterprise bank hospital clinic school university government department group community industry market world people everyone crowd staff crew colleague owner author maintainer contributor newcomer beginner designer architect tester supplier competitor attacker stakeholder consultant vendor partner founder ' +
    'guide document readme documentation article post chapter section tutorial example sample figure diagram picture image table list code snippet command paragraph page wiki paper book letter note question answer issue ticket story text sentence name word title description specification spec contract license badge link number ' +
    'goal purpose aim idea objective motivation reason result outcome benefit advantage drawback problem challenge solution approach method way strategy decision choice option alternative rule principle concept point thing part piece half rest whole kind type sort case fact matter difference step stage phase start end beginning middle bottom top core heart level change improvement work job effort cost price budget plan roadmap future past present version release iteration prototype rewrite migration refactoring ' +
    'data datum information event message request response order payment file record document payload body header token session transaction traffic call query task notification email mail sms report log metric trace error exception failure alert warning status state value key id field column row entry item object class interface method function parameter argument variable property attribute type schema format protocol standard syntax signal reading measurement position ' +
    'process procedure flow sequence cycle loop build installation configuration setup test deployment environment cluster region zone machine laptop computer hardware network folder directory path file command layer factor vector color pattern design structure architecture view model domain context scope boundary requirement feature functionality capability behavior behaviour ' +
    'day night morning evening week month year time hour minute second moment today yesterday former latter first last next one other following above below',
);

const SPANISH = wordSet(
  'empresa negocio compania organizacion banco hospital clinica escuela colegio universidad gobierno departamento grupo comunidad industria mercado mundo gente personal plantilla colega dueno autor mantenedor colaborador principiante disenador arquitecto probador proveedor competidor atacante interesado consultor socio fundador director jefe responsable ' +
    'guia documento documentacion articulo capitulo seccion tutorial ejemplo muestra figura diagrama imagen tabla lista codigo fragmento comando parrafo pagina wiki libro carta nota pregunta respuesta incidencia historia texto frase nombre palabra titulo descripcion especificacion contrato licencia enlace numero readme repositorio ' +
    'objetivo proposito fin idea motivacion razon motivo causa resultado beneficio ventaja desventaja problema reto desafio solucion enfoque metodo manera forma estrategia decision eleccion opcion alternativa regla principio concepto punto cosa parte pieza mitad resto todo tipo clase caso hecho diferencia paso etapa fase inicio comienzo final medio nucleo corazon nivel cambio mejora trabajo esfuerzo coste costo precio presupuesto plan hoja futuro pasado presente version entrega iteracion prototipo reescritura migracion ' +
    'dato datos informacion evento mensaje peticion solicitud respuesta pedido pago fichero archivo registro carga cuerpo cabecera token sesion transaccion trafico llamada consulta tarea notificacion correo sms informe log metrica traza error excepcion fallo alerta aviso estado valor clave id campo columna fila entrada elemento objeto interfaz funcion parametro argumento variable propiedad atributo esquema formato protocolo estandar sintaxis senal lectura medida medicion posicion ' +
    'proceso procedimiento flujo secuencia ciclo construccion instalacion configuracion prueba despliegue entorno cluster region zona maquina portatil ordenador computadora hardware red carpeta directorio ruta capa factor vector color patron diseno estructura arquitectura vista modelo dominio contexto alcance limite requisito requerimiento caracteristica funcionalidad capacidad comportamiento ' +
    'dia noche manana tarde semana mes ano tiempo hora minuto segundo momento hoy ayer primero primera ultimo ultima siguiente uno otro otra',
);

export const NO_PARTS = { en: ENGLISH, es: SPANISH };

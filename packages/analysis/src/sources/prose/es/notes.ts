import type { Notes } from '../notes';

export const notes: Notes = {
  denied: (names, quote) =>
    `Se omite porque el texto lo niega: ${names} («${quote}»)`,
  excluded: (names, quote) =>
    `Se omite por ser una alternativa o estar excluido: ${names} («${quote}»)`,
  deniedRelation: (from, to, quote) =>
    `El texto niega que «${from}» use «${to}» («${quote}»), así que se omite esta relación.`,

  spokenOf: component =>
    `La frase no dice quién lo hace; se hablaba de «${component}»`,
  doesMost: service =>
    `La frase no dice quién lo hace; «${service}» es el servicio que más hace`,
  onlyBackend: (store, backend) =>
    `El texto no dice quién usa «${store}»; «${backend}» es su único back-end`,
  onlyChannel: (column, broker) =>
    `${
      column === 'publishes' ? 'Publica' : 'Consume'
    } eventos, y «${broker}» es el único canal del texto`,
  putInto: (message, channel) =>
    `El texto dice que «${message}» se pone en «${channel}»`,
  lastIn: (taker, channel) =>
    `Lo que toma «${taker}» estaba, según el texto, en «${channel}»`,
  takesFrom: (taker, sender) => `«${taker}» toma lo que envía «${sender}»`,
  requestAt: component =>
    `Según el texto, la petición estaba en «${component}»`,
  requestsThrough: gateway =>
    `Según el texto, todas las peticiones pasan por «${gateway}»`,
};

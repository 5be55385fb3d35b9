import type { Notes } from '../notes';

export const notes: Notes = {
  denied: (names, quote) =>
    `Left out because the text denies it: ${names} ("${quote}")`,
  excluded: (names, quote) =>
    `Left out as an alternative or excluded: ${names} ("${quote}")`,
  deniedRelation: (from, to, quote) =>
    `The text denies that "${from}" uses "${to}" ("${quote}"), so this relation was left out.`,

  spokenOf: component =>
    `The sentence does not say who does this; "${component}" was the component spoken of`,
  doesMost: service =>
    `The sentence does not say who does this; "${service}" is the service that does most`,
  onlyBackend: (store, backend) =>
    `The text does not say who uses "${store}"; "${backend}" is its only back end`,
  onlyChannel: (column, broker) =>
    `It ${column} events, and "${broker}" is the only channel of the text`,
  putInto: (message, channel) =>
    `"${message}" is said to be put into "${channel}"`,
  lastIn: (taker, channel) =>
    `What "${taker}" takes was last said to be in "${channel}"`,
  takesFrom: (taker, sender) => `"${taker}" takes what "${sender}" sends`,
  requestAt: component => `The request was last said to be at "${component}"`,
  requestsThrough: gateway =>
    `All requests are said to go through "${gateway}"`,
};

/** What the extraction says of its own findings, in the language of the text. Names stand as in the text. */
export interface Notes {
  /** Names left out, as the sentence denies them. */
  denied(names: string, quote: string): string;
  /** Names left out, as the sentence offers them instead of something or excludes them. */
  excluded(names: string, quote: string): string;
  deniedRelation(from: string, to: string, quote: string): string;

  /** Why a relation was inferred. */
  spokenOf(component: string): string;
  doesMost(service: string): string;
  onlyBackend(store: string, backend: string): string;
  onlyChannel(column: 'publishes' | 'consumes', broker: string): string;
  putInto(message: string, channel: string): string;
  lastIn(taker: string, channel: string): string;
  takesFrom(taker: string, sender: string): string;
  requestAt(component: string): string;
  requestsThrough(gateway: string): string;
}

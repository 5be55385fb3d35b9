import type { ProseContext } from '../context';
import type { Predicate } from '../effects';
import type { Entity } from '../entities';
import type { Role } from '../grammar';
import type { Range } from '../markdown';
import { phrasesOf, type Phrase, type VerbTest } from '../phrases';
import type { Token } from '../tokens';
import { verbReader } from '../verbs';
import { isCommonName } from '../introduce/commonName';
import { certaintiesOf } from './certainty';
import { groupsOf, type Group } from './coordination';
import { negationsOf } from './negation';

/** What a sentence is said about, when it does not say so itself. */
export interface SentenceHint {
  entity?: Entity;
  /** Where it stands, if not from its first to its last word. */
  range?: Range;
}

/** The object of a relative clause, which stands before it. */
export interface Gap {
  entities: Entity[];
  /** "from which": what the preposition before the relative says. */
  role?: Role;
  /** "events that B emits": nothing but messages, which this verb takes. */
  taker?: Predicate;
}

/** A sentence with its phrases, and what is known at the word that is being read. */
export class SentenceState {
  readonly isVerb: VerbTest;
  readonly phrases: Phrase[];
  /** Phrases joined by commas and "and", by the token that they begin with. */
  readonly groupAt: ReadonlyMap<number, Group>;
  readonly range: Range;
  /** For each token, whether a "not" takes it back. */
  readonly negated: readonly boolean[];
  /** For each token, how sure it is: less for plans and choices. */
  readonly certainties: readonly number[];
  /** The first token of "alternatively …", which is left out. */
  readonly skipFrom: number;
  /** What stands behind "except" is not read. */
  endsAt: number;

  /** The sentence has no verb and says what the whole is. */
  whole = false;
  /** Whom the sentence was about first. */
  firstSubject: Entity[] = [];
  /** Who or what the clause is about. */
  subject: Entity[] = [];
  subjectKind: Predicate['subjectKind'] = 'none';
  /** "everything", "all services": each own part is the subject. */
  isOfEverything = false;
  /** "the services": each of them is the subject. */
  groupSubject = false;
  /** The verb that objects belong to. */
  predicate?: Predicate;
  /** The verb is a participle that describes the phrase before it. */
  isReduced = false;
  /** The verb around such a participle. */
  outer?: { predicate?: Predicate; role?: Role };
  /** The verb whose purpose is being told: "uses A to query …". */
  purposeOf?: Predicate;
  hadVerb = false;
  /** Where the last verb stands. */
  verbAt = -1;
  /** "los pagos los procesa …": its subject is still to come. */
  awaitsSubject = false;
  /** What a subject that came last acts upon: "que consumen la web y la app". */
  postposedGap?: Entity[];
  /** "…, which B provides": what the verb of the relative clause is about. */
  gap?: Gap;
  /** What the last preposition says about the phrase to come. */
  role?: Role;
  /** Words of the clause that are no phrase. */
  plain: Token[] = [];
  /** Those before its verb. */
  beforeVerb: Token[] = [];
  /** Such a word is there, so somebody else may be the subject. */
  content = false;
  /** A "which" was read, and its verb comes. */
  relativePending = false;
  /** "systems that …": the relative clause is about a word that is no phrase. */
  strayRelative = false;
  /** "makes the minutes, which …": the same about an object of the verb. */
  farRelative = false;
  /** What the last phrase meant, and the token behind it. */
  last: Entity[] = [];
  lastEnd = -1;
  /** Entities before the verb in "events from A". */
  sources: Entity[] = [];
  /** All that the sentence means, in order. */
  readonly mentioned: Entity[] = [];
  readonly deniedNames: Array<{ name: string; range: Range }> = [];

  constructor(
    readonly context: ProseContext,
    readonly tokens: readonly Token[],
    readonly hint: SentenceHint,
  ) {
    const { grammar, names, shortNames } = context;
    this.isVerb = verbReader(tokens, grammar, names);
    this.phrases = phrasesOf(
      tokens,
      grammar,
      this.isVerb,
      names,
      shortNames,
      index => isCommonName(context, tokens, index, this.isVerb),
    );
    this.range = hint.range ?? {
      start: tokens[0].start,
      end: tokens[tokens.length - 1].end,
    };
    this.negated = negationsOf(tokens, grammar, this.isVerb);
    this.certainties = certaintiesOf(tokens, grammar, this.isVerb);
    this.skipFrom = this.alternativeFrom();
    this.endsAt = tokens.length;
    this.groupAt = new Map(
      groupsOf(this.phrases, tokens, grammar, ({ start }) =>
        context.asides.names.has(start),
      ).map(group => [group.from, group]),
    );
    if (hint.entity) {
      this.subject = [hint.entity];
      this.subjectKind = 'hint';
    }
  }

  /** The word at an index in lower case without accents; empty beyond the ends. */
  low(index: number): string {
    return this.tokens[index]?.low ?? '';
  }

  /** What follows is about the subject, but no longer an object of the verb. */
  endClause(): void {
    this.predicate = undefined;
    this.role = undefined;
    this.content = false;
  }

  private alternativeFrom(): number {
    const low = this.tokens.map(token => token.low).join(' ');
    const match = this.context.grammar.alternatives.exec(low);
    return match ? low.slice(0, match.index).split(' ').length - 1 : Infinity;
  }
}

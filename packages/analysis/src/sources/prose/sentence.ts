import type { ProseContext } from './context';
import { applyObject, type Predicate } from './effects';
import { isEdge, isMessaging, isPassive, stem, type Entity } from './entities';
import type { Role, VerbReading } from './grammar';
import type { Range } from './markdown';
import { phrasesOf, type Phrase, type VerbTest } from './phrases';
import { addTechnology, resolve, type Meaning } from './resolve';
import type { Token } from './tokens';
import { verbReader } from './verbs';

/** Phrases joined by commas and "and". */
interface Group {
  phrases: Phrase[];
  from: number;
  to: number;
}

/** What a sentence is said about, when it does not say so itself. */
export interface SentenceHint {
  entity?: Entity;
  /** The sentence stands in a list. */
  isItem?: boolean;
}

/** Reads one sentence: finds its phrases and verbs and records what they say. */
export class SentenceReader {
  private readonly isVerb: VerbTest;
  private readonly phrases: Phrase[];
  private readonly groupAt = new Map<number, Group>();
  private readonly range: Range;
  private readonly negated: boolean[];
  private readonly skipFrom: number;

  private subject: Entity[] = [];
  private subjectKind: Predicate['subjectKind'] = 'none';
  private predicate?: Predicate;
  private hadVerb = false;
  private groupSubject = false;
  /** Words of the clause that are no phrase. */
  private plain: Token[] = [];
  private beforeVerb: Token[] = [];
  /** The verb is a participle that describes the phrase before it. */
  private isReduced = false;
  /** The verb around such a participle. */
  private outer?: { predicate?: Predicate; role?: Role };
  private relativePending = false;
  /** "systems that …": the relative clause is about a word that is no phrase. */
  private strayRelative = false;
  private readonly certainties: number[];
  private role?: Role;
  private last: Entity[] = [];
  private lastEnd = -1;
  /** Words since the clause began that are no phrase: somebody else is the subject. */
  private content = false;
  /** Entities before the verb in "events from A". */
  private sources: Entity[] = [];
  private readonly mentioned: Entity[] = [];
  private readonly deniedNames: Array<{ name: string; range: Range }> = [];

  constructor(
    private readonly context: ProseContext,
    private readonly tokens: readonly Token[],
    private readonly hint: SentenceHint,
  ) {
    const { grammar, names } = context;
    this.isVerb = verbReader(tokens, grammar);
    this.phrases = phrasesOf(
      tokens,
      grammar,
      this.isVerb,
      names,
      context.shortNames,
    );
    this.range = { start: tokens[0].start, end: tokens[tokens.length - 1].end };
    this.negated = this.findNegations();
    const low = tokens.map(token => token.low).join(' ');
    this.certainties = this.findCertainties();
    const alternative = grammar.alternatives.exec(low);
    const before = alternative
      ? low.slice(0, alternative.index).split(' ').length - 1
      : -1;
    this.skipFrom = alternative ? before : Infinity;
    for (const group of this.groups()) this.groupAt.set(group.from, group);
  }

  read(): void {
    const { tokens } = this;
    if (this.hint.entity) {
      this.subject = [this.hint.entity];
      this.subjectKind = 'hint';
    }
    for (let i = 0; i < tokens.length; ) {
      const group = this.groupAt.get(i);
      if (group) {
        this.onGroup(group);
        i = group.to;
        continue;
      }
      const reading = this.isVerb(i);
      if (reading) i = this.onVerb(i, reading);
      else {
        this.onWord(i);
        i++;
      }
    }
    this.finish();
  }

  private groups(): Group[] {
    const { grammar } = this.context;
    const groups: Group[] = [];
    for (const phrase of this.phrases) {
      const group = groups[groups.length - 1];
      if (
        group &&
        this.isJoin(group.to, phrase.from, grammar) &&
        !this.isNewKind(group, phrase) &&
        !this.isAppositionAt(group, phrase)
      ) {
        group.phrases.push(phrase);
        group.to = phrase.to;
      } else {
        groups.push({ phrases: [phrase], from: phrase.from, to: phrase.to });
      }
    }
    return groups;
  }

  /** "Flutter and a dashboard": a framework and a building block are no list. */
  private isNewKind(group: Group, phrase: Phrase): boolean {
    const isMade = ({ made, noun, entity }: Phrase) =>
      made.length > 0 && !noun && !entity;
    return isMade(group.phrases[group.phrases.length - 1]) !== isMade(phrase);
  }

  /** "the customer database, an Oracle instance": two names of one thing, not a list. */
  private isAppositionAt(group: Group, phrase: Phrase): boolean {
    const between = this.tokens.slice(group.to, phrase.from);
    if (between.length !== 2 || between[0].text !== ',') return false;
    if (phrase.determiner !== 'indefinite' || group.phrases.length > 1) {
      return false;
    }
    const [first] = group.phrases;
    if (first.determiner === 'indefinite' || !first.noun === !first.product) {
      return false;
    }
    const next = this.tokens[phrase.to]?.low ?? '';
    const afterNext = this.tokens[phrase.to + 1]?.low ?? '';
    if (/^(?:and|or|y|o|e)$/.test(next)) return false;
    return !(next === ',' && /^(?:and|or|y|o|an?|una?)$/.test(afterNext));
  }

  private isJoin(
    from: number,
    to: number,
    grammar: ProseContext['grammar'],
  ): boolean {
    if (to <= from || to - from > 5) return false;
    let joins = false;
    for (let i = from; i < to; i++) {
      const { low, text } = this.tokens[i];
      if (/^(?:,|\/|&|\+|and|or|y|e|o|u|ni|nor|plus)$/.test(low)) joins = true;
      else if (
        !grammar.determiners.has(low) &&
        !grammar.possessives.has(low) &&
        !grammar.plainAdjectives.has(low) &&
        !/^(?:also|optionally|asi|como)$/.test(low) &&
        text !== '('
      ) {
        return false;
      } else if (text === '(') return false;
    }
    return joins;
  }

  /** Marks the tokens that a "not", "no" or "without" takes back. */
  private findNegations(): boolean[] {
    const { grammar } = this.context;
    const { tokens } = this;
    const negated = new Array<boolean>(tokens.length).fill(false);
    for (let i = 0; i < tokens.length; i++) {
      const { low } = tokens[i];
      const next = tokens[i + 1]?.low ?? '';
      const isInstead =
        (low === 'instead' && next === 'of') ||
        (low === 'rather' && next === 'than') ||
        (low === 'lugar' && next === 'de') ||
        (low === 'vez' && next === 'de');
      const isWithout =
        grammar.without.has(low) ||
        isInstead ||
        (low === 'no' && grammar.language === 'en') ||
        (low === 'no' &&
          !this.isVerb(i + 1) &&
          !/^(?:se|lo|la|los|las|le|les|hay|existe)$/.test(next));
      if (!isWithout && !grammar.negations.has(low)) continue;
      if (
        /^(?:only|solo|solamente|relacional|relacionales|sql|longer|necesariamente|just|matter)$/.test(
          next,
        ) &&
        next !== 'longer'
      )
        continue;
      if (grammar.language === 'es' && low === 'ningun' && negated[i]) continue;
      for (let j = i + 1; j < tokens.length; j++) {
        const token = tokens[j];
        if (
          /^(?:but|pero|sino|because|porque|aunque|although|however|while|mientras|so|hence)$/.test(
            token.low,
          )
        )
          break;
        if (token.text === ';' || token.text === ':' || token.text === ')')
          break;
        const isList =
          /^(?:or|nor|o|ni|u)$/.test(tokens[j + 1]?.low ?? '') ||
          /^(?:or|nor|o|ni|u)$/.test(token.low);
        if (isWithout && !isInstead && token.text === ',' && !isList) break;
        if (
          isWithout &&
          !isList &&
          (this.isVerb(j)?.form === 'finite' ||
            /^(?:and|y|in|en|para|for|to)$/.test(token.low))
        )
          break;
        if (
          (token.low === 'and' || token.low === 'y' || token.text === ',') &&
          j > i + 1 &&
          this.verbSoon(j + 1)
        )
          break;
        if (token.text === ',' && isInstead) break;
        negated[j] = true;
      }
    }
    return negated;
  }

  /** Plans and choices ("will move to", "either A or B") are less certain, from their clause on. */
  private findCertainties(): number[] {
    const { grammar } = this.context;
    const { tokens } = this;
    const certainties = new Array<number>(tokens.length).fill(1);
    const isBreak = ({ low, text }: Token) =>
      /^(?:,|;|:|\(|\))$/.test(text) ||
      grammar.relatives.has(low) ||
      /^(?:and|but|y|pero)$/.test(low);
    tokens.forEach(({ low }, i) => {
      const isFuture =
        grammar.futures.has(low) ||
        (grammar.language === 'en' && /^(?:will|either)$/.test(low)) ||
        (grammar.language === 'es' &&
          /^(?:migrar[ae]mos|migrara|reemplazara|reemplazaremos|vamos)$/.test(
            low,
          ));
      if (!isFuture) return;
      let from = i;
      while (from > 0 && !isBreak(tokens[from - 1])) from--;
      const isChoice = low === 'either';
      for (
        let j = from;
        j < tokens.length && (isChoice || j <= i || !isBreak(tokens[j]));
        j++
      ) {
        certainties[j] = 0.5;
      }
    });
    return certainties;
  }

  /** A finite verb follows at once, so a new clause with the same subject begins; or a name and then a verb. */
  private verbSoon(index: number): boolean {
    for (let i = index; i < Math.min(index + 4, this.tokens.length); i++) {
      const reading = this.isVerb(i);
      if (
        reading?.form === 'finite' ||
        (reading?.form === 'infinitive' && i === index)
      )
        return true;
      if (/^(?:or|nor|ni|o|no)$/.test(this.tokens[i].low)) return false;
    }
    return false;
  }

  private isNegated(group: { from: number }): boolean {
    return this.negated[group.from];
  }

  private mean(phrase: Phrase, create: boolean): Meaning {
    const { lastPair } = this.context;
    const isBoth =
      phrase.plural &&
      !phrase.modifiers &&
      /^(?:both|ambos|ambas)$/.test(this.tokens[phrase.from - 1]?.low ?? '');
    if (isBoth && lastPair.length > 1) {
      return { entities: [...lastPair], isGroup: false, isSystem: false };
    }
    const meaning = resolve(phrase, this.context.entities, {
      create,
      sentence: this.mentioned,
    });
    if (phrase.product?.role === 'compute' && phrase.isProduct) {
      const hosts = this.context.hosted.get(phrase.product);
      if (hosts?.size === 1) {
        const [host] = hosts;
        return { entities: [host], isGroup: false, isSystem: false };
      }
    }
    for (const entity of meaning.isGroup ? [] : meaning.entities) {
      if (!this.mentioned.includes(entity)) this.mentioned.push(entity);
      entity.confidence = Math.max(
        entity.ranges.length > 1 ? entity.confidence : 0,
        Math.min(
          entity.confidence,
          this.certainties[phrase.from] < 1 ? 0.5 : 1,
        ),
      );
    }
    return meaning;
  }

  private onGroup(group: Group): void {
    if (this.isNegated(group) || group.from >= this.skipFrom) {
      this.onDenied(group);
      return;
    }
    if (this.isExample(group)) return;
    if (this.onApposition(group)) return;
    const verbFollows = this.finiteVerbAt(group.to);
    const isInner =
      this.isReduced &&
      this.predicate !== undefined &&
      this.isBehindRole(group.from);
    const isMadeOnly = group.phrases.every(
      ({ made, noun, entity }) => made.length > 0 && !noun && !entity,
    );
    if (verbFollows && (isInner || isMadeOnly)) {
      // "A service written in Go calls …": the outer subject goes on
      this.asObjects(group.phrases);
      this.predicate = undefined;
      this.role = undefined;
      this.content = false;
      return;
    }
    if (verbFollows) {
      const splits = this.predicate && group.phrases.length > 1;
      const objects = splits ? group.phrases.slice(0, -1) : [];
      if (objects.length) this.asObjects(objects);
      const subjects = splits ? group.phrases.slice(-1) : group.phrases;
      const isHeadless =
        this.content &&
        !this.predicate &&
        (this.role === 'of' ||
          this.role === 'from' ||
          this.role === 'to' ||
          this.role === 'in' ||
          this.role === 'for');
      const meanings = subjects.map(phrase =>
        this.mean(
          phrase,
          !(
            this.hint.entity &&
            phrase.noun?.kind === 'component' &&
            !phrase.modifiers &&
            !phrase.isProduct
          ),
        ),
      );
      if (
        this.hint.entity &&
        meanings.every(
          ({ entities, isSystem }) => !entities.length && !isSystem,
        ) &&
        subjects.every(
          ({ noun, modifiers, plural }) =>
            noun?.kind === 'component' && !modifiers && !plural,
        )
      ) {
        this.subject = [this.hint.entity];
        this.subjectKind = 'hint';
        this.predicate = undefined;
        this.role = undefined;
        this.content = false;
        this.lastEnd = group.to;
        this.last = this.subject;
        return;
      }
      if (isHeadless) {
        // "events of the orders service are …": the phrase is not the subject
        if (this.role !== 'to' && this.role !== 'in' && this.role !== 'for') {
          this.sources = meanings.flatMap(({ entities }) => entities);
        }
        this.lastEnd = group.to;
        this.last = meanings.flatMap(({ entities }) => entities);
        return;
      }
      this.setSubject(meanings, subjects);
      this.predicate = undefined;
      this.role = undefined;
      this.content = false;
      this.lastEnd = group.to;
      return;
    }
    const [first] = group.phrases;
    if (
      !this.predicate &&
      !this.role &&
      !this.content &&
      this.hint.entity &&
      group.phrases.length === 1 &&
      first.noun &&
      !first.isProduct &&
      !first.entity &&
      !first.strong &&
      group.from <= 3
    ) {
      // "Web-based front end for employees", said of the title
      this.describe(this.hint.entity, first);
      this.last = [this.hint.entity];
      this.lastEnd = group.to;
      return;
    }
    if (!this.predicate && !this.role && !this.content) {
      // no verb yet: a fragment, or a subject that the verb comes to later
      const meanings = group.phrases.map(phrase => this.mean(phrase, true));
      this.setSubject(meanings, group.phrases);
      this.lastEnd = group.to;
      return;
    }
    if (
      this.outer &&
      this.isReduced &&
      this.predicate &&
      (this.predicate.reading.class === 'make' ||
        this.predicate.reading.class === 'host') &&
      !this.isBehindRole(group.from)
    ) {
      // "an app built with Flutter and a dashboard": back to the verb before
      this.predicate = this.outer.predicate;
      this.role = this.outer.role;
      this.isReduced = false;
    }
    if (
      this.predicate &&
      this.followsJoin(group.from) &&
      this.role !== undefined
    ) {
      // "uses MySQL for data and Redis for caching"
      const [earlier] = this.predicate.seen;
      if (earlier) this.role = earlier.role;
    }
    this.asObjects(group.phrases);
    this.lastEnd = group.to;
  }

  private followsJoin(index: number): boolean {
    const { grammar } = this.context;
    let i = index - 1;
    while (
      i > 0 &&
      (/^(?:either|also|tambien|bien)$/.test(this.tokens[i].low) ||
        grammar.determiners.has(this.tokens[i].low) ||
        grammar.plainAdjectives.has(this.tokens[i].low))
    ) {
      i--;
    }
    return i > 0 && /^(?:and|y|e|,)$/.test(this.tokens[i].low);
  }

  private isBehindRole(index: number): boolean {
    const { grammar } = this.context;
    for (let i = index - 1; i >= Math.max(0, index - 4); i--) {
      const { low } = this.tokens[i];
      if (grammar.roles.has(low)) return true;
      if (
        !grammar.determiners.has(low) &&
        !grammar.plainAdjectives.has(low) &&
        !grammar.possessives.has(low)
      ) {
        return false;
      }
    }
    return false;
  }

  private setSubject(meanings: Meaning[], phrases: readonly Phrase[]): void {
    const entities = meanings.flatMap(meaning => meaning.entities);
    if (
      !entities.length &&
      phrases.every(({ made }) => made.length) &&
      this.subjectKind === 'hint'
    )
      return;
    this.groupSubject = meanings.some(({ isGroup }) => isGroup);
    this.last = entities;
    this.subject = entities;
    if (meanings.some(({ isSystem }) => isSystem)) this.subjectKind = 'system';
    else this.subjectKind = entities.length ? 'explicit' : 'implicit';
    for (const entity of entities) {
      if (phrases.length === 1 && phrases[0].plural && meanings[0].isGroup)
        break;
      if (entity.kind === 'component') {
        this.context.focus = entity.type.startsWith('external')
          ? this.context.focus
          : entity;
      }
    }
  }

  /** ", a Go service," and "(PostgreSQL)": says what the phrase before it is. */
  private onApposition(group: Group): boolean {
    const { tokens } = this;
    const before = tokens[group.from - 1];
    const [phrase] = group.phrases;
    const opener = before?.text === '(' ? before : undefined;
    const target = this.last.length === 1 ? this.last[0] : undefined;
    if (opener && this.lastEnd === group.from - 1 && target) {
      let describes = false;
      for (const { made, product, isProduct, noun, entity } of group.phrases) {
        if (entity && entity !== target) continue;
        if (made.length) {
          for (const name of made) addTechnology(target, name);
          describes = true;
        }
        if (
          isProduct &&
          product &&
          this.fits(target, product.kind, product.type)
        ) {
          if (product.role === 'compute') this.host([target], group.phrases);
          else {
            target.product ??= product;
            addTechnology(target, product.name);
            if (target.kind === 'resource') target.type = product.type;
          }
          describes = true;
        } else if (noun && !isProduct && !phrase.strong) describes = true;
      }
      if (describes) {
        this.lastEnd = group.to + 1;
        return true;
      }
    }
    const indefinite =
      phrase.determiner === 'indefinite' &&
      phrase.noun &&
      target &&
      group.phrases.length === 1;
    const isComma =
      tokens[phrase.from - 2]?.text === ',' ||
      tokens[phrase.from - 2]?.text === '-' ||
      tokens[phrase.from - 2]?.text === '–' ||
      tokens[phrase.from - 2]?.text === '—';
    if (
      indefinite &&
      isComma &&
      this.lastEnd === phrase.from - 2 &&
      this.fits(target!, phrase.noun!.kind, phrase.noun!.type)
    ) {
      this.describe(target!, phrase);
      return true;
    }
    return false;
  }

  private fits(entity: Entity, kind: string, type: string): boolean {
    if (entity.product && entity.kind === 'resource' && !entity.generic)
      return false;
    return (
      entity.kind === kind ||
      type.startsWith('external') ||
      kind === 'component'
    );
  }

  /** A predicate noun adds to what is known, it names nothing new. */
  private describe(entity: Entity, phrase: Phrase): void {
    for (const made of phrase.made) addTechnology(entity, made);
    if (
      phrase.product &&
      (entity.kind === 'resource' || entity.generic) &&
      !entity.product
    ) {
      entity.product = phrase.product;
      addTechnology(entity, phrase.product.name);
    }
    entity.ranges.push({ start: phrase.start, end: phrase.end });
    entity.involved = true;
    const noun = phrase.noun;
    if (
      noun &&
      noun.bare === 'element' &&
      entity.noun?.bare !== 'element' &&
      !entity.product
    ) {
      entity.type = noun.type;
      entity.kind = noun.kind === 'api' ? 'component' : noun.kind;
    }
  }

  private asObjects(phrases: readonly Phrase[]): void {
    const { predicate, role } = this;
    const isPredicateNoun =
      predicate?.reading.class === 'be' &&
      !predicate.passive &&
      role === undefined;
    if (isPredicateNoun && predicate!.subject.length === 1) {
      const [subject] = predicate!.subject;
      for (const phrase of phrases) {
        if (phrase.entity && phrase.entity !== subject) continue;
        this.describe(subject, phrase);
      }
      this.last = [subject];
      return;
    }
    if (
      isPredicateNoun &&
      phrases.every(({ isProduct, entity }) => !isProduct && !entity)
    )
      return;
    // "exposes a REST API": its own
    if (
      predicate?.subject.length === 1 &&
      role === undefined &&
      /^(?:expose|provide|offer|implement|exponer|ofrecer|proveer|proporcionar)$/.test(
        predicate.reading.lemma,
      ) &&
      phrases.every(
        ({ noun, modifiers, entity }) =>
          noun?.family === 'api' && !modifiers && !entity,
      )
    ) {
      this.last = predicate.subject;
      return;
    }
    const builds = predicate?.reading.class === 'make' && !predicate.passive;
    if (builds && role === undefined) return;
    if (predicate && (role === 'as' || role === 'like')) {
      // "uses Redis as a cache"
      if (
        this.last.length === 1 &&
        phrases[0].noun &&
        role === 'as' &&
        phrases[0].determiner !== 'definite'
      ) {
        this.last[0].ranges.push({
          start: phrases[0].start,
          end: phrases[0].end,
        });
      }
      return;
    }
    if (
      predicate?.reading.class === 'host' &&
      predicate.reading.form !== 'gerund'
    ) {
      this.host(predicate.subject, phrases);
    }
    if (
      predicate?.reading.class === 'make' &&
      (role === 'in' || role === 'via' || role === 'by')
    ) {
      for (const subject of predicate.subject) {
        for (const phrase of phrases)
          for (const made of phrase.made) addTechnology(subject, made);
      }
      if (phrases.every(phrase => phrase.made.length && !phrase.noun)) return;
    }
    if (
      !predicate &&
      (role === 'in' || role === 'via' || role === 'by') &&
      phrases.every(({ noun, made }) => !noun && made.length)
    ) {
      // "a backend in Node.js"
      for (const entity of this.last)
        for (const { made } of phrases)
          for (const name of made) addTechnology(entity, name);
      return;
    }
    if (
      predicate &&
      (role === 'in' || role === 'via') &&
      phrases.every(({ noun, made }) => !noun && made.length)
    ) {
      for (const entity of this.last.length ? this.last : predicate.subject) {
        if (role === 'in')
          for (const { made } of phrases)
            for (const name of made) addTechnology(entity, name);
      }
      return;
    }
    const meanings = phrases.map(phrase =>
      this.mean(phrase, this.creates(phrase)),
    );
    const entities = [
      ...new Set(meanings.flatMap(meaning => meaning.entities)),
    ];
    if (!predicate) {
      if (role === 'of' || role === 'from') this.sources = entities;
      else if (role === 'behind' && this.subject.length) {
        for (const front of entities)
          for (const back of this.subject)
            this.context.relate(
              front,
              back,
              this.range,
              0.9 * this.certainties[0],
            );
      } else if (
        (role === 'in' || role === 'via' || role === 'by') &&
        this.subject.length === 1 &&
        this.subjectKind === 'explicit' &&
        entities.every(isPassive)
      ) {
        // "a worker with its own database"
        for (const entity of entities)
          if (role === 'via')
            this.context.relate(
              this.subject[0],
              entity,
              this.range,
              0.8 * this.certainties[0],
            );
      }
      this.last = entities.length ? entities : this.last;
      return;
    }
    if (!entities.length) return;
    const objects = this.isHosting()
      ? entities.filter(entity => entity.product?.role !== 'compute')
      : entities;
    const isPredicateGroup = meanings.some(({ isGroup }) => isGroup);
    if (
      isPredicateGroup &&
      !predicate.passive &&
      !predicate.subject.some(isEdge) &&
      !phrases.some(({ determiner }) => determiner === 'quantified')
    ) {
      return;
    }
    const { certainty } = predicate;
    predicate.certainty = Math.min(
      certainty,
      this.certainties[phrases[0].from],
    );
    if (isPredicateGroup) predicate.certainty *= 0.8;
    this.markSystemParts(objects);
    if (this.takeRequest(objects)) {
      predicate.certainty = certainty;
      this.last = objects;
      return;
    }
    if (
      ['use', 'send', 'receive', 'store', 'serve'].includes(
        predicate.reading.class,
      ) &&
      role !== 'for' &&
      role !== 'of'
    ) {
      for (const object of objects) object.involved = true;
    }
    applyObject(this.context, predicate, role, objects, phrases);
    this.context.lastChannel =
      objects.find(isMessaging) ?? this.context.lastChannel;
    if (
      objects.length > 1 &&
      objects.every(({ kind }) => kind === 'component')
    ) {
      this.context.lastPair = objects;
    }
    predicate.certainty = certainty;
    this.last = objects;
    // users of an app: from now on it is the app that is spoken of
    const [first] = objects;
    if (
      predicate.subjectKind === 'implicit' &&
      !predicate.passive &&
      first?.kind === 'component' &&
      !first.type.startsWith('external') &&
      objects.length === 1
    ) {
      this.context.focus = first;
    }
  }

  private creates(phrase: Phrase): boolean {
    if (
      this.context.grammar.language === 'es' &&
      phrase.noun?.kind === 'resource' &&
      phrase.determiner === 'none' &&
      !phrase.modifiers &&
      !phrase.isProduct &&
      !phrase.plural &&
      !phrase.strong
    ) {
      // without an article it is a way of doing things: "con caché"
      return false;
    }
    const isOf =
      this.role === 'of' ||
      this.tokens
        .slice(Math.max(0, phrase.from - 2), phrase.from)
        .some(({ low }) => low === 'of');
    if (
      isOf &&
      phrase.noun &&
      !phrase.isProduct &&
      !phrase.strong &&
      (!phrase.words.length
        ? phrase.determiner === 'none'
        : phrase.determiner === 'indefinite')
    ) {
      return false;
    }
    if (
      this.role === 'via' &&
      phrase.noun?.family === 'api' &&
      !phrase.modifiers
    )
      return false;
    if (this.role === 'for' && phrase.plural) return false;
    const isEach =
      this.groupSubject &&
      phrase.noun &&
      !phrase.modifiers &&
      !phrase.isProduct;
    if (isEach) return false;
    return true;
  }

  private isHosting(): boolean {
    return this.predicate?.reading.class === 'host';
  }

  private markSystemParts(entities: readonly Entity[]): void {
    if (this.predicate?.subjectKind !== 'system') return;
    for (const entity of entities) entity.involved = true;
  }

  /** "runs on Fargate": the place becomes a technology, and later another name, of what runs there. */
  private host(subjects: readonly Entity[], phrases: readonly Phrase[]): void {
    for (const { product } of phrases) {
      if (product?.role !== 'compute' && product?.role !== 'platform') continue;
      for (const subject of subjects) {
        if (subject.kind !== 'component') continue;
        if (product.role === 'compute') {
          addTechnology(subject, product.name);
          const hosts = this.context.hosted.get(product) ?? new Set();
          hosts.add(subject);
          this.context.hosted.set(product, hosts);
        }
      }
    }
  }

  /** "such as A, B and C": named to explain, not as parts of the system. */
  private isExample({ from }: Group): boolean {
    const { grammar } = this.context;
    let text = '';
    for (let i = from - 1; i >= 0 && from - i < 60; i--) {
      if (this.isVerb(i)?.form === 'finite') break;
      text = `${this.tokens[i].low} ${text}`;
      if (this.tokens[i].text === '(') {
        // an example in parentheses ends with them
        const close = this.tokens.findIndex(
          (token, j) => j > i && token.text === ')',
        );
        if (close >= 0 && close < from) text = text.slice(2);
      }
    }
    return grammar.examples.test(text);
  }

  /** The subject, or what the sentence is about when it has none. */
  private spokenOf(): Entity[] {
    if (this.subject.length) return this.subject;
    if (this.hint.entity) return [this.hint.entity];
    const { antecedent } = this.context;
    return antecedent && !this.content ? [antecedent] : [];
  }

  private onDenied(group: Group): void {
    for (const phrase of group.phrases) {
      const meaning = resolve(phrase, this.context.entities, {
        create: false,
        sentence: [],
      });
      const range = { start: phrase.start, end: phrase.end };
      const [made] = phrase.made;
      if (!meaning.entities.length && made && !phrase.noun) {
        // "nor Django": the one that is made with it
        const by = this.context.entities.all.filter(({ technologies }) =>
          technologies.includes(made),
        );
        if (by.length === 1) {
          for (const from of this.spokenOf()) {
            if (from !== by[0]) this.context.deny(from, by[0], range);
          }
        }
      }
      if (meaning.entities.length) {
        // the name stays known, this mention is none
        for (const entity of meaning.isGroup ? [] : meaning.entities)
          entity.ranges.pop();
      }
      for (const from of this.spokenOf()) {
        for (const to of meaning.isGroup ? [] : meaning.entities)
          if (from !== to) this.context.deny(from, to, range);
      }
      if (phrase.product || phrase.strong || meaning.entities.length) {
        this.deniedNames.push({ name: phrase.name, range });
      }
      if (
        this.finiteVerbAt(group.to) &&
        !this.tokens
          .slice(group.to, group.to + 4)
          .some((_, i) => this.negated[group.to + i])
      ) {
        this.subject = meaning.entities;
        this.subjectKind = meaning.entities.length ? 'explicit' : 'implicit';
      }
    }
  }

  /** Whether the main verb of a clause starts here, behind adverbs, "no", "se" and auxiliaries. */
  private finiteVerbAt(index: number): boolean {
    const { grammar } = this.context;
    for (let i = index; i < Math.min(index + 5, this.tokens.length); i++) {
      const token = this.tokens[i];
      if (!token.isWord) {
        if (token.text !== '(') return false;
        const close = this.tokens.findIndex(
          (other, j) => j > i && other.text === ')',
        );
        return close > 0 && close - i < 12 && this.finiteVerbAt(close + 1);
      }
      const reading = this.isVerb(i);
      if (reading) {
        return (
          reading.form === 'finite' ||
          (reading.form === 'infinitive' &&
            grammar.language === 'en' &&
            this.tokens[i - 1]?.low !== 'to') ||
          (reading.form === 'participle' &&
            i > index &&
            grammar.passives.has(this.tokens[i - 1].low))
        );
      }
      if (grammar.modals.has(token.low) && token.low !== 'to') return true;
      if (grammar.negations.has(token.low) || grammar.passives.has(token.low))
        continue;
      if (
        /^(?:se|lo|la|los|las|le|les|nos|also|then|only|does|do|has|have|directly|now|currently|tambien|solo|nunca|ya|just|ha|han|always|typically|itself|ademas|luego|itself|will)$/.test(
          token.low,
        ) ||
        /(?:[^m]ly|mente)$/.test(token.low)
      ) {
        continue;
      }
      return false;
    }
    return false;
  }

  private onVerb(index: number, reading: VerbReading): number {
    const { tokens } = this;
    const { grammar } = this.context;
    const previous = tokens[index - 1];
    if (reading.class === 'be') {
      const next = this.nextVerb(index + 1);
      if (
        next?.reading.form === 'participle' ||
        next?.reading.form === 'gerund'
      )
        return index + 1;
    }
    if (
      reading.lemma === 'have' &&
      this.nextVerb(index + 1)?.reading.form === 'participle' &&
      index + 2 >= (this.nextVerb(index + 1)?.index ?? 0)
    ) {
      return index + 1;
    }
    const auxiliary = tokens
      .slice(Math.max(0, index - 3), index)
      .some(({ low }) => grammar.passives.has(low));
    const reflexive =
      grammar.language === 'es' &&
      previous?.low === 'se' &&
      reading.form === 'finite' &&
      ['send', 'store', 'host', 'make', 'receive'].includes(reading.class) &&
      !/^(?:suscribir|alimentar|nutrir|escuchar)$/.test(reading.lemma);
    const usesImpersonally =
      grammar.language === 'es' &&
      previous?.low === 'se' &&
      /^(?:usar|utilizar|emplear|consultar|invocar)$/.test(reading.lemma) &&
      reading.form === 'finite';
    const passive = reading.form === 'participle' || reflexive;

    this.takeEvents();
    this.checkNumber(index, reading);
    let subject = this.subject;
    let kind = this.subjectKind;
    // "an API running on X": a gerund right behind a phrase is said of it
    const isBehindPhrase =
      this.predicate !== undefined &&
      this.last.length > 0 &&
      (this.lastEnd === index ||
        (previous?.text === ')' && index - this.lastEnd < 8));
    const describesLast =
      reading.form === 'gerund' &&
      isBehindPhrase &&
      ['host', 'sit', 'receive', 'store', 'send'].includes(reading.class);
    const isReduced =
      (reading.form === 'participle' && !auxiliary) || describesLast;
    if (isReduced && this.predicate && !this.isReduced) {
      this.outer = { predicate: this.predicate, role: this.role };
    } else if (!isReduced) this.outer = undefined;
    this.isReduced = isReduced;
    if (describesLast) {
      subject = this.last;
      kind = 'explicit';
    } else if (isReduced) {
      // "events published by A", "a queue consumed by B": about what stands before it
      const adjacent =
        this.lastEnd === index ||
        (this.lastEnd === index - 1 && /^[,(]$/.test(previous?.text ?? ''));
      if (adjacent) subject = this.last;
      else if (this.content) subject = [];
      kind = subject.length ? 'explicit' : 'implicit';
    } else if (passive && this.relativePending && !this.strayRelative) {
      subject = this.last;
      kind = subject.length ? 'explicit' : 'implicit';
    } else if (passive) {
      if (this.content && !(this.lastEnd >= 0 && this.isSubjectNear(index))) {
        subject = this.sources;
        kind = subject.length ? 'explicit' : 'implicit';
      } else if (!subject.length && this.sources.length) subject = this.sources;
      if (kind === 'hint' && reflexive && this.content) subject = this.sources;
    } else if (
      reading.form === 'finite' ||
      (reading.form === 'infinitive' && grammar.language === 'en')
    ) {
      if (this.relativePending) {
        const isNear =
          this.lastEnd >= 0 && index - this.lastEnd <= 6 && !this.strayRelative;
        if (this.strayRelative) subject = [];
        else if (this.last.length && isNear) subject = this.last;
        kind = subject.length ? 'explicit' : 'implicit';
        this.subject = subject;
        this.subjectKind = kind;
      } else if (
        this.content &&
        this.sources.length === 1 &&
        this.isSubjectNear(index)
      ) {
        // "the reports of Power BI read …"
        subject = this.sources;
        kind = 'hint';
        this.subject = subject;
        this.subjectKind = kind;
      } else if (this.content && reading.form === 'finite') {
        subject = [];
        kind = 'implicit';
        this.subject = [];
        this.subjectKind = 'implicit';
      } else if (
        this.isPronounBefore(index) &&
        this.context.antecedent &&
        kind !== 'explicit'
      ) {
        subject = [this.context.antecedent];
        kind = 'explicit';
        this.subject = subject;
        this.subjectKind = kind;
      } else if (usesImpersonally && kind === 'none') kind = 'implicit';
      else if (kind === 'none') kind = 'implicit';
      if (
        grammar.language === 'es' &&
        kind === 'implicit' &&
        !this.content &&
        !subject.length &&
        this.context.antecedent &&
        index <= 1 &&
        !usesImpersonally &&
        !this.hint.entity
      ) {
        subject = [this.context.antecedent];
        kind = 'hint';
        this.subject = subject;
        this.subjectKind = kind;
      }
    }
    this.predicate = {
      reading,
      passive,
      subject,
      subjectKind: kind,
      seen: [],
      range: this.range,
      certainty: this.certainties[index],
      isStray: this.strayRelative,
      before: this.predicate?.seen.flatMap(({ entities }) => entities),
    };
    if (
      this.context.grammar.language === 'en' &&
      /^(?:can|could|may)$/.test(previous?.low ?? '')
    )
      this.predicate.certainty *= 0.85;
    for (const entity of subject)
      if (reading.form === 'finite' || passive) entity.involved = true;
    this.hadVerb = true;
    this.relativePending = false;
    this.beforeVerb =
      reading.form === 'participle' && auxiliary && this.plain.length === 0
        ? this.beforeVerb
        : this.plain;
    this.plain = [];
    this.content = false;
    this.role = undefined;
    this.sources = passive ? this.sources : [];
    this.takePronoun(index);
    this.strayRelative = false;
    return index + 1;
  }

  /** Spanish verbs agree: behind "y", a plural verb goes on about others than the one spoken of. */
  private checkNumber(index: number, reading: VerbReading): void {
    if (this.context.grammar.language !== 'es' || reading.form !== 'finite') {
      return;
    }
    const [subject] = this.subject;
    const follows = /^(?:y|e|,|tambien)$/.test(
      this.tokens[index - 1]?.low ?? '',
    );
    if (!follows || this.subject.length !== 1) return;
    const isPlural = /s$/.test(subject.name.split(' ')[0]);
    if (!isPlural && /n$/.test(this.tokens[index].low)) {
      this.subject = [];
      this.subjectKind = 'implicit';
    }
  }

  /** "consumes them", "los consume": what was put into a channel is taken from there. */
  private takePronoun(index: number): void {
    const { predicate, context } = this;
    if (!predicate || predicate.passive || !context.lastChannel) return;
    if (predicate.reading.class !== 'receive') return;
    const after = this.tokens[index + 1]?.low ?? '';
    const before = this.tokens[index - 1]?.low ?? '';
    const isPronoun =
      context.grammar.language === 'en'
        ? /^(?:them|it|these|those)$/.test(after)
        : /^(?:los|las|lo)$/.test(before) ||
          (/(?:los|las|lo)$/.test(this.tokens[index].low) &&
            predicate.reading.form === 'infinitive');
    const [next] = [this.tokens[index + 2]?.low ?? ''];
    if (!isPronoun || /^(?:from|of|de|desde)$/.test(next)) return;
    applyObject(context, predicate, undefined, [context.lastChannel], []);
  }

  private isSubjectNear(index: number): boolean {
    return index - this.lastEnd <= 3;
  }

  private isPronounBefore(index: number): boolean {
    const { grammar } = this.context;
    for (let i = index - 1; i >= Math.max(0, index - 3); i--) {
      const token = this.tokens[i];
      if (grammar.pronouns.has(token.low)) return true;
      if (!/ly$|mente$|^(?:also|then|tambien|se)$/.test(token.low))
        return false;
    }
    return false;
  }

  private nextVerb(
    index: number,
  ): { index: number; reading: VerbReading } | undefined {
    for (let i = index; i < Math.min(index + 3, this.tokens.length); i++) {
      if (this.groupAt.has(i)) return undefined;
      const reading = this.isVerb(i);
      if (reading) return { index: i, reading };
      if (
        !/(?:ly|mente)$|^(?:not|also|been|being|then|only|never|always|sido|siendo|tambien|both|all)$/.test(
          this.tokens[i].low,
        )
      ) {
        return undefined;
      }
    }
    return undefined;
  }

  private onWord(index: number): void {
    const { grammar } = this.context;
    const token = this.tokens[index];
    const { low } = token;
    if (!token.isWord) {
      if (/^(?:→|➡|⇒|⟶|➔|-+>|=+>)$/.test(token.text)) return;
      if (
        token.text === ',' ||
        token.text === ':' ||
        token.text === '—' ||
        token.text === '–'
      ) {
        this.role = token.text === ',' ? this.role : undefined;
        if (!this.predicate) this.content = false;
      }
      return;
    }
    const next = this.tokens[index + 1]?.low;
    if (low === 'front' && next === 'of') this.role = 'before';
    else if (low === 'traves' && next === 'de') this.role = 'via';
    else if ((low === 'parte' || low === 'partir') && next === 'de')
      this.role = 'from';
    else if (low === 'medio' && next === 'de') this.role = 'via';
    else if (low === 'means' && next === 'of') this.role = 'via';
    else if (low === 'top' && next === 'of') this.role = 'in';
    else if (
      low === 'frente' &&
      (next === 'a' || next === 'de' || next === 'al' || next === 'del')
    )
      this.role = 'before';
    else if (
      (low === 'delante' || low === 'detras') &&
      /^del?$/.test(next ?? '')
    )
      this.role = low === 'delante' ? 'before' : 'behind';
    else if (grammar.roles.has(low)) {
      const role = grammar.roles.get(low)!;
      const keeps =
        role === 'of' &&
        (this.role === 'via' ||
          this.role === 'for' ||
          this.role === 'before' ||
          this.role === 'behind' ||
          this.role === 'from' ||
          this.role === 'in');
      const toKeeps = role === 'to' && this.role === 'before';
      if (!keeps && !toKeeps && !(role === 'to' && this.isVerb(index + 1)))
        this.role = role;
    } else if (grammar.conjunctions.has(low)) {
      if (!this.predicate) this.content = false;
    } else if (
      (/^(?:both|ambos|ambas|they|ellos|ellas)$/.test(low) ||
        (low === 'dos' &&
          /^l[oa]s$/.test(this.tokens[index - 1]?.low ?? ''))) &&
      this.context.lastPair.length > 1 &&
      (this.finiteVerbAt(index + 1) || this.isVerb(index + 1))
    ) {
      this.subject = [...this.context.lastPair];
      this.subjectKind = 'explicit';
      this.predicate = undefined;
      this.content = false;
    } else if (grammar.everything.has(low) && this.finiteVerbAt(index + 1)) {
      this.onEverything();
    } else if (
      /^(?:it|them|ella|ellas|ello|ellos)$/.test(low) &&
      this.isBehindRole(index) &&
      this.predicate &&
      !this.negated[index] &&
      this.context.lastChannel &&
      (this.predicate.reading.class === 'send' ||
        this.predicate.reading.class === 'receive')
    ) {
      applyObject(
        this.context,
        this.predicate,
        this.role,
        [this.context.lastChannel],
        [],
      );
    } else if (grammar.relatives.has(low) || grammar.pronouns.has(low)) {
      if (grammar.relatives.has(low) && !this.relativeVerb(index + 1)) {
        this.subject = [];
        this.subjectKind = 'implicit';
        this.predicate = undefined;
        this.role = undefined;
      } else if (grammar.relatives.has(low)) {
        this.relativePending = true;
        const before = this.tokens[index - 1];
        this.strayRelative =
          Boolean(before?.isWord) &&
          this.lastEnd !== index &&
          index > 0 &&
          !grammar.determiners.has(before.low) &&
          !grammar.roles.has(before.low) &&
          !this.context.grammar.conjunctions.has(before.low);
      }
      this.content = false;
    } else if (!grammar.stops.has(low) && !/(?:[^m]ly|mente)$/.test(low)) {
      this.plain.push(token);
      this.takeNamed(token, index);
      // a noun that is no building block: of the clause to come it may be the subject
      if (!this.predicate || grammar.persons.has(low)) {
        if (!this.predicate) this.content = true;
        else if (this.finiteVerbAt(index + 1)) {
          this.content = true;
        }
      } else if (
        this.finiteVerbAt(index + 1) &&
        this.role !== 'for' &&
        this.role !== 'of'
      ) {
        this.content = true;
      }
    }
  }

  /** "orchestrates the payment and the shipping": services of a table, meant by their first word. */
  private takeNamed(token: Token, index: number): void {
    const { predicate, context } = this;
    if (!predicate || predicate.passive || this.negated[index]) return;
    if (
      !/^(?:orchestrate|coordinate|call|invoke|orquestar|coordinar|llamar|invocar)$/.test(
        predicate.reading.lemma,
      )
    )
      return;
    if (this.role !== undefined && this.role !== 'to') return;
    const entity = context.entities.withModifiers(stem(token.low));
    if (
      !entity?.defined ||
      entity.kind !== 'component' ||
      predicate.subject.includes(entity)
    )
      return;
    entity.ranges.push({ start: token.start, end: token.end });
    applyObject(context, predicate, undefined, [entity], []);
  }

  /** "listens to these events" without saying where: in the channel spoken of. */
  private takeEvents(): void {
    const { predicate, context } = this;
    if (
      !predicate ||
      predicate.passive ||
      predicate.reading.class !== 'receive' ||
      predicate.seen.length ||
      !predicate.subject.length
    )
      return;
    if (
      !this.plain.some(({ low }) =>
        /^(?:events?|messages?|eventos?|mensajes?|jobs?|topics?)$/.test(low),
      )
    )
      return;
    const channel = context.lastChannel;
    if (!channel || predicate.subject.includes(channel)) return;
    for (const subject of predicate.subject) {
      context.relate(
        subject,
        channel,
        this.range,
        0.7,
        `What "${subject.name}" takes was last said to be in "${channel.name}"`,
      );
    }
  }

  /** "The request then lands on B": the one spoken of before passes it on to B. */
  private takeRequest(objects: readonly Entity[]): boolean {
    const { predicate, context } = this;
    if (
      !predicate ||
      predicate.subject.length ||
      predicate.subjectKind !== 'implicit'
    )
      return false;
    const isRequest = this.beforeVerb.some(
      ({ low }) =>
        context.grammar.requests.has(low) ||
        /^(?:requests?|traffic|trafico|peticion|peticiones|solicitud|solicitudes)$/.test(
          low,
        ),
    );
    const moves =
      predicate.reading.class === 'sit' ||
      predicate.reading.class === 'send' ||
      /^(?:reach|handle|hit)$/.test(predicate.reading.lemma);
    const [target] = objects;
    if (
      !isRequest ||
      !moves ||
      !target ||
      (target.kind !== 'component' && !isEdge(target))
    )
      return false;
    if (
      this.role !== 'to' &&
      this.role !== 'in' &&
      this.role !== 'by' &&
      this.role !== 'via' &&
      this.role !== undefined
    )
      return false;
    const from = context.flow;
    if (from && from !== target) {
      context.relate(
        from,
        target,
        this.range,
        0.7,
        `The request was last said to be at "${from.name}"`,
      );
    }
    target.involved = true;
    const isAll = /^(?:all|every|todo|todas|todos|toda)$/.test(
      this.tokens[0].low,
    );
    if (isAll && isEdge(target)) {
      const reached = new Set(
        [...context.relations.values()]
          .filter(({ from: caller }) => caller.kind === 'component')
          .map(({ to }) => to),
      );
      for (const entity of this.entryPoints()) {
        if (entity === target || reached.has(entity)) continue;
        context.relate(
          target,
          entity,
          this.range,
          0.6,
          `All requests are said to go through "${target.name}"`,
        );
      }
    }
    context.flow = target;
    if (target.kind === 'component') context.focus = target;
    return true;
  }

  private relativeVerb(index: number): boolean {
    return this.finiteVerbAt(index) || Boolean(this.isVerb(index));
  }

  /** "Everything sits behind …": all that callers reach directly. */
  private onEverything(): void {
    const all = this.entryPoints();
    this.subject = all;
    this.subjectKind = all.length ? 'explicit' : 'implicit';
    this.predicate = undefined;
    this.content = false;
  }

  /** Components that callers can reach. */
  private entryPoints(): Entity[] {
    return this.context.entities.all.filter(
      entity =>
        entity.kind === 'component' &&
        entity.involved &&
        ['service', 'website', 'mobile-app'].includes(entity.type) &&
        entity.type !== 'mobile-app' &&
        !isEdge(entity) &&
        entity.product?.role !== 'product',
    );
  }

  private finish(): void {
    const { context } = this;
    this.takeEvents();
    if (this.deniedNames.length) {
      const names = [...new Set(this.deniedNames.map(({ name }) => name))];
      const isAlternative = this.skipFrom < Infinity;
      context.warn(
        `${
          isAlternative
            ? 'Left out as an alternative or excluded'
            : 'Left out because the text denies it'
        }: ${names.join(', ')} ("${context.quote(this.range)}")`,
        this.deniedNames[0].range,
      );
    }
    const explicit = this.mentioned.find(
      entity =>
        entity.kind === 'component' && !entity.type.startsWith('external'),
    );
    const components = this.mentioned.filter(
      ({ kind }) => kind === 'component',
    );
    if (components.length > 1) context.lastPair = components.slice(-2);
    if (explicit) {
      const subjects = this.subject.filter(({ kind }) => kind === 'component');
      // "Both call the API. It …": one thing is meant, so it is no subject of two
      const lone =
        subjects.length > 1
          ? [...components].reverse().find(entity => !subjects.includes(entity))
          : subjects[0];
      context.antecedent = lone ?? explicit;
    }
    // a fragment ("PostgreSQL for the orders", "Stack: React, Redis") lists what there is
    if (!this.hadVerb) {
      const { entity: about } = this.hint;
      for (const entity of this.mentioned) {
        entity.involved = true;
        // "orders-service: …. Database: PostgreSQL."
        if (
          about &&
          about.kind === 'component' &&
          isPassive(entity) &&
          this.tokens.length <= 12 &&
          !entity.generic
        ) {
          context.relate(about, entity, this.range, 0.8);
        }
      }
    }
  }
}

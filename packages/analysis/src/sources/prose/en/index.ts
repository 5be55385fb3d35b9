import {
  addReading,
  wordSet,
  type Grammar,
  type Role,
  type VerbClass,
  type VerbReading,
} from '../grammar';
import { notes } from './notes';

const REGULAR: Array<[VerbClass, string]> = [
  [
    'use',
    'use call query access contact consult invoke request integrate connect communicate talk speak interact depend rely need require leverage utilize employ authenticate authorize hit ping check validate verify look search coordinate orchestrate interface link bind attach refer monitor scrape observe watch crawl poll inspect control trigger notify alert charge invoke execute delegate ask reach report track sync synchronize replicate back-up update reindex index embed import resolve register login sign log join mount drive operate tap translate outsource copy clone mirror duplicate aggregate-from migrate-from draw federate offload dial geocode purge invalidate rent-from bill page open-to',
  ],
  [
    'send',
    'send publish push forward route emit dispatch deliver distribute relay stream transmit post produce redirect proxy pass export upload feed enqueue queue broadcast direct transfer submit expose-to hand balance load-balance propagate output ship raise place put fan drop email text escalate move pump spool offload hand-off',
  ],
  [
    'receive',
    'receive consume read subscribe listen fetch get pull retrieve ingest collect pick load download poll dequeue accept obtain take source gather process-from extract tail scan drain',
  ],
  [
    'store',
    'store save persist write cache record keep archive insert back maintain hold log-in backup stash sink dump materialize upsert buffer stage',
  ],
  ['serve', 'serve protect secure front shield'],
  ['host', 'host deploy run install provision containerize package execute-on'],
  [
    'make',
    'build write implement develop code create base program power design structure compose render',
  ],
  [
    'have',
    'have include contain comprise consist own feature bundle encompass divide split decompose organize',
  ],
  [
    'sit',
    'sit live reside stand lie place locate go land arrive flow end come travel pass-through enter',
  ],
  ['replace', 'replace migrate switch'],
  [
    'none',
    'allow enable let help permit ensure make provide offer expose handle process manage calculate compute perform generate show display present visualize support improve reduce increase simplify describe explain demonstrate represent mean follow apply give want become remain start stop begin continue try work return respond reply scale fail happen occur transform convert encode parse analyze analyse aggregate enrich filter map sort classify detect predict recommend train score issue grant sign-up browse buy purchase order pay book view see visit click choose select enter fill confirm cancel complete finish approve reject review rate share change modify edit delete remove add set define configure govern limit restrict enforce rotate encrypt decrypt mask audit schedule plan prepare print assign match combine merge group wrap abstract hide isolate separate decouple keep-track act serve-as play know learn find discover count measure test debug release version tag document note include-in wait retry recover restore handle exist perform demand address solve tackle focus target belong cover concern maintain-state optimize minimize maximize fit suit adapt evolve grow spread sell rent deal assess evaluate estimate grade capture minimise optimise organise arrange render-to simulate emulate guarantee avoid prevent compare reconcile anonymize anonymise rank price settle block deny remind greet answer bypass walk demonstrate fork turn mock open establish initiate consider discuss charge-for advise react lack moderate screen shed refund unlock weigh resize crop expire refresh renew restart terminate reload summarize survive appear decide prefer bring carry reserve enroll',
  ],
];

const IRREGULAR: Record<
  string,
  [third: string, past: string, participle: string, gerund?: string]
> = {
  send: ['sends', 'sent', 'sent'],
  write: ['writes', 'wrote', 'written', 'writing'],
  read: ['reads', 'read', 'read'],
  get: ['gets', 'got', 'got', 'getting'],
  put: ['puts', 'put', 'put', 'putting'],
  keep: ['keeps', 'kept', 'kept'],
  hold: ['holds', 'held', 'held'],
  feed: ['feeds', 'fed', 'fed'],
  speak: ['speaks', 'spoke', 'spoken'],
  build: ['builds', 'built', 'built'],
  have: ['has', 'had', 'had', 'having'],
  run: ['runs', 'ran', 'run', 'running'],
  sit: ['sits', 'sat', 'sat', 'sitting'],
  stand: ['stands', 'stood', 'stood'],
  lie: ['lies', 'lay', 'lain', 'lying'],
  take: ['takes', 'took', 'taken', 'taking'],
  hit: ['hits', 'hit', 'hit', 'hitting'],
  drive: ['drives', 'drove', 'driven', 'driving'],
  make: ['makes', 'made', 'made', 'making'],
  let: ['lets', 'let', 'let', 'letting'],
  show: ['shows', 'showed', 'shown'],
  give: ['gives', 'gave', 'given', 'giving'],
  become: ['becomes', 'became', 'become', 'becoming'],
  begin: ['begins', 'began', 'begun', 'beginning'],
  know: ['knows', 'knew', 'known'],
  find: ['finds', 'found', 'found'],
  see: ['sees', 'saw', 'seen', 'seeing'],
  buy: ['buys', 'bought', 'bought'],
  pay: ['pays', 'paid', 'paid'],
  choose: ['chooses', 'chose', 'chosen', 'choosing'],
  go: ['goes', 'went', 'gone', 'going'],
  hide: ['hides', 'hid', 'hidden', 'hiding'],
  split: ['splits', 'split', 'split', 'splitting'],
  set: ['sets', 'set', 'set', 'setting'],
  sell: ['sells', 'sold', 'sold'],
  deal: ['deals', 'dealt', 'dealt'],
  grow: ['grows', 'grew', 'grown'],
  spread: ['spreads', 'spread', 'spread'],
  learn: ['learns', 'learned', 'learned'],
  fit: ['fits', 'fit', 'fit', 'fitting'],
  mean: ['means', 'meant', 'meant'],
  embed: ['embeds', 'embedded', 'embedded', 'embedding'],
  submit: ['submits', 'submitted', 'submitted', 'submitting'],
  emit: ['emits', 'emitted', 'emitted', 'emitting'],
  transmit: ['transmits', 'transmitted', 'transmitted', 'transmitting'],
  ship: ['ships', 'shipped', 'shipped', 'shipping'],
  tap: ['taps', 'tapped', 'tapped', 'tapping'],
  ping: ['pings', 'pinged', 'pinged', 'pinging'],
  log: ['logs', 'logged', 'logged', 'logging'],
  transfer: ['transfers', 'transferred', 'transferred', 'transferring'],
  refer: ['refers', 'referred', 'referred', 'referring'],
  control: ['controls', 'controlled', 'controlled', 'controlling'],
  program: ['programs', 'programmed', 'programmed', 'programming'],
  map: ['maps', 'mapped', 'mapped', 'mapping'],
  wrap: ['wraps', 'wrapped', 'wrapped', 'wrapping'],
  stop: ['stops', 'stopped', 'stopped', 'stopping'],
  scan: ['scans', 'scanned', 'scanned', 'scanning'],
  plan: ['plans', 'planned', 'planned', 'planning'],
  permit: ['permits', 'permitted', 'permitted', 'permitting'],
  occur: ['occurs', 'occurred', 'occurred', 'occurring'],
};

/** English verbs in all their forms. */
function englishVerbs(): Map<string, VerbReading[]> {
  const verbs = new Map<string, VerbReading[]>();
  for (const [verbClass, list] of REGULAR) {
    for (const lemma of list.split(/\s+/)) {
      if (lemma.includes('-')) continue;
      const [third, past, participle, gerund] =
        IRREGULAR[lemma] ?? regular(lemma);
      const add = (word: string, form: VerbReading['form']) => {
        const reading = { class: verbClass, form, lemma };
        addReading(verbs, word, reading);
        // "synchronises"
        if (/[^is]ize$/.test(lemma)) {
          addReading(verbs, word.replace(/iz(?=[ei])/, 'is'), reading);
        }
      };
      add(third, 'finite');
      add(participle, 'participle');
      if (past !== participle) add(past, 'finite');
      add(gerund ?? `${lemma}ing`, 'gerund');
      add(lemma, 'infinitive');
    }
  }
  for (const word of ['is', 'are', 'was', 'were', 'be', "isn't", "aren't"]) {
    addReading(verbs, word, { class: 'be', form: 'finite', lemma: 'be' });
  }
  return verbs;
}

function regular(lemma: string): [string, string, string, string] {
  const endsInY = /[^aeiou]y$/.test(lemma);
  const hisses = /(?:s|x|z|ch|sh|o)$/.test(lemma);
  const base = endsInY ? `${lemma.slice(0, -1)}i` : lemma;
  const third = endsInY || hisses ? `${base}es` : `${lemma}s`;
  const past = /e$/.test(lemma) ? `${lemma}d` : `${base}ed`;
  const gerund = /[^e]e$/.test(lemma)
    ? `${lemma.slice(0, -1)}ing`
    : `${lemma}ing`;
  return [third, past, past, gerund];
}

const roles = new Map<string, Role>(
  (
    [
      ['to', 'to onto toward towards into'],
      ['from', 'from'],
      ['in', 'in on inside within at against'],
      ['via', 'via through using with over across'],
      ['by', 'by'],
      ['behind', 'behind'],
      ['for', 'for'],
      ['as', 'as'],
      ['like', 'like than unlike about during regarding'],
      ['of', 'of'],
      ['between', 'between among'],
      ['without', 'without'],
    ] as Array<[Role, string]>
  ).flatMap(([role, words]) =>
    words.split(' ').map(word => [word, role] as [string, Role]),
  ),
);

export const english: Grammar = {
  language: 'en',
  notes,
  verbs: englishVerbs(),
  passives: wordSet('is are was were be been being get gets'),
  determiners: wordSet(
    'the a an this that these those its their our your his her my each every all both some any another other one two three four five six seven eight nine ten several many multiple various same no',
  ),
  indefinite: wordSet('a an another one'),
  possessives: wordSet('its their our your his her my own'),
  quantifiers: wordSet(
    'each every all both other others several many multiple various any some most these those two three four five six seven eight nine ten',
  ),
  pronouns: wordSet('it they this these he she'),
  relatives: wordSet('which that who where whose'),
  conjunctions: wordSet('and or & then plus but'),
  negations: wordSet(
    "not never no nor neither doesn't don't isn't aren't won't can't cannot didn't wasn't nothing nobody none hardly",
  ),
  without: wordSet('without'),
  modals: wordSet('can could may might must should would shall will to'),
  futures: wordSet(
    "will'll planned plan plans future eventually later soon upcoming roadmap someday tomorrow might could optionally optional would",
  ),
  roles,
  stops: wordSet(
    'the a an this that these those its their our your his her my each every all both some any another other others one two three four five six seven eight nine ten several many multiple various and or & but if when while where which who whose what how why because so then than as to of in on at by for with from into onto via through over under behind between among within without against about after before during per not no nor neither only also just too very more most less least such like e.g i.e etc is are was were be been being has have had do does did can could may might must should would will shall it they them he she we you i us there here again finally first next last always never often usually sometimes already still both either whenever once until unless since though although however therefore thus hence meanwhile instead rather whether plus using directly together itself themselves well up down out off away back everything everyone everybody nothing something anything',
  ),
  plainAdjectives: wordSet(
    'single simple main primary new own dedicated separate central centralized centralised internal external managed shared common single-page small large big scalable distributed different specific existing current legacy modern standard custom underlying corresponding respective appropriate actual global local regional public private secure open-source serverless asynchronous synchronous async sync highly available high-performance lightweight fast fully stateless stateful multi-tenant containerized dockerized responsive independent third-party thin given various downstream upstream core same additional real persistent transactional relational nosql non-relational durable replicated hosted cloud-native in-memory backing fully-managed little tiny nightly daily hourly in-house self-hosted on-premise on-premises encrypted redundant popular good great proper final first second third scheduled periodic cross-platform native isolated fault-tolerant event-driven',
  ),
  persons: wordSet(
    'user users customer customers client clients people person visitor visitors employee employees operator operators administrator administrators admin admins developer developers team teams staff agent agents shopper shoppers buyer buyers seller sellers driver drivers rider riders passenger passengers patient patients doctor doctors student students teacher teachers manager managers merchant merchants partner partners subscriber subscribers technician technicians engineer engineers analyst analysts member members reader readers browser browsers guest guests tenant tenants player players citizen citizens dispatcher dispatchers public audience everybody citizenry',
  ),
  everything: wordSet(
    'everything all components services microservices backends',
  ),
  requests: wordSet(
    'request requests traffic call calls query queries command commands webhook webhooks connection connections visit visits http https upload uploads order orders',
  ),
  alternatives:
    /\b(?:alternatively|alternatives?|as an alternative)\b|\balternative:/,
  examples:
    /\b(?:such as|for example|e\.g|for instance|including|similar to|inspired by)\b/,
  called: wordSet('called named'),
};

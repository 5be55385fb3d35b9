/** A host name inside a value, and whether its surroundings prove that it is one. */
export interface HostReference {
  host: string;
  /** Offset in the value. */
  index: number;
}

/** Keys whose bare value is the name of a host. */
const HOST_KEY =
  /(?:^|[_.-])(?:HOST|HOSTS|HOSTNAME|URL|URLS|URI|URIS|ADDR|ADDRS|ADDRESS|ADDRESSES|SERVER|SERVERS|ENDPOINT|ENDPOINTS|BROKER|BROKERS|BROKERLIST|BOOTSTRAP|DSN|CONNECTION|CONNECTIONSTRING|CONN|BACKEND|UPSTREAM|UPSTREAMS|TARGET|TARGETS|SERVICE|NODE|NODES|SEEDS|CONTACTPOINTS|CONNECT|LOCATION|BASEURL|API|PROXY|DATASOURCE|LINK|REMOTE|PEERS|MASTER|BUS|EVENTBUS|MESSAGEBUS)\d*$|^CONNECTION_?STRINGS?(?:__|:|\.)\w+$/i;
/** Keys that name a host for another purpose than calling it. */
const NOT_A_CALL =
  /CORS|ALLOWED|ORIGIN|REDIRECT|CALLBACK|NO_PROXY|VIRTUAL_HOST|LETSENCRYPT|ADVERTISED|LISTENER|PUBLIC_HOST|COOKIE|(?:^|_)(?:USER|USERNAME|PASSWORD|PASS|SECRET|TOKEN|REALM|ISSUER_NAME|DB|DBNAME|DATABASE_NAME|DB_NAME|SCHEMA|INDEX|BUCKET|TOPIC|QUEUE|EXCHANGE|GROUP|CLIENT_ID|APP_NAME|SERVICE_NAME|PROFILE|PROFILES|ENV|NAME|LEVEL|MODE|DRIVER|TYPE|DIALECT|ENGINE|KIND)$/i;

const HOST = '[a-z0-9](?:[a-z0-9_.-]*[a-z0-9])?';
/** `//host`, `@host`, `tcp(host`, `jdbc:…:@host` */
const AUTHORITY = new RegExp(
  `(?://|@|\\()(${HOST})(?=[:/?;,)\\s"'#&]|$)`,
  'gi',
);
/** `host:port`, alone or in a list */
const HOST_PORT = new RegExp(
  `(?:^|[\\s,;=\\["'(|@/])(${HOST}):\\d{2,5}(?=[/?;,)\\]\\s"'|&]|$)`,
  'gi',
);
/** `Server=host;`, `host=host`, `Data Source=host` */
const KEY_VALUE = new RegExp(
  `(?:^|[;\\s?&"'])(?:server|host|data source|datasource|address|addr|endpoint|network address)\\s*=\\s*(?:tcp:)?(${HOST})`,
  'gi',
);
const BARE_LIST = new RegExp(
  `^\\s*${HOST}(?:(?:\\s*[,;]\\s*|\\s+)${HOST})*\\s*$`,
  'i',
);

const MAX_VALUE = 4000;

/** Hosts that the value of an environment variable (or of a command's option) names. */
export function hostsIn(key: string, input: string): HostReference[] {
  if (NOT_A_CALL.test(key)) return [];
  const value = input.slice(0, MAX_VALUE);
  const found = new Map<number, string>();
  const scan = (pattern: RegExp) => {
    for (const match of value.matchAll(pattern)) {
      const index = match.index + match[0].lastIndexOf(match[1]);
      found.set(index, match[1]);
    }
  };
  scan(AUTHORITY);
  scan(HOST_PORT);
  scan(KEY_VALUE);
  // authorities after the first of a list: mongodb://a,b,c/db
  const list = /\/\/(?:[^@/\s]*@)?([^/\s]*,[^/\s]*)/.exec(value);
  if (list) {
    let offset = list.index + list[0].lastIndexOf(list[1]);
    for (const part of list[1].split(',')) {
      found.set(offset, part.replace(/:\d+$/, ''));
      offset += part.length + 1;
    }
  }
  const words = key.replace(/([a-z0-9])([A-Z])/g, '$1_$2');
  if (HOST_KEY.test(words) && BARE_LIST.test(value)) {
    for (const match of value.matchAll(new RegExp(HOST, 'gi'))) {
      found.set(match.index, match[0]);
    }
  }
  return [...found].map(([index, host]) => ({ host, index }));
}

/** Hosts that a command line names: URLs, `host:port`, `--db-host=name`, `-h name`, `wait-for name`. */
export function hostsInCommand(words: string[]): string[] {
  const hosts: string[] = [];
  words.forEach((word, i) => {
    const option = /^--?([\w.-]+)[= ](.+)$/.exec(word);
    const key = option
      ? option[1].replace(/-/g, '_')
      : /^--?([\w.-]+)$/.exec(words[i - 1] ?? '')?.[1].replace(/-/g, '_') ?? '';
    const value = option ? option[2] : word;
    for (const { host } of hostsIn(key, value)) hosts.push(host);
    if ((key === 'h' || key === 'H') && !option) hosts.push(word);
  });
  return hosts;
}

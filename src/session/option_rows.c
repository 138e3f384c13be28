/* The options, as rows. `details` is for the manual: words in backquotes are set as they are typed,
 * and what the argument is called as a variable. */
#include "session/option.h"

#define FINDING      (LF_FOR_SCAN | LF_FOR_RESOLVE | LF_FOR_CHECK | LF_FOR_ENRICH)
#define FOLLOWING    (LF_FOR_RESOLVE | LF_FOR_EXPAND | LF_FOR_CHECK | LF_FOR_ENRICH)
#define ALL_COMMANDS (FINDING | FOLLOWING)

/* A row's type, with its place and the range of its values, which is said in words too. */
#define FLAG(field) .type = OPTION_FLAG, .at = offsetof(lf_options, field)
#define TEXT(field) .type = OPTION_TEXT, .at = offsetof(lf_options, field)
#define EACH(field) .option.repeatable = 1, .type = OPTION_EACH, .at = offsetof(lf_options, field)
#define COMMAS(field)                                                                              \
    .option.repeatable = 1, .type = OPTION_COMMAS, .at = offsetof(lf_options, field)
#define COUNT(field, from, to)                                                                     \
    .option.takes = "a whole number from " #from " to " #to, .type = OPTION_COUNT,                 \
    .at = offsetof(lf_options, field), .least = (from), .most = (to)
#define SECONDS(field, to)                                                                         \
    .option.takes = "a number of seconds above 0, at most " #to, .type = OPTION_SECONDS,           \
    .at = offsetof(lf_options, field), .most = (to)

const struct option_row option_rows[] = {
    { .option = { .name = "type",
                  .argument = "TYPE",
                  .takes = "text, html or markdown",
                  .summary = "what the inputs are: text, html or markdown",
                  .details = "What the inputs are: `text`, `html` or `markdown`. Without it each "
                             "input is looked at.",
                  .commands = FINDING },
      TEXT(type) },
    { .option = { .name = "bare-domains",
                  .summary = "also find example.com, without path or scheme",
                  .details = "Also find domains without path or scheme, such as example.com.",
                  .commands = FINDING },
      FLAG(bare_domains) },
    { .option = { .name = "resources",
                  .summary = "also find images, videos and other files that a page shows",
                  .commands = FINDING },
      FLAG(resources) },
    { .option = { .name = "only",
                  .argument = "KIND[,KIND]",
                  .takes = "short, media, permalink, wrapped, web or local",
                  .summary = "take only short, media, permalink, wrapped, web or local links",
                  .details = "Take only links of these kinds: `short`, `media`, `permalink`, "
                             "`wrapped`, `web`, `local` (`check` alone has them). `scan` leaves "
                             "others out of the records; "
                             "the other commands report them as `skipped`, `excluded`, and "
                             "do not follow them.",
                  .commands = ALL_COMMANDS },
      COMMAS(only) },
    { .option = { .name = "exclude",
                  .argument = "REGEX",
                  .takes = "a POSIX extended expression",
                  .summary = "leave out links that match",
                  .details = "Leave out links whose URL matches this POSIX extended expression, "
                             "as `--only` does. It is found anywhere in the URL, and `\\w`, `\\s` "
                             "and `\\b` are understood.",
                  .commands = ALL_COMMANDS },
      EACH(exclude) },
    { .option = { .name = "jobs",
                  .argument = "N",
                  .summary = "threads that scan, write, and open TLS; else one a processor",
                  .details = "Threads that scan, write, and open TLS connections; inputs are "
                             "scanned several at a time, and a large text is shared among them. "
                             "Without it there are as many as processors.",
                  .commands = ALL_COMMANDS },
      COUNT(jobs, 1, 1000000) },
    { .option = { .name = "ordered",
                  .summary = "give the records in the order of the inputs",
                  .details = "Give the records in the order of the inputs. Without it each comes "
                             "as soon as it is complete.",
                  .commands = ALL_COMMANDS },
      FLAG(ordered) },
    { .option = { .name = "timeout",
                  .argument = "S",
                  .standard = "30",
                  .summary = "seconds for one link's whole chain",
                  .details = "Seconds for one link's whole chain, looking up names and waiting "
                             "between tries included; waiting for a turn is not.",
                  .commands = FOLLOWING },
      SECONDS(timeout, 86400) },
    { .option = { .name = "max-time",
                  .argument = "S",
                  .summary = "seconds for the whole run; links still open then are skipped",
                  .details = "Seconds for the whole run. Links still open then are reported as "
                             "`skipped`, `out_of_time`, and no more lines of standard input are "
                             "read. A document that is still being read from a pipe is waited for.",
                  .commands = FOLLOWING },
      SECONDS(max_time, 2678400) },
    { .option = { .name = "max-hops",
                  .argument = "N",
                  .standard = "20",
                  .summary = "hops to follow",
                  .details = "Hops to follow. With fewer than 20, a link that leads further is "
                             "reported as `skipped`, `hop_limit`, and its `next` says where to; "
                             "with 0 each URL is asked once. With 20 or more it is `dead`, "
                             "`too_many_hops`. A target that stands in a wrapper's URL is no hop "
                             "here, for nobody is asked for it.",
                  .commands = FOLLOWING },
      COUNT(max_hops, 0, 1000000),
      .decides = true },
    { .option = { .name = "probe",
                  .summary = "may ask a site for a name that cannot exist",
                  .details = "Where a page may be missing although its status says otherwise, its "
                             "site may be asked for a name in the same folder that cannot exist: "
                             "what is answered alike is `dead`, `soft_404`. Once for each folder, "
                             "and eight times at most for each site.",
                  .commands = FOLLOWING },
      FLAG(probe),
      .decides = true },
    { .option = { .name = "retries",
                  .argument = "N",
                  .standard = "1",
                  .summary = "more tries after a passing fault",
                  .details = "More tries after a fault that may pass: a timeout, a refused "
                             "connection, a server's error. A host that answers 429 or 503 is "
                             "left alone for as long as it says, with all its links, or for a "
                             "pause that doubles, and asked with fewer requests at once; the last "
                             "try of what it refused is made when all the rest is done. What would "
                             "have to wait for longer than `--timeout` is not asked.",
                  .commands = FOLLOWING },
      COUNT(retries, 0, 1000000) },
    { .option = { .name = "concurrency",
                  .argument = "N",
                  .standard = "64",
                  .summary = "requests in flight",
                  .commands = FOLLOWING },
      COUNT(concurrency, 1, 1000000) },
    { .option = { .name = "per-host",
                  .argument = "N",
                  .standard = "8",
                  .summary = "of those, to one host",
                  .details = "Requests in flight to one host.",
                  .commands = FOLLOWING },
      COUNT(per_host, 1, 1000000) },
    { .option = { .name = "timeout-of",
                  .argument = "HOST=S",
                  .takes = "HOST=S, S being a number of seconds",
                  .summary = "seconds for links to one host",
                  .details = "Seconds for the whole chain of a link to this host, instead of "
                             "`--timeout`. HOST may begin with `*.`, for every host below.",
                  .commands = FOLLOWING },
      EACH(timeouts) },
    { .option = { .name = "per-host-of",
                  .argument = "HOST=N",
                  .takes = "HOST=N, N being a whole number",
                  .summary = "requests in flight to one host",
                  .details = "Requests in flight to this host, instead of `--per-host`. HOST may "
                             "begin with `*.`, for each host below.",
                  .commands = FOLLOWING },
      EACH(per_hosts) },
    { .option = { .name = "rate",
                  .argument = "HOST=N/s",
                  .takes = "HOST=N/s, HOST=N/m or HOST=N/h",
                  .summary = "requests to one host in a second, at most",
                  .details = "Requests to one host, whatever the port, at every hop: at most N in "
                             "a second, or with `N/m` in a minute, `N/h` in an hour, evenly "
                             "spread. Without it they are made as fast as the host answers. HOST "
                             "may be `*`, every host, or begin with `*.`, each host below; the "
                             "closest counts. Waiting for a turn is not counted in `--timeout`.",
                  .commands = FOLLOWING },
      EACH(rates) },
    { .option = { .name = "robots",
                  .summary = "heed robots.txt",
                  .details = "Ask each host for its robots.txt (RFC 9309) and do not ask for what "
                             "it disallows to the name in `--user-agent`: such links are reported "
                             "as `skipped`, `excluded`. A `Crawl-delay` is kept, up to 30 seconds.",
                  .commands = FOLLOWING },
      FLAG(robots),
      .decides = true },
    { .option = { .name = "user-agent",
                  .argument = "S",
                  .summary = "what to call ourselves",
                  .commands = FOLLOWING },
      TEXT(user_agent),
      .decides = true },
    { .option = { .name = "header",
                  .argument = "'HOST: NAME: VALUE'",
                  .summary = "a header for one host",
                  .details =
                      "A header for one host, never sent to another. HOST may begin with `*.`, "
                      "for every host below.",
                  .commands = FOLLOWING },
      EACH(headers),
      .decides = true },
    { .option = { .name = "cacert",
                  .argument = "FILE",
                  .summary = "trust these certificates instead of the system's",
                  .details = "Trust the certificates in FILE (PEM) instead of the system's.",
                  .commands = FOLLOWING },
      TEXT(cacert),
      .decides = true },
    { .option = { .name = "connect-to",
                  .argument = "H1:P1:H2:P2",
                  .summary = "connect to H2:P2 for H1:P1",
                  .details = "Connect to host H2, port P2 for host H1, port P1; an empty part "
                             "matches all or changes nothing.",
                  .commands = FOLLOWING },
      EACH(connect_to),
      .decides = true },
    { .option = { .name = "resolve",
                  .argument = "HOST:PORT:ADDR[,ADDR]",
                  .summary = "use this address for the host",
                  .details = "Use these addresses for the host; `*` is every host.",
                  .commands = FOLLOWING },
      EACH(resolve),
      .decides = true },
    { .option = { .name = "proxy",
                  .argument = "URL",
                  .summary = "send requests through a proxy",
                  .details = "Send requests through a proxy. Without it none is used, whatever "
                             "the environment says. Names are looked up first, and the proxy is "
                             "not asked for those that lead to private or special addresses.",
                  .commands = FOLLOWING },
      TEXT(proxy),
      .decides = true },
    { .option = { .name = "proxy-dns",
                  .summary = "leave looking up names to the proxy",
                  .details = "Leave looking up names to the proxy, for where none can be looked "
                             "up here. Nothing tells then where a name leads.",
                  .commands = FOLLOWING },
      FLAG(proxy_dns),
      .decides = true },
    { .option = { .name = "allow-net",
                  .argument = "CIDR",
                  .summary = "allow a private or special range",
                  .details = "Private and special addresses are refused at every hop; this "
                             "allows a range.",
                  .commands = FOLLOWING },
      EACH(allow_net),
      .decides = true },
    { .option = { .name = "record",
                  .argument = "FILE",
                  .summary = "keep every exchange in FILE, as gzipped WARC",
                  .details = "Keep every exchange as evidence in FILE, a gzipped WARC 1.1 "
                             "(ISO 28500): requests and answers as they went over the wire, tries "
                             "that failed, names that were looked up. What `--header` adds stands "
                             "there as ***. A WARC file that is there is added to. Whatever ends "
                             "the run, the file is whole to its last record. `check` asks for all "
                             "again then, as with `--refresh`.",
                  .commands = FOLLOWING },
      TEXT(record) },
    { .option = { .name = "replay",
                  .argument = "FILE",
                  .summary = "take all answers from FILE, a WARC, not from the network",
                  .details = "Take all answers from FILE, a WARC file, and ask nobody. What "
                             "`--record` wrote gives the same records again; of other writers' "
                             "files the first answer to a GET of a URL counts, then the second. "
                             "What FILE does not hold is `skipped`, `offline`.",
                  .commands = FOLLOWING },
      TEXT(replay) },
    { .option = { .name = "offline",
                  .summary = "follow nothing",
                  .details = "Follow nothing: every link is reported as skipped.",
                  .commands = FOLLOWING },
      FLAG(offline) },
    { .option = { .name = "no-api",
                  .summary = "ask no platform about its posts",
                  .details =
                      "Ask no platform about its posts: they are described from the document "
                      "and its links alone.",
                  .commands = FOLLOWING },
      FLAG(no_api),
      .decides = true },
    { .option = { .name = "api",
                  .argument = "PLATFORM[,PLATFORM]",
                  .summary = "ask these platforms, too",
                  .details = "Ask these platforms besides those that are asked by default: "
                             "`facebook`, `instagram` and `threads` are asked only so.",
                  .commands = FOLLOWING },
      COMMAS(api),
      .decides = true },
    { .option = { .name = "endpoint",
                  .argument = "NAME=URL",
                  .summary = "ask URL instead of a platform's endpoint",
                  .details = "Ask URL instead of the endpoint of that name, `twitter.oembed` say. "
                             "`{host}` in URL stands for the post's host.",
                  .commands = FOLLOWING },
      EACH(endpoints),
      .decides = true },
    { .option = { .name = "archive",
                  .summary = "look up copies of what is dead",
                  .details = "Look up copies of what is dead in the Wayback Machine, and at the "
                             "TimeGates that `--timegate` names.",
                  .commands = FOLLOWING },
      FLAG(archive) },
    { .option = { .name = "timegate",
                  .argument = "URL",
                  .summary = "a Memento TimeGate to ask where Wayback has no copy",
                  .details = "A Memento TimeGate (RFC 7089) to ask where the Wayback Machine has "
                             "no copy; the original URL is appended as it is.",
                  .commands = FOLLOWING },
      EACH(timegates),
      .decides = true },
    { .option = { .name = "fail-on",
                  .argument = "CLASS[,CLASS]",
                  .takes = "dead, unsure, redirect, insecure, conflict or never",
                  .standard = "dead",
                  .summary = "findings that fail the run",
                  .details = "Classes of finding that fail the run: `dead`, `unsure`, `redirect`, "
                             "`insecure`, `conflict`; or `never`.",
                  .commands = LF_FOR_CHECK },
      COMMAS(fail_on) },
    { .option = { .name = "warn-on",
                  .argument = "CLASS[,CLASS]",
                  .takes = "dead, unsure, redirect, insecure, conflict or never",
                  .standard = "unsure",
                  .summary = "findings that are reported and do not fail the run",
                  .commands = LF_FOR_CHECK },
      COMMAS(warn_on) },
    { .option = { .name = "severity",
                  .argument = "REASON=SEVERITY",
                  .takes = "REASON=error, warning, note or off",
                  .summary = "the severity of one reason: error, warning, note or off",
                  .details =
                      "The severity of one reason, whatever `--fail-on` and `--warn-on` say: "
                      "`error`, `warning`, `note` or `off`.",
                  .commands = LF_FOR_CHECK },
      EACH(severities) },
    { .option = { .name = "accept",
                  .argument = "[HOST=]CODES",
                  .takes = "codes such as 200..=299,403, behind HOST= for one host",
                  .summary = "final statuses that are alive",
                  .details = "Final statuses that are `alive`, such as `200..=299,403` (`a..b` "
                             "without b, `a..=b` with it), of every host or of one; HOST may begin "
                             "with `*.`, for every host below. Answers out of the cache are judged "
                             "by it, too.",
                  .commands = LF_FOR_CHECK },
      EACH(accept) },
    { .option = { .name = "root",
                  .argument = "DIR",
                  .summary = "the folder that /path is in, and of paths in reports",
                  .details =
                      "The folder in which links such as `/path` are looked up, and to which "
                      "paths in reports are relative. Without it: the nearest folder "
                      "upwards with `.git`, else the working folder.",
                  .commands = LF_FOR_CHECK },
      TEXT(root) },
    { .option = { .name = "base-url",
                  .argument = "URL",
                  .summary = "where the files are published",
                  .details = "Where the files are published: links to it are looked up in the "
                             "files, not asked for.",
                  .commands = LF_FOR_CHECK },
      TEXT(base_url) },
    { .option = { .name = "fragments",
                  .argument = "WHICH",
                  .takes = "none, local or all",
                  .standard = "local",
                  .summary = "whether #fragments are looked for: none, local or all",
                  .details = "Whether fragments are looked for: `none`, those of `local` links, or "
                             "`all`, in pages that are asked for, too; where such a page lacks one "
                             "the link is `unsure`.",
                  .commands = LF_FOR_CHECK },
      TEXT(fragments),
      .decides = true },
    { .option = { .name = "cache",
                  .argument = "FILE",
                  .summary = "keep answers in FILE",
                  .details = "Keep answers in FILE, an SQLite database that several runs may "
                             "share. Without it: `$XDG_CACHE_HOME/landfall/cache.sqlite`, else "
                             "`~/.cache/landfall/cache.sqlite`.",
                  .commands = LF_FOR_CHECK },
      TEXT(cache) },
    { .option = { .name = "cache-life",
                  .argument = "STATE=DURATION[,STATE=DURATION]",
                  .takes = "alive, dead or unsure, = and a duration such as 90s, 10m, 6h or 3d",
                  .standard = "alive=7d,dead=10m,unsure=1m",
                  .summary = "how long an answer is good for, by its state",
                  .details = "How long an answer is good for, by its state; bare numbers are "
                             "seconds.",
                  .commands = LF_FOR_CHECK },
      COMMAS(cache_life) },
    { .option = { .name = "refresh",
                  .summary = "ask for all again, and keep the answers",
                  .commands = LF_FOR_CHECK },
      FLAG(refresh) },
    { .option = { .name = "fail-after",
                  .argument = "N|DURATION",
                  .takes = "a number of looks, or a duration such as 12h or 3d",
                  .summary = "dead links fail at the Nth look in a row, or when dead so long",
                  .details = "A dead link fails only at its Nth look in a row, or once it has been "
                             "dead that long; until then it is a warning. Looks are kept in the "
                             "cache.",
                  .commands = LF_FOR_CHECK },
      TEXT(fail_after) },
    { .option = { .name = "baseline",
                  .argument = "FILE",
                  .summary = "findings in FILE are known and do not fail the run",
                  .commands = LF_FOR_CHECK },
      TEXT(baseline) },
    { .option = { .name = "rewrite",
                  .summary = "lead links of pages to where they end",
                  .details = "Replace the `href` of links that are alive with where they end, "
                             "between the quotes that stand there. What stood there is kept in "
                             "`data-landfall`, from which a later run takes it.",
                  .commands = LF_FOR_ENRICH },
      FLAG(rewrite) },
    { .option = { .name = "footnotes",
                  .summary = "write footnotes into texts and Markdown",
                  .details = "Write footnotes into texts and Markdown, which otherwise stay as "
                             "they are and get a file beside them, NAME.landfall.json.",
                  .commands = LF_FOR_ENRICH },
      FLAG(footnotes) },
    { .option = { .name = "records",
                  .argument = "FILE",
                  .summary = "take what landfall wrote into FILE, and ask nobody",
                  .details = "Take what is known from FILE, which landfall wrote as NDJSON or JSON "
                             "(documents and links), and make no request. Links are known again by "
                             "their URLs, posts by platform and id, else by a link of theirs.",
                  .commands = LF_FOR_ENRICH },
      TEXT(records) },
};

#undef ALL_COMMANDS
#undef FINDING
#undef FOLLOWING
#undef FLAG
#undef TEXT
#undef EACH
#undef COMMAS
#undef COUNT
#undef SECONDS

const size_t option_row_count = sizeof option_rows / sizeof *option_rows;

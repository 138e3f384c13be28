"""The cases of flattened text: those written by hand in lines/, and those made from the templates here.

The templates are the forms in which extractors leave one and the same post. Each gives a marked document (truth.py)."""

import datetime
import pathlib
import random
import string
import textwrap

import truth
from words import AFTER, BEFORE, HARD_NAMES, LANGUAGES, NAMES, POSTS, SEED, printed, twitter_id

HERE = pathlib.Path(__file__).parent
ALPHABET = string.ascii_letters + string.digits


class Post:
    """An invented post of Twitter: words, links, author, day and the id that says the same day."""

    def __init__(self, dice, lang="en", who=None, links=None):
        self.text = dice.choice(POSTS[lang])
        self.name, self.handle = who or dice.choice(NAMES[lang])
        first = datetime.date(2017, 11, 10) if len(self.text) > 110 else datetime.date(2012, 3, 1)
        self.day = first + datetime.timedelta(dice.randrange((datetime.date(2023, 6, 30) - first).days))
        self.date = printed(self.day, lang)
        moment = datetime.datetime(self.day.year, self.day.month, self.day.day, dice.randrange(24), dice.randrange(60),
                                   dice.randrange(60), dice.randrange(1000) * 1000, datetime.timezone.utc)
        self.id = twitter_id(moment)
        self.links = dice.choice(["t", "p", "tp", ""]) if links is None else links
        self.slugs = ["".join(dice.choices(ALPHABET, k=10)) for _ in range(3)]
        self.before, self.after = dice.choice(BEFORE), dice.choice(AFTER)
        self.permalink = f"https://twitter.com/{self.handle}/status/{self.id}"

    def head(self, *flags):
        name = self.name.replace("\u200f", "")
        return " ".join([f"twitter {self.handle} ({name}) {self.day}", *flags])

    def trail(self, glue=" "):
        """The links behind the words, each with what stands before it."""
        forms = {"t": f"⟨https://t.co/{self.slugs[0]}⟩", "p": f"⟨pic.twitter.com/{self.slugs[1]}⟩"}
        parts = [forms[kind] for kind in self.links]
        return (" " if parts else "") + glue.join(parts)

    def body(self, glue=" "):
        return f"⟪{self.text}⟫{self.trail(glue)}"

    def by(self, dash="— "):
        return f"{dash}{self.name} (@{self.handle})"


# --- A template gives (embed lines, marked document) of a post ---

def html_text(p):
    return [p.head()], f"{p.before}\n\n⟦{p.body()}\n\n{p.by()} {p.date}⟧\n\n{p.after}\n"


def one_line(p):
    """Where the post begins, only a reader can tell."""
    return [p.head("blind")], f"{p.before} ⟦{p.body()} {p.by()} {p.date}⟧ {p.after}\n"


def indented(p):
    return [p.head()], f"  {p.before}\n\n  ⟦{p.body()}\n\n  {p.by()} {p.date}⟧\n\n  {p.after}\n"


def quoted(p):
    """html2text, wrapped at 79 columns."""
    lines = textwrap.wrap(p.text, 60, break_long_words=False, break_on_hyphens=False)
    words = "⟪" + "\n> ".join(lines) + "⟫" + p.trail("\n> ").replace(" ⟨", "\n> ⟨", 1)
    return [p.head()], f"{p.before}\n\n> ⟦{words}\n>\n> {p.by()} {p.date}⟧\n\n{p.after}\n"


def quoted_link(p):
    link = f"[{p.date}](⟨{p.permalink}?ref_src=twsrc%5Etfw⟩)"
    return [p.head(f"id={p.id}")], f"{p.before}\n\n> ⟦{p.body()}\n>\n> {p.by()}\n> {link}⟧\n\n{p.after}\n"


def own_line(p):
    return [p.head()], f"{p.before}\n⟦{p.body()} {p.by()} {p.date}⟧\n{p.after}\n"


def far(p):
    """So much before the post that its line cannot begin with it, and no joint but the post's."""
    return " ".join([p.before, *BEFORE[:3]])


def joint(p):
    """What a joint shows: a capital, a quote, @ or # directly behind the full stop."""
    return "open" if p.text[0].isupper() or p.text[0] in "#@“" else "blind"


def glued(p):
    """Readability: nothing between anything; the lost line break shows."""
    return [p.head(joint(p))], f"{far(p)}⟦{p.body('')}{p.by()} {p.date}⟧{p.after}\n"


def next_line(p):
    return [p.head()], f"{p.before}\n⟦{p.body()}\n{p.by()} {p.date}⟧\n{p.after}\n"


def markdown_link(p):
    link = f"[{p.date}](⟨{p.permalink}⟩)"
    return [p.head(f"id={p.id}")], f"{p.before}\n\n⟦{p.body()}\n\n{p.by()} {link}⟧\n\n{p.after}\n"


def broken_link(p):
    link = f"{p.date}\n> (⟨{p.permalink}⟩)"
    return [p.head(f"id={p.id}")], f"{p.before}\n\n> ⟦{p.body()}\n>\n> {p.by()} {link}⟧\n\n{p.after}\n"


def quoted_date(p):
    link = f"[> {p.date}](⟨{p.permalink}⟩)"
    return [p.head(f"id={p.id}")], f"{p.before}\n\n> ⟦{p.body()}\n>\n> {p.by()}\n{link}⟧\n\n{p.after}\n"


def dash_lost(p):
    """A scraped corpus: the dash became two spaces, the date runs into the next word."""
    return [p.head("blind")], f"{p.before} ⟦{p.body()}  {p.by('')} {p.date}⟧{p.after}\n"


def dash_lost_joint(p):
    return [p.head(joint(p))], f"{far(p)}⟦{p.body()}  {p.by('')} {p.date}⟧{p.after}\n"


def double_hyphen(p):
    return [p.head()], f"{p.before}\n\n⟦{p.body()}\n\n{p.by('-- ')} {p.date}⟧\n\n{p.after}\n"


def hard_space(p):
    by = p.by("—\u00a0").replace(" (@", "\u00a0(@") + "\u00a0" + p.date
    return [p.head()], f"{p.before}\n\n⟦{p.body()}\n\n{by}⟧\n\n{p.after}\n"


def date_below(p):
    return [p.head()], f"{p.before}\n\n⟦{p.body()}\n\n{p.by()}\n{p.date}⟧\n\n{p.after}\n"


def permalink_below(p):
    """One post: its text and its own bare permalink under it."""
    return [p.head(f"id={p.id}")], f"{p.before}\n\n⟦{p.body()}\n\n{p.by()} {p.date}\n\n⟨{p.permalink}⟩⟧\n\n{p.after}\n"


def undated(p):
    p.links = p.links or "p"
    return [p.head().replace(str(p.day), "-")], f"{p.before}\n\n⟦{p.body()}\n\n{p.by()}⟧\n\n{p.after}\n"


FORMS = [html_text, one_line, indented, quoted, quoted_link, own_line, glued, next_line, markdown_link, broken_link,
         quoted_date, dash_lost, dash_lost_joint, double_hyphen, hard_space, date_below, permalink_below, undated]


def made(group, number, form, post, **options):
    heads, marked = form(post)
    return truth.read_case(f"{form.__name__}-{number}", group, heads, marked, **options)


def make_extractors():
    for number in range(5):
        for form in FORMS:
            yield made("extractors", number, form, Post(random.Random(f"{form.__name__} {number}")))


def make_languages():
    glues = [html_text, glued, own_line]
    for lang in LANGUAGES:
        for number, form in enumerate(glues):
            post = Post(random.Random(f"{lang} {number}"), lang, links=["tp", "p", "t"][number])
            heads, marked = form(post)
            yield truth.read_case(f"{lang}-{form.__name__}", "languages", heads, marked)


def make_names():
    for number, who in enumerate(HARD_NAMES):
        form = [html_text, own_line, next_line][number % 3]
        yield made("names", number, form, Post(random.Random(f"name {number}"), who=who, links="p" if number % 4 else ""))


def make_encoded():
    """The same in other encodings, and across the places where a reader's window may end."""
    for codec, bom in (("utf-8", True), ("utf-16-le", True), ("utf-16-be", True)):
        for form in (html_text, own_line, markdown_link):
            heads, marked = form(Post(random.Random(f"{codec} {form.__name__}"), links="tp"))
            yield truth.read_case(f"{codec}-{form.__name__}", "encoded", heads, marked, codec=codec, bom=bom)
    filler = "\n".join(BEFORE + AFTER) + "\n"
    for size in (1 << 16, 1 << 17, 1 << 18, 1 << 20):
        for shift in (-200, -120, -30):
            dice = random.Random(f"window {size} {shift}")
            heads, marked = html_text(Post(dice, links="tp"))
            start = marked.index("⟦")
            padding = (filler * (size // len(filler) + 1))[:size + shift - len(marked[:start].encode()) - 1] + "\n"
            yield truth.read_case(f"window-{size}{shift}", "encoded", heads, padding + marked)


ASIDES = [
    "By Wilma Achter (@wachter_x) June 3, 2018",
    "On the panel: Tobias Fell (@tobiasfell), Marguerite Osei (@mosei_lind) and Bram Holl.",
    "“The sea is patient, and bad at reading.” — Augustin Pell, Letters to a Harbour, May 19, 1918",
    "Ann Field (@annfield) said on June 3, 2018 that the mole would hold, and the mayor — who was there — agreed.",
    "Write to ann@field.example, or follow her at ⟨https://www.valepost.example/annfield⟩ if you must.",
]


def make_articles():
    """Whole articles in one extractor's form: three or four posts among prose that looks alike."""
    forms = {"html-text": ("\n\n", "\n\n", " "), "own-line": ("\n", " ", " "), "next-line": ("\n", "\n", " "), "indented": ("\n\n  ", "\n\n  ", " "),
             "date-linked": ("\n\n", "\n\n", "[")}
    for number in range(20):
        dice = random.Random(f"article {number}")
        form = list(forms)[number % len(forms)]
        between, before_by, shape = forms[form]
        heads, parts = [], ["Ferry returns after eleven years", dice.choice(ASIDES)]
        for lang in dice.sample(["en", "en", "en", "fr", "es", "de", "ru", "ja"], 3 + number % 2):
            post = Post(dice, lang)
            date = f"[{post.date}](⟨{post.permalink}⟩)" if shape == "[" else post.date
            heads.append(post.head(*([f"id={post.id}"] if shape == "[" else [])))
            parts += [dice.choice(BEFORE), f"⟦{post.body()}{before_by}{post.by()} {date}⟧", dice.choice(AFTER)]
            if dice.random() < 0.6:
                parts.append(dice.choice(ASIDES))
        yield truth.read_case(f"{form}-{number}", "articles", heads, between.join(parts) + "\n")


def make_limits():
    """Glued text: of two joints only the nearer is within the limit of the post's day."""
    long = " ".join(BEFORE[:3])
    for number in range(6):
        dice = random.Random(f"limit {number}")
        post = Post(dice, links="p")
        first = "The lock was built in 1881."
        near = long[:330] if post.day >= datetime.date(2017, 11, 8) else long[:200]
        near = near.rsplit(" ", 1)[0].rstrip(".,") + "."
        marked = f"{first}{near}⟦{post.body('')}{post.by()} {post.date}⟧{post.after}\n"
        yield truth.read_case(f"limit-{number}", "limits", [post.head(joint(post))], marked)


# --- Composed: every part drawn by itself; another seed (CHECK_SEED) gives other combinations ---

ENDS = ["", "", "", "!", ".", "?", "…", " 🌊", " #portalder", " @valepress", " (1/2)", "”", ":"]
DASHES = ["— ", "— ", "— ", "—", "—\u00a0", "– ", "-- ", "― "]
SHORT = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def draw_date(dice, post, lang):
    """As the widget of the post's language prints it, or an English site."""
    day = post.day
    return dice.choice([printed(day, lang), printed(day, lang), printed(day), f"{day.day} {printed(day).split()[0]} {day.year}",
                        f"{SHORT[day.month - 1]} {day.day}, {day.year}"])


def compose(dice):
    lang = dice.choice(["en", "en", "en", *LANGUAGES])
    dash = dice.choice(DASHES)
    plain = [who for who in HARD_NAMES if not set("-–—/") & set(who[0])]
    who = dice.choice([None, None, dice.choice(HARD_NAMES if dash.startswith("—") else plain)])
    post = Post(dice, lang, who, links=dice.choice(["", "t", "p", "tp", "tp"]))
    if who is None and set("-–—") & set(post.name) and not dash.startswith("—"):
        dash = "— "
    end = dice.choice(ENDS) if len(post.text) < 100 and post.text[-1] not in "”!?." and "#" not in post.text else ""
    gap = dice.choice([" ", " ", "", "\n", "\u00a0"])
    if gap == "" and end.lstrip()[:1] in ("#", "@"):
        gap = " "
    words = f"⟪{post.text}{end}⟫" + "".join(gap + one for one in post.trail().split(" ")[1:])
    before_by = dice.choice(["\n\n", "\n\n", "\n", " ", " ", "" if dash.startswith("—") else " ", "\n\n  "])
    date = draw_date(dice, post, lang)
    body = f"⟦{words}{before_by}{post.by(dash)}{dice.choice([' ', ' ', chr(160), chr(10) if before_by != '' else ' '])}{date}⟧"
    # An extractor that sets posts apart from their attributions by an empty line sets paragraphs apart so, too.
    glue = dice.choice(["\n\n", "\n\n", "joint", "\n\n  ", "\n\n" if "\n\n" in before_by or gap == "\n" else "\n"])
    heads = [post.head(joint(post) if glue == "joint" else "open" if gap == "\n" else "-")]
    heads = [heads[0].removesuffix(" -")]
    before = far(post) if glue == "joint" else post.before + glue
    after = dice.choice(["\n\n", "\n"] if f")\n{date}" in body else ["\n\n", "\n", " ", ""]) + post.after
    aside = dice.choice(["", "", dice.choice(ASIDES) + ("\n" if glue == "\n" else "\n\n")])
    return heads, f"{aside}{before}{body}{after}\n"


def make_composed():
    for number in range(160):
        dice = random.Random(f"composed {SEED} {number}")
        heads, marked = compose(dice)
        yield truth.read_case(f"composed-{number}", "composed", heads, marked)


def cases():
    for path in sorted((HERE / "lines").glob("*.txt")):
        yield from truth.read_file(path)
    yield from make_extractors()
    yield from make_languages()
    yield from make_names()
    yield from make_encoded()
    yield from make_articles()
    yield from make_limits()
    yield from make_composed()

#!/usr/bin/python3
"""The library's face: a getter for every field of the schema, and a header that is read from top to bottom."""

import json
import re
import unittest

from landfall import ROOT

HEADER = (ROOT / "include/landfall.h").read_text()
BARE = re.sub(r"/\*.*?\*/", "", HEADER, flags=re.DOTALL)
SCHEMA = json.loads((ROOT / "src/emit/landfall-1.schema.json").read_text())["$defs"]
# "lf_link_hop" → what else it takes: { "l", "index", "length", "status", "via" }
FUNCTIONS = {name: {re.findall(r"\w+", parameter)[-1] for parameter in parameters.split(",")}
             for name, parameters in re.findall(r"\b(lf_\w+)\(([^()]*)\);", BARE)}
# What each kind of getter reads, by its name in the schema.
ROOMS = {"document": "lf_record", "link_record": "lf_record", "link": "lf_link", "embed": "lf_embed", "finding": "lf_finding",
         "summary": "lf_summary"}
FIXED = {"schema"}  # the same in every record
APART = {"document": {"embeds", "links"}, "finding": {"type"}}  # read by getters of their own
SINGULAR = {"evidence": "evidence"}


def resolved(schema):
    while "$ref" in schema:
        schema = SCHEMA[schema["$ref"].rsplit("/", 1)[1]]
    return schema


def properties(schema):
    """A schema's own, and those of the parts it is made of."""
    parts = [resolved(part) for part in schema.get("allOf", [])]
    return {name: inside for part in [*parts, schema] for name, inside in part.get("properties", {}).items()}


def paths(fields, before=()):
    """Every field that holds no other fields, with those it stands in."""
    for name, inside in fields.items():
        whole = resolved(inside)
        nested = properties(whole) or properties(resolved(whole.get("items", {})))
        if nested and name not in ("states", "findings"):  # whose fields are counted by their names
            yield from paths(nested, (*before, name))
        else:
            yield (*before, name)


def fields():
    for name, room in ROOMS.items():
        own = SCHEMA[name]["properties"]
        yield from ((room, path) for path in paths({key: own[key] for key in own if key not in FIXED | APART.get(name, set())}))


def one(name):
    return SINGULAR.get(name, name.removesuffix("s"))


def has_getter(room, path):
    """lf_link_final; lf_embed_author_name; or what lf_link_hop gives besides, as it gives its status."""
    *outer, field = path
    outer = [name for name in outer if name != "source" or room != "lf_record"]
    direct = {f"{room}_{'_'.join([*outer, field])}", f"{room}_{'_'.join([*map(one, outer), one(field)])}"}
    inside = {f"{room}_{'_'.join(outer)}", f"{room}_{'_'.join(map(one, outer))}"}
    beside = [name for name, parameters in FUNCTIONS.items() if field in parameters]
    given = [name for name in beside if name.startswith(room) and (not outer or name in inside)]
    return bool(direct & set(FUNCTIONS) or given)


class Face(unittest.TestCase):
    # Fields whose getter's name is not the field's: what the value of the outer one is, or of all of a kind.
    OTHERS = {
        ("lf_link", ("spans", "from")): "lf_link_span",
        ("lf_embed", ("span", "from")): "lf_embed_span",
        ("lf_link", ("hops", "url")): "lf_link_hop",
        ("lf_link", ("next", "url")): "lf_link_next",
        ("lf_record", ("source", "published", "value")): "lf_record_published",
        ("lf_record", ("source", "error", "state")): "lf_record_error",
        ("lf_embed", ("date", "value")): "lf_embed_date",
        ("lf_embed", ("evidence", "value")): "lf_embed_evidence",
        ("lf_embed", ("reposted", "author", "name")): "lf_embed_reposted_author",
        ("lf_finding", ("hops", "url")): "lf_finding_hop",
        ("lf_link", ("archive", "url")): "lf_link_archive",
        ("lf_embed", ("archive", "url")): "lf_embed_archive",
        ("lf_finding", ("archive", "url")): "lf_finding_archive",
        **{("lf_summary", (name,)): "lf_summary_count" for name in ("documents", "embeds", "links", "unique", "requests", "states", "findings", "type")},
    }

    def test_every_field_of_the_schema_has_a_getter(self):
        all_fields = list(fields())
        self.assertGreater(len(all_fields), 60)
        missing = [(room, path) for room, path in all_fields if not has_getter(room, path) and (room, path) not in self.OTHERS]
        self.assertEqual(missing, [])
        self.assertLessEqual(set(self.OTHERS.values()), set(FUNCTIONS))
        self.assertEqual([key for key in self.OTHERS if key not in all_fields or has_getter(*key)], [])

    def test_a_field_without_one_would_be_seen(self):
        self.assertFalse(has_getter("lf_link", ("robots",)))
        self.assertFalse(has_getter("lf_link", ("hops", "peer")))
        self.assertFalse(has_getter("lf_embed", ("author", "date")))
        self.assertTrue(has_getter("lf_link", ("hops", "via")))
        self.assertTrue(has_getter("lf_embed", ("author", "handle")))

    def test_it_is_read_in_five_minutes(self):
        self.assertLessEqual(HEADER.count("\n"), 340)
        self.assertNotRegex(BARE, r"json_t|CURL|SSL")


if __name__ == "__main__":
    unittest.main()

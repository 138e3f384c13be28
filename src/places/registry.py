#!/usr/bin/python3
"""Writes registry.inc: the URL schemes and endpoints of the oEmbed registry (https://oembed.com/providers.json), from the npm package
oembed-providers 1.0.20260604 (MIT licence). Fetch it with `npm pack oembed-providers@1.0.20260604`, unpack it, and run

    src/places/registry.py package/providers.json > src/places/registry.inc

Schemes that are no URLs of the web are left out, and those on hosts of platforms that have a file here."""

import json
import pathlib
import re
import sys
import unicodedata

HERE = pathlib.Path(__file__).parent
SCHEME = re.compile(r"https?://((?:\*\.)?[a-z0-9.-]+)(/.*)?$", re.IGNORECASE)
ROW = re.compile(r'\{ "([a-z0-9.*-]+)", HOST_PAGES')
FORM = re.compile(r"^(www|m|mobile)\.(?=.*\.)")


def name_of(provider):
    """The provider's name in small ASCII letters, with "_" for what stands between words."""
    plain = unicodedata.normalize("NFKD", provider["provider_name"]).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def rows_of(provider):
    for endpoint in provider["endpoints"]:
        url = endpoint["url"].replace("{format}", "json").replace("?format=json", "")
        for scheme in endpoint.get("schemes", ()):
            found = SCHEME.match(scheme)
            if found:
                yield FORM.sub("", found[1].lower()), re.sub(r"\*+", "*", found[2] or "/"), name_of(provider), url


def is_ours(host, ours):
    labels = host.removeprefix("*.").split(".")
    above = ["*." + ".".join(labels[i:]) for i in range(len(labels))]
    return ".".join(labels) in ours or not ours.isdisjoint(above)


def main(path):
    ours = {host for file in HERE.glob("*.c") for host in ROW.findall(file.read_text())}
    providers = json.loads(pathlib.Path(path).read_text())
    rows = {}
    for row in (row for provider in providers for row in rows_of(provider) if not is_ours(row[0], ours)):
        rows.setdefault(row[:3], row)
    print("/* Made by registry.py from the npm package oembed-providers 1.0.20260604. */")
    for host, scheme, name, url in sorted(rows.values(), key=lambda row: (row[0].removeprefix("*."), row)):
        print(f'{{ .host = "{host}", .path = "{scheme}", .name = "{name}", ENDPOINT("{name}", "{url}") }},')


if __name__ == "__main__":
    main(sys.argv[1])

#!/usr/bin/python3
"""Runs every folder under fixtures/ that holds a want.json: a new case is a new folder, no new code.

want.json is what `landfall scan` says of the folder's input, want.resolve.json what `landfall resolve` says of
it over the test web. Both may leave fields out; null wants a field absent; lists are complete. Every record
must keep the schema, and every span must lie where it says. With arguments, runs only folders so named."""

import json
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent / "program"))

from landfall import ROOT, Web, check_places, expect, run


def try_scan(case, given, want):
    result = run("scan", given)
    assert result.code == 0, result.err
    check_places(result.record, given.read_bytes())
    expect(want, result.record)


def try_resolve(case, given, want, web):
    web.clear()
    result = web.run("resolve", "--no-api", given)
    assert result.code == 0, result.err
    record, summary = result.records
    check_places(record, given.read_bytes())
    expect(want, record)
    posts = [url for url in web.requested() if "/status/" in url]
    assert not posts, f"asked for a post's page: {posts}"
    expect({"documents": 1, "embeds": len(record["embeds"]), "links": len(record["links"])}, summary)


def tries(case, web):
    """Every check of one case, as (name, function)."""
    [given] = case.glob("input.*")
    name = str(case.relative_to(ROOT / "fixtures"))
    yield name + " scan", lambda: try_scan(case, given, json.loads((case / "want.json").read_text()))
    resolve = case / "want.resolve.json"
    if resolve.exists():
        yield name + " resolve", lambda: try_resolve(case, given, json.loads(resolve.read_text()), web)


def failure(check):
    try:
        check()
    except Exception as wrong:
        return f"{type(wrong).__name__}: {wrong}" if not isinstance(wrong, AssertionError) else str(wrong)
    return None


def main(only):
    cases = sorted(want.parent for want in (ROOT / "fixtures").rglob("want.json"))
    cases = [case for case in cases if not only or any(part in str(case) for part in only)]
    ran = failed = 0
    with Web() as web:
        for case in cases:
            for name, check in tries(case, web):
                wrong = failure(check)
                ran += 1
                failed += wrong is not None
                if wrong:
                    print(f"{name}\n  " + wrong.replace("\n", "\n  "))
    print(f"{ran} checks of {len(cases)} cases, {failed} failed")
    return 1 if failed or not ran else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

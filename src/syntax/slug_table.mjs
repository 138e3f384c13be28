#!/usr/bin/node
/* Writes slug_table.inc: which characters beyond ASCII stay in a heading's slug, and which become others (small letters).
 *
 * Source: github-slugger 2.0.0 of npm (its regex.js, from Unicode 13), asked for every character; small letters are
 * those of Node's Unicode.
 *
 *     npm install github-slugger@2.0.0 && src/syntax/slug_table.mjs node_modules/github-slugger/index.js > src/syntax/slug_table.inc
 */
import { resolve } from "node:path";

const { slug } = await import(resolve(process.argv[2]));
const FIRST = 0x80, LAST = 0x10ffff;
const SURROGATES = [0xd800, 0xdfff];

const kept = [], lowered = [];

function keep(code) {
    const last = kept.at(-1);
    if (last && last[1] === code - 1) {
        last[1] = code;
    } else {
        kept.push([code, code]);
    }
}

/* [first, last, step, to]: characters a step apart that change by the same distance are one row. */
function lower(code, to) {
    const last = lowered.at(-1);
    const step = last ? code - last[1] : 0;
    if (last && code - last[0] === to - last[3] && step <= 2 && (last[0] === last[1] || step === last[2])) {
        last[1] = code;
        last[2] = step;
    } else {
        lowered.push([code, code, 1, to]);
    }
}

for (let code = FIRST; code <= LAST; code++) {
    const of = code >= SURROGATES[0] && code <= SURROGATES[1] ? "" : slug(String.fromCodePoint(code));
    if (of !== "") {
        keep(code);
    }
    if (of !== "" && of.codePointAt(0) !== code) {
        lower(code, of.codePointAt(0));
    }
}

function print(name, rows) {
    let line = "   ";
    console.log(`static const struct ${name}[] = {`);
    for (const row of rows) {
        const cell = ` { ${row.map((n, i) => (name.startsWith("small") && i === 2 ? n : "0x" + n.toString(16))).join(", ")} },`;
        if (line.length + cell.length > 100) {
            console.log(line);
            line = "   ";
        }
        line += cell;
    }
    console.log(line + "\n};");
}

console.log(`/* Made by slug_table.mjs from github-slugger 2.0.0 (npm) and Unicode ${process.versions.unicode}; sorted. */`);
print("kept_range kept", kept);
print("small_letters smaller", lowered);

#!/usr/bin/node
/* Writes date_expected.inc: dates as Intl.DateTimeFormat prints them, every month of every language in the long and the
 * medium style with three days each, and a week of days with their weekdays and times. Node knows CLDR by its own ICU.
 *
 *     tests/unit/date_expected.js > tests/unit/date_expected.inc
 */
"use strict";

const LANGUAGES = `en en-GB en-AU en-CA fr fr-CA es es-MX pt pt-PT it nl nl-BE de de-AT pl ru uk tr hu cs ro sv da nb nn fi el he ar
ar-EG ar-LB ar-MA ar-DZ fa hi hi-u-nu-deva th th-u-ca-gregory vi id ms ja zh zh-Hant ko ca bg sr sr-Latn hr bs sk sl lt lv et
is ga eu gl fil bn ta te ur af sq mk be hy ka az kk uz mr gu kn ml pa ne sw cy km lo my am lb fo ja-u-nu-fullwide
`.trim().split(/\s+/);
const DAYS = [[2018, 1], [2024, 12], [1999, 28]];
const STYLES = [
    { day: "numeric", month: "long", year: "numeric" },
    { day: "numeric", month: "short", year: "numeric" },
];
/* Months that the medium style prints as a number, with nothing that tells it from a day. */
const NUMERIC = /^[\p{Nd}\p{P}\p{Z}\p{Cf}гр]+$/u;

const calendar = (language) => (/-u-/.test(language) || language === "th" ? language : `${language}-u-ca-gregory`)
    .replace(/-u-nu-(\w+)$/, "-u-ca-gregory-nu-$1");
const quoted = (text) => JSON.stringify(text).replace(/[\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2069]/g,
    (mark) => [...Buffer.from(mark)].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`).join(""));
const print = (language, style, [year, day], month) =>
    new Intl.DateTimeFormat(calendar(language), { ...style, timeZone: "UTC" }).format(new Date(Date.UTC(year, month, day, 19, 8)));

function* rows() {
    for (const language of LANGUAGES) {
        for (const style of STYLES) {
            for (const day of DAYS) {
                const texts = Array.from({ length: 12 }, (_, month) => print(language, style, day, month));
                if (!texts.some((text) => NUMERIC.test(text))) {
                    yield `{ "${language}", ${day.join(", ")}, { ${texts.map(quoted).join(", ")} } },`;
                }
            }
        }
    }
}

function* timed() {
    const style = { dateStyle: "full", timeStyle: "long" };
    for (const language of LANGUAGES) {
        const texts = Array.from({ length: 7 }, (_, day) => print(language, style, [2019, day + 7], 5));
        yield `{ "${language}", { ${texts.map(quoted).join(", ")} } },`;
    }
}

console.log(`/* Written by date_expected.js: Node ${process.versions.node}, ICU ${process.versions.icu}, CLDR ${process.versions.cldr}. */
/* clang-format off */
static const struct { const char *language; int year, day; const char *months[12]; } printed[] = {
${[...rows()].join("\n")}
};

/* The seven days from 7 June 2019 on, at 19:08 UTC. */
static const struct { const char *language; const char *days[7]; } timed[] = {
${[...timed()].join("\n")}
};`);

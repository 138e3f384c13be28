#!/usr/bin/node
/* Writes slug_expected.inc: headings, and the slugs that github-slugger 2.0.0 of npm makes of them.
 *
 *     npm install github-slugger@2.0.0 && tests/unit/slug_expected.mjs node_modules/github-slugger/index.js > tests/unit/slug_expected.inc
 */
import { resolve } from "node:path";

const { slug } = await import(resolve(process.argv[2]));

const HEADINGS = [
    "", " ", "-", "_", "Install", "Getting Started", "  two  spaces ", "API: v2.0 (beta)", "C++ & C#", "What's new?", "a/b\\c",
    "snake_case and kebab-case", "__init__", "100% of 5 €", "a\tb", "a\u00a0b", "a\u3000b", "a\u200bb", "a\u2011b", "a—b", "“quoted”",
    "e-mail @ home", "#hash", "1. First", "v1.2.3-rc.1", "$HOME/.config", "foo.bar()", "[x] done", "a | b", "TL;DR", "Q&A", "*", "😄",
    "🚀 Launch", "Launch 🚀", "👩‍💻 Code", "❤️ Sponsors", "☕ Coffee", "1️⃣ One", "🇩🇪 Deutsch", "™ and ® and ©", "¼ ½ ²", "ª º µ",
    "Ünïcödé", "ÀÉÎÕÜ", "ẞ and ß", "Æ Ø Å", "İstanbul Iğdır", "ŁÓDŹ", "Ǆ ǅ ǆ", "ΑΒΓ Δέλτα", "Привет, Мир!", "ЇЖАК", "Սկիզբ",
    "Გამარჯობა", "ᲐᲑᲒ", "ᏣᎳᎩ", "中文标题", "中文，标题！", "日本語・テスト", "ﾊﾝｶｸ", "ＦＵＬＬ　ｗｉｄｔｈ", "한국어 제목", "हिन्दी शीर्षक", "ไทย ๑๒๓",
    "عنوان عربي", "١٢٣", "עברית", "שָׁלוֹם", "தமிழ்", "বাংলা", "ქართული", "Ⅷ Roman", "ⓐⒷ", "𝐀𝐁 math", "𐐀𐐁 Deseret", "𞤀𞤁 Adlam", "𝟘𝟙",
    "e\u0301 decomposed", "a\u0300\u0301", "\ufeffbom", "\u202eleft", "a‿b", "a﹏b", "a＿b", "·middle·", "a·b", "๛", "ー", "〆", "々", "〇",
    "\ufffd", "Ⱥ Ⱦ", "K Å (signs)", "ﬁ ligature", "Ꙁ", "Ა",
];

function quote(text) {
    const bytes = [...Buffer.from(text)].map((b) =>
        b >= 0x80 || b < 0x20 ? "\\" + b.toString(8).padStart(3, "0") : b === 0x22 || b === 0x5c ? "\\" + String.fromCharCode(b)
            : b === 0x3f ? "\\?" : String.fromCharCode(b));
    return '"' + bytes.join("") + '"';
}

console.log("/* Made by slug_expected.mjs from github-slugger 2.0.0 (npm). */");
for (const heading of HEADINGS) {
    console.log(`{ ${quote(heading)},\n  ${quote(slug(heading))} },`);
}

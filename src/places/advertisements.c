#include "places/advertisements.h"

static const char *const labels[] = {
    "Advertisement",
    "Advertisement - scroll to continue",
    "Advertisement - story continues below",
    "Advertisement continue reading",
    "Advertising",
    "Article continues after ad",
    "Article continues after advertisement",
    "Article continues below",
    "Article continues below advertisement",
    "Article continues below this ad",
    "Continue reading below",
    "Continues below advertisement",
    "Report ad",
    "Report this ad",
    "Scroll to continue",
    "Scroll to continue with content",
    "Skip advertisement",
    "Sponsored",
    "Story continues",
    "Story continues after advertisement",
    "Story continues below",
    "Story continues below advertisement",
    "Story continues below ad",
    "Anuncio",
    "Publicidad",
    "Publicidade",
    "Continua após a publicidade",
    "Continua depois da publicidade",
    "Publicité",
    "La suite après la publicité",
    "La suite après cette publicité",
    "Anzeige",
    "Werbung",
    "Artikel wird nach der Anzeige fortgesetzt",
    "Pubblicità",
    "Advertentie",
    "Annons",
    "Annonse",
    "Annonce",
    "Mainos",
    "Reklama",
    "Reklam",
    "Hirdetés",
    "Publicitate",
    "Διαφήμιση",
    "Реклама",
    "Iklan",
    "Quảng cáo",
    "โฆษณา",
    "विज्ञापन",
    "إعلان",
    "פרסומת",
    "広告",
    "スポンサーリンク",
    "广告",
    "廣告",
    "광고",
};

bool advertisement_is_label(struct slice line)
{
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        if (slice_equal_nocase(line, slice_from(labels[i]))) {
            return true;
        }
    }
    return false;
}

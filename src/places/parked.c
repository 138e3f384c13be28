#include "places/parked.h"

#include "places/hosts.h"
#include "syntax/host_pattern.h"
#include "syntax/query.h"

/* Where names are sold, with the hosts below. Some do other business, too. */
static const char *const markets[] = {
    "afternic.com",      "atom.com",         "brandbucket.com", "buydomains.com",  "dan.com",
    "dynadot.com",       "domainmarket.com", "efty.com",        "epik.com",        "flippa.com",
    "godaddy.com",       "hugedomains.com",  "namecheap.com",   "namejet.com",     "namesilo.com",
    "perfectdomain.com", "porkbun.com",      "sav.com",         "sedo.com",        "snapnames.com",
    "spaceship.com",     "squadhelp.com",    "undeveloped.com", "uniregistry.com",
};

/* Hosts of parking services, and paths that they have on hosts of others. */
static const char *const services[] = {
    "sedoparking.com",
    "sedo.com",
    "sedodna.com",
    "parkingcrew.net",
    "d38psrni17bvxu.cloudfront.net", /* ParkingCrew's */
    "d1lxhc4jvstzrp.cloudfront.net", /* likewise */
    "bodis.com",
    "bodiscdn.com",
    "above.com",
    "abovedomains.com",
    "parklogic.com",
    "voodoo.com",
    "rookmedia.net",
    "skenzo.com",
    "smartname.com",
    "cashparking.com",
    "domainsponsor.com",
    "namebrightstatic.com",
    "hugedomains.com",
    "afternic.com",
    "dan.com",
    "undeveloped.com",
    "cdn-dan.com",
    "parkingpage.namecheap.com",
    "parked-content.godaddy.com",
    "img1.wsimg.com/parking-lander",
    "ztomy.com",
    "domaincntrol.com",
    "sav.com",
    "uniregistry.com",
    "fabulous.com",
    "trafficz.com",
    "dsnextgen.com",
    "parking.reg.ru",
    "parkingweb.com",
    "parkpage.foundationapi.com",
    "adsense/domains/caf.js", /* AdSense for Domains */
};

static const char *const codes[] = {
    "window.park =",   "window.park=", "LANDER_SYSTEM",          "sedoparking.com",
    "parkingcrew.net", "bodis.com",    "adsense/domains/caf.js", "parking-lander",
};

static bool is_market(struct slice host)
{
    for (size_t i = 0; i < sizeof markets / sizeof *markets; i++) {
        if (host_is_within(host, slice_from(markets[i]))) {
            return true;
        }
    }
    return false;
}

static bool in_name(char c)
{
    return ascii_is_alnum(c) || c == '-' || (unsigned char)c >= 0x80;
}

/* Whether a name stands in a text as a whole, or as the end of a longer one where `below`. */
static bool stands_in(struct slice text, struct slice name, bool below)
{
    for (size_t at = 0; at + name.length <= text.length;) {
        at += slice_find_nocase(slice_skip(text, at), name);
        if (at >= text.length) {
            return false;
        }
        size_t end = at + name.length;
        bool begins =
            at == 0 || (!in_name(text.data[at - 1]) && (below || text.data[at - 1] != '.'));
        bool goes_on =
            end < text.length &&
            (in_name(text.data[end]) ||
             (text.data[end] == '.' && end + 1 < text.length && in_name(text.data[end + 1])));
        if (begins && !goes_on) {
            return true;
        }
        at++;
    }
    return false;
}

bool parked_is_service(struct slice resource)
{
    for (size_t i = 0; i < sizeof services / sizeof *services; i++) {
        if (stands_in(resource, slice_from(services[i]), true)) {
            return true;
        }
    }
    return false;
}

bool parked_is_code(struct slice code)
{
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        if (slice_find_nocase(code, slice_from(codes[i])) < code.length) {
            return true;
        }
    }
    return false;
}

bool parked_names(struct slice text, struct slice host)
{
    host = host_without_form(host);
    return host.length && (stands_in(text, host, false) || stands_in(text, host, true));
}

/* The host, or a domain above it that is no part of another name there. */
static bool names_domain(struct slice text, struct slice host)
{
    bool is = parked_names(text, host);
    while (!is && slice_find(host, '.') < host.length) {
        is = stands_in(text, host, false);
        slice_cut(&host, '.');
    }
    return is;
}

bool parked_is_offer(const struct url *from, const struct url *to, bool *failed)
{
    if (!is_market(to->host) || is_market(from->host)) {
        return false;
    }
    struct buffer text = BUFFER(URL_MOST);
    percent_decode(to->path, false, &text);
    percent_decode(to->query, false, &text);
    bool is = !text.failed && names_domain(buffer_slice(&text), from->host);
    *failed = *failed || text.failed;
    buffer_free(&text);
    return is;
}

"""Every site of the platforms and of archives, under the names that their endpoints have."""

import archives
import bluesky
import discovered
import mastodon
import oembeds
import twitter

SITES = {**twitter.SITES, **bluesky.SITES, **mastodon.SITES, **oembeds.SITES, **discovered.SITES,
         **archives.SITES}

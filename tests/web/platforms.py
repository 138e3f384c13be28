"""Every site of the platforms, under the names that their endpoints have."""

import bluesky
import discovered
import mastodon
import oembeds
import twitter

SITES = {**twitter.SITES, **bluesky.SITES, **mastodon.SITES, **oembeds.SITES, **discovered.SITES}

/* The shapes of each platform's URLs: pages, players, frames, short hosts, old forms. */
#include "unit.h"

#include "base/buffer.h"
#include "places/place.h"
#include "places/registry.h"

/* `want` is "place kind account handle id", with "-" for what the URL does not say, and a "+"
 * behind a page of many, a "~" behind a link that does not name its post; NULL: nothing of a
 * platform's. */
static const struct shape {
    const char *url, *want, *permalink;
} shapes[] = {
    { "https://twitter.com/Mae_Ruiz", "twitter profile Mae_Ruiz Mae_Ruiz - +",
      "https://twitter.com/Mae_Ruiz" },
    { "https://x.com/Mae_Ruiz/", "twitter profile Mae_Ruiz Mae_Ruiz - +",
      "https://twitter.com/Mae_Ruiz" },
    { "https://twitter.com/search?q=x", NULL, NULL },
    { "https://twitter.com/hashtag/gardens", NULL, NULL },
    { "https://TWITTER.com//Mae_Ruiz//status/20", "twitter post Mae_Ruiz Mae_Ruiz 20",
      "https://twitter.com/Mae_Ruiz/status/20" },
    { "https://twitter.com/Mae_Ruiz/status/1098230906194546688%E2%80%A6",
      "twitter post Mae_Ruiz Mae_Ruiz 1098230906194546688",
      "https://twitter.com/Mae_Ruiz/status/1098230906194546688" },
    { "https://twitter.com/Mae_Ruiz/status/1098230906194546688&s=19",
      "twitter post Mae_Ruiz Mae_Ruiz 1098230906194546688",
      "https://twitter.com/Mae_Ruiz/status/1098230906194546688" },
    { "https://platform.twitter.com/embed/"
      "Tweet.html?dnt=false&embedId=twitter-widget-0&id=1098230906194546688&lang=en",
      "twitter post - - 1098230906194546688", "https://twitter.com/i/status/1098230906194546688" },
    { "https://platform.twitter.com/embed/"
      "Tweet.html?dnt=false&amp;embedId=x&amp;id=1098230906194546688",
      "twitter post - - 1098230906194546688", "https://twitter.com/i/status/1098230906194546688" },
    { "https://twitter.com/i/videos/tweet/1098230906194546688",
      "twitter post - - 1098230906194546688", "https://twitter.com/i/status/1098230906194546688" },
    { "https://twitter.com/i/events/1098230906194546688", "twitter event - - 1098230906194546688 +",
      "https://twitter.com/i/events/1098230906194546688" },
    { "https://twitter.com/i/moments/1098230906194546688",
      "twitter moment - - 1098230906194546688 +",
      "https://twitter.com/i/moments/1098230906194546688" },
    { "https://x.com/i/broadcasts/1OdKrBnaEPXKX", "twitter broadcast - - 1OdKrBnaEPXKX +",
      "https://twitter.com/i/broadcasts/1OdKrBnaEPXKX" },
    { "https://twitter.com/Mae_Ruiz/lists/gardens", "twitter list Mae_Ruiz Mae_Ruiz gardens +",
      "https://twitter.com/Mae_Ruiz/lists/gardens" },
    { "https://d.fxtwitter.com/Mae_Ruiz/status/20", "twitter post Mae_Ruiz Mae_Ruiz 20",
      "https://twitter.com/Mae_Ruiz/status/20" },
    { "https://nitter.poast.org/Mae_Ruiz/status/20", "twitter post Mae_Ruiz Mae_Ruiz 20",
      "https://twitter.com/Mae_Ruiz/status/20" },
    { "https://blog.twitter.com/mae/status/20", NULL, NULL },
    { "https://www.instagram.com/mae.ruiz/", "instagram profile mae.ruiz mae.ruiz - +",
      "https://www.instagram.com/mae.ruiz/" },
    { "https://www.instagram.com/explore/", NULL, NULL },
    { "https://www.instagram.com/p/BnSBALPBGaF/embed/captioned/", "instagram post - - BnSBALPBGaF",
      "https://www.instagram.com/p/BnSBALPBGaF/" },
    { "https://www.instagram.com/reels/BnSBALPBGaF/", "instagram reel - - BnSBALPBGaF",
      "https://www.instagram.com/p/BnSBALPBGaF/" },
    { "https://www.instagram.com/reels/audio/1234567890/", NULL, NULL },
    { "https://www.instagram.com/stories/mae.ruiz/2789012345678901234/",
      "instagram story mae.ruiz mae.ruiz 2789012345678901234 +",
      "https://www.instagram.com/stories/mae.ruiz/2789012345678901234/" },
    { "https://www.instagram.com/stories/highlights/17890123456789012/",
      "instagram story - - 17890123456789012 +",
      "https://www.instagram.com/stories/highlights/17890123456789012/" },
    { "https://www.instagram.com/share/reel/BAxYz12345", "instagram reel - - BAxYz12345 ~", NULL },
    { "https://m.instagram.com/p/BnSBALPBGaF", "instagram post - - BnSBALPBGaF",
      "https://www.instagram.com/p/BnSBALPBGaF/" },
    { "https://www.threads.net/@mae.ruiz", "threads profile mae.ruiz mae.ruiz - +",
      "https://www.threads.com/@mae.ruiz" },
    { "https://www.threads.com/@mae.ruiz/post/DW1nTDiDvnF/embed",
      "threads post mae.ruiz mae.ruiz DW1nTDiDvnF",
      "https://www.threads.com/@mae.ruiz/post/DW1nTDiDvnF" },
    { "https://de-de.facebook.com/MaeRuiz/posts/10156320495874",
      "facebook post MaeRuiz MaeRuiz 10156320495874",
      "https://www.facebook.com/MaeRuiz/posts/10156320495874" },
    { "https://business.facebook.com/MaeRuiz/videos/10156320495874/",
      "facebook video MaeRuiz MaeRuiz 10156320495874",
      "https://www.facebook.com/watch/?v=10156320495874" },
    { "https://www.facebook.com/MaeRuiz/posts/the-garden-in-may-10156320495874",
      "facebook post MaeRuiz MaeRuiz 10156320495874",
      "https://www.facebook.com/MaeRuiz/posts/10156320495874" },
    { "https://www.facebook.com/100064012345678/posts/10156320495874",
      "facebook post 100064012345678 - 10156320495874",
      "https://www.facebook.com/100064012345678/posts/10156320495874" },
    { "https://www.facebook.com/MaeRuiz/photos/a.398119066992522.1073741828.398102673660828/"
      "715129168624842/?type=1&theater",
      "facebook photo MaeRuiz MaeRuiz 715129168624842",
      "https://www.facebook.com/photo/?fbid=715129168624842" },
    { "https://www.facebook.com/photo.php?fbid=10151487164961783&set=a.1",
      "facebook photo - - 10151487164961783",
      "https://www.facebook.com/photo/?fbid=10151487164961783" },
    { "https://www.facebook.com/photo/?fbid=10151487164961783&set=a.1",
      "facebook photo - - 10151487164961783",
      "https://www.facebook.com/photo/?fbid=10151487164961783" },
    { "https://www.facebook.com/photo.php?v=4253262701205&set=vb.1574932468&type=2",
      "facebook video - - 4253262701205", "https://www.facebook.com/watch/?v=4253262701205" },
    { "https://www.facebook.com/video/video.php?v=4253262701205",
      "facebook video - - 4253262701205", "https://www.facebook.com/watch/?v=4253262701205" },
    { "https://www.facebook.com/video/embed?video_id=4253262701205",
      "facebook video - - 4253262701205", "https://www.facebook.com/watch/?v=4253262701205" },
    { "https://www.facebook.com/watch/live/?ref=watch&v=4253262701205",
      "facebook video - - 4253262701205", "https://www.facebook.com/watch/?v=4253262701205" },
    { "https://www.facebook.com/MaeRuiz/videos/vb.1574932468/4253262701205/?type=2",
      "facebook video MaeRuiz MaeRuiz 4253262701205",
      "https://www.facebook.com/watch/?v=4253262701205" },
    { "https://www.facebook.com/groups/gardeners/permalink/4253262701205/",
      "facebook post - - 4253262701205",
      "https://www.facebook.com/groups/gardeners/posts/4253262701205/" },
    { "https://www.facebook.com/groups/123456789/?multi_permalinks=4253262701205",
      "facebook post - - 4253262701205",
      "https://www.facebook.com/groups/123456789/posts/4253262701205/" },
    { "https://www.facebook.com/notes/mae-ruiz/on-gardens/4253262701205",
      "facebook note mae-ruiz mae-ruiz 4253262701205",
      "https://www.facebook.com/mae-ruiz/posts/4253262701205" },
    { "https://www.facebook.com/398102673660828_715129168624842",
      "facebook post 398102673660828 - 715129168624842",
      "https://www.facebook.com/398102673660828/posts/715129168624842" },
    { "https://www.facebook.com/permalink.php?story_fbid=pfbid02abcDEF&id=100064012345678",
      "facebook post 100064012345678 - pfbid02abcDEF",
      "https://www.facebook.com/100064012345678/posts/pfbid02abcDEF" },
    { "https://www.facebook.com/share/p/1AbCdEfGh/", "facebook post - - 1AbCdEfGh ~", NULL },
    { "https://www.facebook.com/share/v/1AbCdEfGh/", "facebook post - - 1AbCdEfGh ~", NULL },
    { "https://www.facebook.com/media/set/?set=a.398119066992522&type=3",
      "facebook album - - a.398119066992522 +",
      "https://www.facebook.com/media/set/?set=a.398119066992522" },
    { "https://www.facebook.com/events/1234567890/", "facebook event - - 1234567890 +",
      "https://www.facebook.com/events/1234567890/" },
    { "https://www.facebook.com/MaeRuiz", "facebook profile MaeRuiz MaeRuiz - +",
      "https://www.facebook.com/MaeRuiz" },
    { "https://www.facebook.com/profile.php?id=100012241140363",
      "facebook profile 100012241140363 - - +",
      "https://www.facebook.com/profile.php?id=100012241140363" },
    { "https://www.facebook.com/people/Mae-Ruiz/100020635422861",
      "facebook profile 100020635422861 - - +", "https://www.facebook.com/100020635422861" },
    { "https://www.facebook.com/sharer/sharer.php?u=x", NULL, NULL },
    { "https://www.facebook.com/login/", NULL, NULL },
    { "https://www.tiktok.com/@mae.ruiz", "tiktok profile mae.ruiz mae.ruiz - +",
      "https://www.tiktok.com/@mae.ruiz" },
    { "https://www.tiktok.com/embed/v2/6718335390845095173?lang=en",
      "tiktok video - - 6718335390845095173",
      "https://www.tiktok.com/embed/v2/6718335390845095173" },
    { "https://www.tiktok.com/player/v1/6718335390845095173",
      "tiktok video - - 6718335390845095173",
      "https://www.tiktok.com/embed/v2/6718335390845095173" },
    { "https://www.tiktok.com/%40mae.ruiz/video/6718335390845095173",
      "tiktok video mae.ruiz mae.ruiz 6718335390845095173",
      "https://www.tiktok.com/@mae.ruiz/video/6718335390845095173" },
    { "https://www.tiktok.com/t/ZTRabc123/", "tiktok video - - ZTRabc123 ~", NULL },
    { "https://www.tiktok.com/@mae.ruiz/live", "tiktok live mae.ruiz mae.ruiz - +",
      "https://www.tiktok.com/@mae.ruiz/live" },
    { "https://www.tiktok.com/@mae.ruiz/playlist/gardens-7123456789012345678",
      "tiktok playlist mae.ruiz mae.ruiz 7123456789012345678 +",
      "https://www.tiktok.com/@mae.ruiz/playlist/-7123456789012345678" },
    { "https://www.tiktok.com/tag/gardens", NULL, NULL },
    { "http://www.youtube.com/v/abc-DEF_123&hl=en&fs=1", "youtube video - - abc-DEF_123",
      "https://www.youtube.com/watch?v=abc-DEF_123" },
    { "http://www.youtube.com/v/abc-DEF_123%26hl%3Den", "youtube video - - abc-DEF_123",
      "https://www.youtube.com/watch?v=abc-DEF_123" },
    { "http://www.youtube.com/watch?feature=player_embedded&amp;v=abc-DEF_123",
      "youtube video - - abc-DEF_123", "https://www.youtube.com/watch?v=abc-DEF_123" },
    { "https://www.youtube.com/watch?v=abc-DEF_123%20%20more", "youtube video - - abc-DEF_123",
      "https://www.youtube.com/watch?v=abc-DEF_123" },
    { "https://www.youtube.com/watch?v=abc-DEF_123&list=PLabc&t=5s",
      "youtube video - - abc-DEF_123", "https://www.youtube.com/watch?v=abc-DEF_123" },
    { "https://www.youtube.com/watch?list=PLabc", "youtube playlist - - PLabc +",
      "https://www.youtube.com/playlist?list=PLabc" },
    { "https://youtu.be/abc-DEF_123&feature=youtu.be", "youtube video - - abc-DEF_123",
      "https://www.youtube.com/watch?v=abc-DEF_123" },
    { "https://youtu.be/abc-DEF_123%5D", "youtube video - - abc-DEF_123",
      "https://www.youtube.com/watch?v=abc-DEF_123" },
    { "https://youtu.be/abc-DEF_123/video", "youtube video - - abc-DEF_123",
      "https://www.youtube.com/watch?v=abc-DEF_123" },
    { "https://youtube.com/?v=abc-DEF_123&feature=x", "youtube video - - abc-DEF_123",
      "https://www.youtube.com/watch?v=abc-DEF_123" },
    { "https://youtube.com/vi/abc-DEF_123", "youtube video - - abc-DEF_123",
      "https://www.youtube.com/watch?v=abc-DEF_123" },
    { "https://youtube.com/vi/abc-DEF_123/0.jpg", NULL, NULL },
    { "https://www.youtube.com/user/mae#p/u/1/abc-DEF_123?rel=0", "youtube video - - abc-DEF_123",
      "https://www.youtube.com/watch?v=abc-DEF_123" },
    { "https://www.youtube.com/user/mae#p/a/u/2/abc-DEF_123", "youtube video - - abc-DEF_123",
      "https://www.youtube.com/watch?v=abc-DEF_123" },
    { "https://www.youtube.com/ytscreeningroom?v=abc-DEF_123", "youtube video - - abc-DEF_123",
      "https://www.youtube.com/watch?v=abc-DEF_123" },
    { "https://www.youtube.com/watch#!v=abc-DEF_123", "youtube video - - abc-DEF_123",
      "https://www.youtube.com/watch?v=abc-DEF_123" },
    { "https://www.youtube.com/e/abc-DEF_123", "youtube video - - abc-DEF_123",
      "https://www.youtube.com/watch?v=abc-DEF_123" },
    { "https://www.youtube.com/live/abc-DEF_123?feature=share", "youtube video - - abc-DEF_123",
      "https://www.youtube.com/watch?v=abc-DEF_123" },
    { "https://music.youtube.com/watch?v=abc-DEF_123", "youtube video - - abc-DEF_123",
      "https://www.youtube.com/watch?v=abc-DEF_123" },
    { "https://fr.youtube.com/watch?v=abc-DEF_123", "youtube video - - abc-DEF_123",
      "https://www.youtube.com/watch?v=abc-DEF_123" },
    { "https://youtube.googleapis.com/v/abc-DEF_123", "youtube video - - abc-DEF_123",
      "https://www.youtube.com/watch?v=abc-DEF_123" },
    { "https://www.youtube.com/playlist?list=PLabc_123", "youtube playlist - - PLabc_123 +",
      "https://www.youtube.com/playlist?list=PLabc_123" },
    { "https://www.youtube.com/embed/videoseries?list=PLabc_123",
      "youtube playlist - - PLabc_123 +", "https://www.youtube.com/playlist?list=PLabc_123" },
    { "https://www.youtube.com/embed?listType=playlist&list=PLabc_123",
      "youtube playlist - - PLabc_123 +", "https://www.youtube.com/playlist?list=PLabc_123" },
    { "https://www.youtube.com/embed/live_stream?channel=UCWvUxN9LAjJ-sTc5JJ3gEyA",
      "youtube channel UCWvUxN9LAjJ-sTc5JJ3gEyA - - +",
      "https://www.youtube.com/channel/UCWvUxN9LAjJ-sTc5JJ3gEyA" },
    { "https://www.youtube.com/channel/UCWvUxN9LAjJ-sTc5JJ3gEyA/videos",
      "youtube channel UCWvUxN9LAjJ-sTc5JJ3gEyA - - +",
      "https://www.youtube.com/channel/UCWvUxN9LAjJ-sTc5JJ3gEyA" },
    { "https://www.youtube.com/@maesgarden", "youtube channel maesgarden maesgarden - +",
      "https://www.youtube.com/@maesgarden" },
    { "https://www.youtube.com/user/maesgarden", "youtube channel maesgarden maesgarden - +",
      "https://www.youtube.com/user/maesgarden" },
    { "https://www.youtube.com/clip/UgkxAbCdEfGhIjKlMnOpQrStUvWxYz012345",
      "youtube clip - - UgkxAbCdEfGhIjKlMnOpQrStUvWxYz012345",
      "https://www.youtube.com/clip/UgkxAbCdEfGhIjKlMnOpQrStUvWxYz012345" },
    { "https://www.youtube.com/post/UgkxAbCdEfGhIjKlMnOpQrStUvWxYz012345",
      "youtube post - - UgkxAbCdEfGhIjKlMnOpQrStUvWxYz012345",
      "https://www.youtube.com/post/UgkxAbCdEfGhIjKlMnOpQrStUvWxYz012345" },
    { "https://www.youtube.com/results?search_query=x", NULL, NULL },
    { "https://www.youtube.com/", NULL, NULL },
    /* pictures of a video, and addresses that players had once */
    { "https://i.ytimg.com/vi/abc-DEF_123/hqdefault.jpg", "youtube video - - abc-DEF_123",
      "https://www.youtube.com/watch?v=abc-DEF_123" },
    { "https://i.ytimg.com/vi_webp/abc-DEF_123/0.webp", "youtube video - - abc-DEF_123",
      "https://www.youtube.com/watch?v=abc-DEF_123" },
    { "https://i.ytimg.com/an_webp/abc-DEF_123/mqdefault_6s.webp", "youtube video - - abc-DEF_123",
      "https://www.youtube.com/watch?v=abc-DEF_123" },
    { "https://img.youtube.com/vi/abc-DEF_123/0.jpg", "youtube video - - abc-DEF_123",
      "https://www.youtube.com/watch?v=abc-DEF_123" },
    { "https://gdata.youtube.com/feeds/api/videos/abc-DEF_123/related",
      "youtube video - - abc-DEF_123", "https://www.youtube.com/watch?v=abc-DEF_123" },
    { "https://vimeo.com/couchmode/76979871", "vimeo video - - 76979871",
      "https://vimeo.com/76979871" },
    { "https://player.vimeo.com/play/76979871", "vimeo video - - 76979871",
      "https://vimeo.com/76979871" },
    { "https://player.vimeo.com/external/76979871.sd.mp4?s=1", "vimeo video - - 76979871",
      "https://vimeo.com/76979871" },
    { "https://vimeo.com/event/4753126/videos/76979871", "vimeo video - - 76979871",
      "https://vimeo.com/76979871" },
    { "https://www.dailymotion.com/live/x1e2b95", "dailymotion video - - x1e2b95",
      "https://www.dailymotion.com/video/x1e2b95" },
    { "https://games.dailymotion.com/embed/x1e2b95", "dailymotion video - - x1e2b95",
      "https://www.dailymotion.com/video/x1e2b95" },
    { "https://www.dailymotion.com/sequence/x1e2b95", "dailymotion video - - x1e2b95",
      "https://www.dailymotion.com/video/x1e2b95" },
    { "https://www.dailymotion.com/hub/x9q_Garden#video=x1e2b95", "dailymotion video - - x1e2b95",
      "https://www.dailymotion.com/video/x1e2b95" },
    { "https://www.tiktok.com/trending?u=1&shareId=6718335390845095173",
      "tiktok video - - 6718335390845095173",
      "https://www.tiktok.com/embed/v2/6718335390845095173" },
    { "https://m.tiktok.com/h5/share/usr/6718335390845095173.html",
      "tiktok video - - 6718335390845095173",
      "https://www.tiktok.com/embed/v2/6718335390845095173" },
    { "https://www.tiktokv.com/share/video/6718335390845095173/",
      "tiktok video - - 6718335390845095173",
      "https://www.tiktok.com/embed/v2/6718335390845095173" },
    { "https://www.tiktok.com/foryou?a=1#/@mae.ruiz/video/6718335390845095173",
      "tiktok video mae.ruiz mae.ruiz 6718335390845095173",
      "https://www.tiktok.com/@mae.ruiz/video/6718335390845095173" },
    { "https://www.tiktok.com/@MS4wLjABAAAATh8Vewkn0LYM7Fo03iec3qKdeCUOcBIouRk1mkiag6h3o/video/"
      "6718335390845095173",
      "tiktok video MS4wLjABAAAATh8Vewkn0LYM7Fo03iec3qKdeCUOcBIouRk1mkiag6h3o - "
      "6718335390845095173",
      "https://www.tiktok.com/embed/v2/6718335390845095173" },
    { "https://imgur.com/a-gif-of-rain-A61SaA1", "imgur photo - - A61SaA1",
      "https://imgur.com/A61SaA1" },
    { "https://imgur.com/a-gif-of-rain", NULL, NULL },
    { "https://secure.twitch.tv/videos/75292411", "twitch video - - 75292411",
      "https://www.twitch.tv/videos/75292411" },

    { "https://vimeo.com/76979871", "vimeo video - - 76979871", "https://vimeo.com/76979871" },
    { "https://vimeo.com/76979871/abcdef0123", "vimeo video - - 76979871",
      "https://vimeo.com/76979871" },
    { "https://vimeo.com/76979871#t=0m3s", "vimeo video - - 76979871",
      "https://vimeo.com/76979871" },
    { "https://player.vimeo.com/video/76979871?h=abcdef&title=0", "vimeo video - - 76979871",
      "https://vimeo.com/76979871" },
    { "https://www.player.vimeo.com/video/76979871", "vimeo video - - 76979871",
      "https://vimeo.com/76979871" },
    { "https://vimeo.com/channels/staffpicks/76979871", "vimeo video - - 76979871",
      "https://vimeo.com/76979871" },
    { "https://vimeo.com/channels/staffpicks", "vimeo channel - - staffpicks +",
      "https://vimeo.com/channels/staffpicks" },
    { "https://vimeo.com/groups/gardens/videos/76979871", "vimeo video - - 76979871",
      "https://vimeo.com/76979871" },
    { "https://vimeo.com/album/2222222/video/76979871", "vimeo video - - 76979871",
      "https://vimeo.com/76979871" },
    { "https://vimeo.com/showcase/2222222", "vimeo playlist - - 2222222 +",
      "https://vimeo.com/showcase/2222222" },
    { "https://vimeo.com/showcase/2222222/embed", "vimeo playlist - - 2222222 +",
      "https://vimeo.com/showcase/2222222" },
    { "https://vimeo.com/moogaloop.swf?clip_id=76979871&server=vimeo.com",
      "vimeo video - - 76979871", "https://vimeo.com/76979871" },
    { "https://vimeo.com/event/12345/embed", "vimeo event - - 12345",
      "https://vimeo.com/event/12345" },
    { "https://vimeo.com/ondemand/garden/76979871", "vimeo video - - 76979871",
      "https://vimeo.com/76979871" },
    { "https://vimeo.com/maeruiz", "vimeo profile maeruiz maeruiz - +",
      "https://vimeo.com/maeruiz" },
    { "https://vimeo.com/upload", NULL, NULL },
    { "https://bsky.app/profile/mae.example", "bluesky profile mae.example mae.example - +",
      "https://bsky.app/profile/mae.example" },
    { "https://embed.bsky.app/embed/did:plc:abc123/app.bsky.feed.post/3lbd2ebt3wk2r?id=1",
      "bluesky post did:plc:abc123 - 3lbd2ebt3wk2r",
      "https://bsky.app/profile/did:plc:abc123/post/3lbd2ebt3wk2r" },
    { "https://bsky.app/profile/did%3Aplc%3Aabc123/post/3lbd2ebt3wk2r",
      "bluesky post did%3Aplc%3Aabc123 - 3lbd2ebt3wk2r",
      "https://bsky.app/profile/did:plc:abc123/post/3lbd2ebt3wk2r" },
    { "https://bsky.app/profile/handle.invalid/post/3lbd2ebt3wk2r",
      "bluesky post handle.invalid - 3lbd2ebt3wk2r",
      "https://bsky.app/profile/handle.invalid/post/3lbd2ebt3wk2r" },
    { "https://bsky.app/profile/mae.example/feed/gardens",
      "bluesky feed mae.example mae.example gardens +",
      "https://bsky.app/profile/mae.example/feed/gardens" },
    { "https://bsky.app/search", NULL, NULL },
    { "https://social.example/web/@mae/114625074809479231",
      "mastodon post mae mae 114625074809479231",
      "https://social.example/@mae/114625074809479231" },
    { "https://social.example/users/mae/statuses/114625074809479231/embed",
      "mastodon post mae mae 114625074809479231",
      "https://social.example/@mae/114625074809479231" },
    { "https://www.reddit.com/r/gardening/comments/8s1abc/a_title/e0abcde/?context=3",
      "reddit post - - 8s1abc", "https://www.reddit.com/comments/8s1abc/" },
    { "https://np.reddit.com/r/gardening/comments/8s1abc", "reddit post - - 8s1abc",
      "https://www.reddit.com/comments/8s1abc/" },
    { "https://de.reddit.com/r/gardening/comments/8s1abc/a_title/", "reddit post - - 8s1abc",
      "https://www.reddit.com/comments/8s1abc/" },
    { "https://www.redditmedia.com/r/gardening/comments/8s1abc/a_title/"
      "?ref_source=embed&ref=share&embed=true",
      "reddit post - - 8s1abc", "https://www.reddit.com/comments/8s1abc/" },
    { "https://embed.reddit.com/r/gardening/comments/8s1abc/a_title/?embed=true",
      "reddit post - - 8s1abc", "https://www.reddit.com/comments/8s1abc/" },
    { "https://www.reddit.com/gallery/8s1abc", "reddit post - - 8s1abc",
      "https://www.reddit.com/comments/8s1abc/" },
    { "https://www.reddit.com/r/gardening/s/AbCdEfGhIj", "reddit post - - AbCdEfGhIj ~", NULL },
    { "https://www.reddit.com/r/gardening/", "reddit community - - gardening +",
      "https://www.reddit.com/r/gardening/" },
    { "https://www.reddit.com/user/mae_ruiz", "reddit profile mae_ruiz mae_ruiz - +",
      "https://www.reddit.com/user/mae_ruiz/" },
    { "https://i.redd.it/abc123def.jpg", NULL, NULL },
    { "https://v.redd.it/abc123def", NULL, NULL },
    { "https://v.redd.it/comments/8s1abc", NULL, NULL },
    { "https://out.reddit.com/t3_8s1abc?url=x", NULL, NULL },
    { "https://t.me/s/gardeners", "telegram channel gardeners gardeners - +",
      "https://t.me/gardeners" },
    { "https://t.me/gardeners", "telegram channel gardeners gardeners - +",
      "https://t.me/gardeners" },
    { "https://t.me/gardeners/12/3408", "telegram post gardeners gardeners 3408",
      "https://t.me/gardeners/3408" },
    { "https://gardeners.t.me/3408", "telegram post gardeners gardeners 3408",
      "https://t.me/gardeners/3408" },
    { "https://t.me/gardeners/3408?embed=1&single", "telegram post gardeners gardeners 3408",
      "https://t.me/gardeners/3408" },
    { "https://t.me/joinchat/AAAAAE9B8u_wO9d4NiJp3w", NULL, NULL },
    { "https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A6685980502161199104",
      "linkedin post - - 6685980502161199104",
      "https://www.linkedin.com/feed/update/urn:li:share:6685980502161199104/" },
    { "https://de.linkedin.com/posts/"
      "mae-ruiz_the-activity-of-gardens-activity-6685980502161199104-AbCd",
      "linkedin post - - 6685980502161199104",
      "https://www.linkedin.com/feed/update/urn:li:activity:6685980502161199104/" },
    { "https://www.linkedin.com/posts/mae-ruiz_gardens-ugcPost-6685980502161199104-AbCd/",
      "linkedin post - - 6685980502161199104",
      "https://www.linkedin.com/feed/update/urn:li:ugcPost:6685980502161199104/" },
    { "https://www.linkedin.com/posts/activity-6685980502161199104-AbCd",
      "linkedin post - - 6685980502161199104",
      "https://www.linkedin.com/feed/update/urn:li:activity:6685980502161199104/" },
    { "https://www.linkedin.com/in/mae-ruiz/", "linkedin profile mae-ruiz mae-ruiz - +",
      "https://www.linkedin.com/in/mae-ruiz" },
    { "https://www.linkedin.com/company/gardens/posts", "linkedin profile - - gardens +",
      "https://www.linkedin.com/company/gardens" },
    { "https://www.linkedin.com/pulse/gardens-mae-ruiz", NULL, NULL },
    { "https://www.pinterest.com/pin/99360735500167749/", "pinterest pin - - 99360735500167749",
      "https://www.pinterest.com/pin/99360735500167749/" },
    { "https://www.pinterest.co.uk/pin/99360735500167749", "pinterest pin - - 99360735500167749",
      "https://www.pinterest.com/pin/99360735500167749/" },
    { "https://pinterest.de/pin/a-garden-in-may--99360735500167749/",
      "pinterest pin - - 99360735500167749", "https://www.pinterest.com/pin/99360735500167749/" },
    { "https://br.pinterest.com/pin/99360735500167749/sent/?x=1",
      "pinterest pin - - 99360735500167749", "https://www.pinterest.com/pin/99360735500167749/" },
    { "https://assets.pinterest.com/ext/embed.html?id=99360735500167749&src=x",
      "pinterest pin - - 99360735500167749", "https://www.pinterest.com/pin/99360735500167749/" },
    { "https://www.pinterest.com/maeruiz/gardens/", "pinterest board maeruiz maeruiz gardens +",
      "https://www.pinterest.com/maeruiz/gardens/" },
    { "https://www.pinterest.com/maeruiz/", "pinterest profile maeruiz maeruiz - +",
      "https://www.pinterest.com/maeruiz/" },
    { "https://www.pinterest.com/pin/create/button/?url=x", NULL, NULL },
    { "https://maeruiz.tumblr.com/post/187012345678/a-garden-in-may",
      "tumblr post maeruiz maeruiz 187012345678", "https://www.tumblr.com/maeruiz/187012345678" },
    { "https://www.tumblr.com/maeruiz/187012345678/a-garden-in-may?source=share",
      "tumblr post maeruiz maeruiz 187012345678", "https://www.tumblr.com/maeruiz/187012345678" },
    { "https://www.tumblr.com/blog/view/maeruiz/187012345678",
      "tumblr post maeruiz maeruiz 187012345678", "https://www.tumblr.com/maeruiz/187012345678" },
    { "https://maeruiz.tumblr.com/187012345678", "tumblr post maeruiz maeruiz 187012345678",
      "https://www.tumblr.com/maeruiz/187012345678" },
    { "https://embed.tumblr.com/embed/post/AbCdEf-gh_1/187012345678",
      "tumblr post - - 187012345678", NULL },
    { "https://maeruiz.tumblr.com/", "tumblr profile maeruiz maeruiz - +",
      "https://www.tumblr.com/maeruiz" },
    { "https://www.tumblr.com/tagged/gardens", NULL, NULL },
    { "https://soundcloud.com/maeruiz/a-garden-in-may",
      "soundcloud track maeruiz maeruiz a-garden-in-may",
      "https://soundcloud.com/maeruiz/a-garden-in-may" },
    { "https://m.soundcloud.com/maeruiz/a-garden-in-may?in=x",
      "soundcloud track maeruiz maeruiz a-garden-in-may",
      "https://soundcloud.com/maeruiz/a-garden-in-may" },
    { "https://soundcloud.com/maeruiz/a-garden-in-may/s-AbC12",
      "soundcloud track maeruiz maeruiz a-garden-in-may",
      "https://soundcloud.com/maeruiz/a-garden-in-may" },
    { "https://soundcloud.com/maeruiz/sets/gardens",
      "soundcloud playlist maeruiz maeruiz gardens +",
      "https://soundcloud.com/maeruiz/sets/gardens" },
    { "https://soundcloud.com/maeruiz/tracks", NULL, NULL },
    { "https://soundcloud.com/maeruiz", "soundcloud profile maeruiz maeruiz - +",
      "https://soundcloud.com/maeruiz" },
    { "https://soundcloud.com/discover/sets/x", NULL, NULL },
    { "https://api.soundcloud.com/tracks/293", "soundcloud track - - 293",
      "https://api.soundcloud.com/tracks/293" },
    { "https://api.soundcloud.com/tracks/soundcloud%3Atracks%3A293", "soundcloud track - - 293",
      "https://api.soundcloud.com/tracks/293" },
    { "https://api.soundcloud.com/playlists/293", "soundcloud playlist - - 293 +",
      "https://api.soundcloud.com/playlists/293" },
    { "https://open.spotify.com/track/6rqhFgbbKwnb9MLmUQDhG6?si=abc",
      "spotify track - - 6rqhFgbbKwnb9MLmUQDhG6",
      "https://open.spotify.com/track/6rqhFgbbKwnb9MLmUQDhG6" },
    { "https://open.spotify.com/embed/track/6rqhFgbbKwnb9MLmUQDhG6?utm_source=generator",
      "spotify track - - 6rqhFgbbKwnb9MLmUQDhG6",
      "https://open.spotify.com/track/6rqhFgbbKwnb9MLmUQDhG6" },
    { "https://open.spotify.com/intl-de/track/6rqhFgbbKwnb9MLmUQDhG6",
      "spotify track - - 6rqhFgbbKwnb9MLmUQDhG6",
      "https://open.spotify.com/track/6rqhFgbbKwnb9MLmUQDhG6" },
    { "https://open.spotify.com/embed/album/6rqhFgbbKwnb9MLmUQDhG6",
      "spotify album - - 6rqhFgbbKwnb9MLmUQDhG6 +",
      "https://open.spotify.com/album/6rqhFgbbKwnb9MLmUQDhG6" },
    { "https://open.spotify.com/embed/playlist/6rqhFgbbKwnb9MLmUQDhG6",
      "spotify playlist - - 6rqhFgbbKwnb9MLmUQDhG6 +",
      "https://open.spotify.com/playlist/6rqhFgbbKwnb9MLmUQDhG6" },
    { "https://open.spotify.com/embed-podcast/episode/6rqhFgbbKwnb9MLmUQDhG6",
      "spotify episode - - 6rqhFgbbKwnb9MLmUQDhG6",
      "https://open.spotify.com/episode/6rqhFgbbKwnb9MLmUQDhG6" },
    { "https://open.spotify.com/embed/episode/6rqhFgbbKwnb9MLmUQDhG6/video",
      "spotify episode - - 6rqhFgbbKwnb9MLmUQDhG6",
      "https://open.spotify.com/episode/6rqhFgbbKwnb9MLmUQDhG6" },
    { "https://open.spotify.com/show/6rqhFgbbKwnb9MLmUQDhG6",
      "spotify show - - 6rqhFgbbKwnb9MLmUQDhG6 +",
      "https://open.spotify.com/show/6rqhFgbbKwnb9MLmUQDhG6" },
    { "https://open.spotify.com/artist/6rqhFgbbKwnb9MLmUQDhG6",
      "spotify artist - - 6rqhFgbbKwnb9MLmUQDhG6 +",
      "https://open.spotify.com/artist/6rqhFgbbKwnb9MLmUQDhG6" },
    { "https://open.spotify.com/user/mae/playlist/6rqhFgbbKwnb9MLmUQDhG6",
      "spotify playlist mae mae 6rqhFgbbKwnb9MLmUQDhG6 +",
      "https://open.spotify.com/playlist/6rqhFgbbKwnb9MLmUQDhG6" },
    { "https://embed.spotify.com/?uri=spotify:track:6rqhFgbbKwnb9MLmUQDhG6",
      "spotify track - - 6rqhFgbbKwnb9MLmUQDhG6",
      "https://open.spotify.com/track/6rqhFgbbKwnb9MLmUQDhG6" },
    { "https://embed.spotify.com/?uri=spotify%3Atrack%3A6rqhFgbbKwnb9MLmUQDhG6",
      "spotify track - - 6rqhFgbbKwnb9MLmUQDhG6",
      "https://open.spotify.com/track/6rqhFgbbKwnb9MLmUQDhG6" },
    { "https://embed.spotify.com/?uri=spotify%3Auser%3Amae%3Aplaylist%3A6rqhFgbbKwnb9MLmUQDhG6",
      "spotify playlist mae mae 6rqhFgbbKwnb9MLmUQDhG6 +",
      "https://open.spotify.com/playlist/6rqhFgbbKwnb9MLmUQDhG6" },
    { "https://open.spotify.com/search/x", NULL, NULL },
    { "https://www.flickr.com/photos/maeruiz/4567890123/",
      "flickr photo maeruiz maeruiz 4567890123",
      "https://www.flickr.com/photos/maeruiz/4567890123/" },
    { "https://www.flickr.com/photos/12345678@N00/4567890123/in/photostream/",
      "flickr photo 12345678@N00 - 4567890123",
      "https://www.flickr.com/photos/12345678@N00/4567890123/" },
    { "https://www.flickr.com/photos/12345678%40N00/4567890123/player/",
      "flickr photo 12345678%40N00 - 4567890123",
      "https://www.flickr.com/photos/12345678@N00/4567890123/" },
    { "https://www.flickr.com/photos/maeruiz/sets/72157600001111111/",
      "flickr album maeruiz maeruiz 72157600001111111 +",
      "https://www.flickr.com/photos/maeruiz/albums/72157600001111111" },
    { "https://www.flickr.com/photos/maeruiz/albums/72157600001111111",
      "flickr album maeruiz maeruiz 72157600001111111 +",
      "https://www.flickr.com/photos/maeruiz/albums/72157600001111111" },
    { "https://www.flickr.com/photos/maeruiz/", "flickr profile maeruiz maeruiz - +",
      "https://www.flickr.com/photos/maeruiz/" },
    { "https://www.flickr.com/photo.gne?id=4567890123", "flickr photo - - 4567890123",
      "https://www.flickr.com/photo.gne?id=4567890123" },
    { "https://www.flickr.com/photos/tags/garden", NULL, NULL },
    { "https://imgur.com/AbCd123", "imgur photo - - AbCd123", "https://imgur.com/AbCd123" },
    { "https://imgur.com/a/AbCd1", "imgur album - - AbCd1", "https://imgur.com/a/AbCd1" },
    { "https://imgur.com/a/a-garden-in-may-AbCd123", "imgur album - - AbCd123",
      "https://imgur.com/a/AbCd123" },
    { "https://imgur.com/gallery/AbCd123", "imgur post - - AbCd123",
      "https://imgur.com/gallery/AbCd123" },
    { "https://imgur.com/gallery/a-garden-in-may-AbCd123", "imgur post - - AbCd123",
      "https://imgur.com/gallery/AbCd123" },
    { "https://imgur.com/t/gardens/AbCd123", "imgur post - - AbCd123",
      "https://imgur.com/gallery/AbCd123" },
    { "https://imgur.com/a/AbCd1/embed?pub=true", "imgur album - - AbCd1",
      "https://imgur.com/a/AbCd1" },
    { "https://i.imgur.com/AbCd123.gifv", "imgur video - - AbCd123", "https://imgur.com/AbCd123" },
    { "https://i.imgur.com/AbCd123.jpg", NULL, NULL },
    { "https://imgur.com/upload", NULL, NULL },
    { "https://giphy.com/gifs/garden-may-l0HlNQ03J5JxX6lva", "giphy gif - - l0HlNQ03J5JxX6lva",
      "https://giphy.com/gifs/l0HlNQ03J5JxX6lva" },
    { "https://giphy.com/gifs/l0HlNQ03J5JxX6lva", "giphy gif - - l0HlNQ03J5JxX6lva",
      "https://giphy.com/gifs/l0HlNQ03J5JxX6lva" },
    { "https://giphy.com/embed/l0HlNQ03J5JxX6lva", "giphy gif - - l0HlNQ03J5JxX6lva",
      "https://giphy.com/gifs/l0HlNQ03J5JxX6lva" },
    { "https://media1.giphy.com/media/l0HlNQ03J5JxX6lva/giphy.gif",
      "giphy gif - - l0HlNQ03J5JxX6lva", "https://giphy.com/gifs/l0HlNQ03J5JxX6lva" },
    { "https://media.giphy.com/media/v1.Y2lkPTc5MGI3NjEx/l0HlNQ03J5JxX6lva/giphy.gif",
      "giphy gif - - l0HlNQ03J5JxX6lva", "https://giphy.com/gifs/l0HlNQ03J5JxX6lva" },
    { "https://i.giphy.com/l0HlNQ03J5JxX6lva.gif", "giphy gif - - l0HlNQ03J5JxX6lva",
      "https://giphy.com/gifs/l0HlNQ03J5JxX6lva" },
    { "https://giphy.com/clips/garden-l0HlNQ03J5JxX6lva", "giphy clip - - l0HlNQ03J5JxX6lva",
      "https://giphy.com/clips/l0HlNQ03J5JxX6lva" },
    { "https://giphy.com/explore/garden", NULL, NULL },
    { "https://www.dailymotion.com/video/x44lvd_a-garden-in-may_music",
      "dailymotion video - - x44lvd", "https://www.dailymotion.com/video/x44lvd" },
    { "https://www.dailymotion.com/video/x82nygx?playlist=x5nmbq", "dailymotion video - - x82nygx",
      "https://www.dailymotion.com/video/x82nygx" },
    { "https://www.dailymotion.com/embed/video/x82nygx?autoplay=1", "dailymotion video - - x82nygx",
      "https://www.dailymotion.com/video/x82nygx" },
    { "https://dai.ly/x82nygx", "dailymotion video - - x82nygx",
      "https://www.dailymotion.com/video/x82nygx" },
    { "https://www.dailymotion.com/fr/relevance/search/garden/1#video=x82nygx",
      "dailymotion video - - x82nygx", "https://www.dailymotion.com/video/x82nygx" },
    { "https://geo.dailymotion.com/player.html?video=x82nygx", "dailymotion video - - x82nygx",
      "https://www.dailymotion.com/video/x82nygx" },
    { "https://geo.dailymotion.com/player/xabcd.html?video=x82nygx&mute=true",
      "dailymotion video - - x82nygx", "https://www.dailymotion.com/video/x82nygx" },
    { "https://www.dailymotion.com/swf/video/x82nygx", "dailymotion video - - x82nygx",
      "https://www.dailymotion.com/video/x82nygx" },
    { "https://www.dailymotion.com/playlist/x5nmbq", "dailymotion playlist - - x5nmbq +",
      "https://www.dailymotion.com/playlist/x5nmbq" },
    { "https://www.dailymotion.com/maeruiz", "dailymotion profile maeruiz maeruiz - +",
      "https://www.dailymotion.com/maeruiz" },
    { "https://www.twitch.tv/videos/1234567890?t=1h", "twitch video - - 1234567890",
      "https://www.twitch.tv/videos/1234567890" },
    { "https://www.twitch.tv/maeruiz/v/12345678", "twitch video maeruiz maeruiz 12345678",
      "https://www.twitch.tv/videos/12345678" },
    { "https://player.twitch.tv/?video=v1234567890&parent=news.example",
      "twitch video - - 1234567890", "https://www.twitch.tv/videos/1234567890" },
    { "https://player.twitch.tv/?autoplay=false&video=1234567890", "twitch video - - 1234567890",
      "https://www.twitch.tv/videos/1234567890" },
    { "https://player.twitch.tv/?channel=maeruiz&parent=news.example",
      "twitch channel maeruiz maeruiz - +", "https://www.twitch.tv/maeruiz" },
    { "https://clips.twitch.tv/embed?clip=IncredulousAbstemiousFennelImGlitch&parent=news.example",
      "twitch clip - - IncredulousAbstemiousFennelImGlitch",
      "https://clips.twitch.tv/IncredulousAbstemiousFennelImGlitch" },
    { "https://clips.twitch.tv/IncredulousAbstemiousFennelImGlitch-AbC_1",
      "twitch clip - - IncredulousAbstemiousFennelImGlitch-AbC_1",
      "https://clips.twitch.tv/IncredulousAbstemiousFennelImGlitch-AbC_1" },
    { "https://www.twitch.tv/maeruiz/clip/IncredulousAbstemiousFennelImGlitch",
      "twitch clip maeruiz maeruiz IncredulousAbstemiousFennelImGlitch",
      "https://clips.twitch.tv/IncredulousAbstemiousFennelImGlitch" },
    { "https://www.twitch.tv/collections/myIbIFkZphQSbQ", "twitch collection - - myIbIFkZphQSbQ +",
      "https://www.twitch.tv/collections/myIbIFkZphQSbQ" },
    { "https://www.twitch.tv/maeruiz", "twitch channel maeruiz maeruiz - +",
      "https://www.twitch.tv/maeruiz" },
    { "https://www.twitch.tv/directory/game/x", NULL, NULL },
    { "https://gist.github.com/maeruiz/0123456789abcdef0123456789abcdef",
      "gist gist maeruiz maeruiz 0123456789abcdef0123456789abcdef",
      "https://gist.github.com/maeruiz/0123456789abcdef0123456789abcdef" },
    { "https://gist.github.com/maeruiz/0123456789abcdef0123456789abcdef.js?file=a.c",
      "gist gist maeruiz maeruiz 0123456789abcdef0123456789abcdef",
      "https://gist.github.com/maeruiz/0123456789abcdef0123456789abcdef" },
    { "https://gist.github.com/1234567.js", "gist gist - - 1234567",
      "https://gist.github.com/1234567" },
    { "https://gist.github.com/maeruiz", "gist profile maeruiz maeruiz - +",
      "https://gist.github.com/maeruiz" },
    { "https://gist.github.com/discover", NULL, NULL },
    { "https://truthsocial.com/@maeruiz/posts/110123456789012345",
      "truthsocial post maeruiz maeruiz 110123456789012345",
      "https://truthsocial.com/@maeruiz/posts/110123456789012345" },
    { "https://truthsocial.com/@maeruiz/110123456789012345/embed",
      "truthsocial post maeruiz maeruiz 110123456789012345",
      "https://truthsocial.com/@maeruiz/posts/110123456789012345" },
    { "https://truthsocial.com/users/maeruiz/statuses/110123456789012345",
      "truthsocial post maeruiz maeruiz 110123456789012345",
      "https://truthsocial.com/@maeruiz/posts/110123456789012345" },
    { "https://truthsocial.com/@maeruiz", "truthsocial profile maeruiz maeruiz - +",
      "https://truthsocial.com/@maeruiz" },
    { "https://vk.com/wall-12345_6789", "vk post - - -12345_6789",
      "https://vk.com/wall-12345_6789" },
    { "https://m.vk.com/wall-12345_6789?reply=6790", "vk post - - -12345_6789",
      "https://vk.com/wall-12345_6789" },
    { "https://vk.com/feed?w=wall-12345_6789", "vk post - - -12345_6789",
      "https://vk.com/wall-12345_6789" },
    { "https://vk.com/maeruiz?z=photo12345_6789%2Falbum12345_0", "vk photo - - 12345_6789",
      "https://vk.com/photo12345_6789" },
    { "https://vk.com/video-12345_6789", "vk video - - -12345_6789",
      "https://vk.com/video-12345_6789" },
    { "https://vk.com/video_ext.php?oid=-12345&id=6789&hash=abc", "vk video -12345 - 6789",
      "https://vk.com/video-12345_6789" },
    { "https://vkvideo.ru/video-12345_6789", "vk video - - -12345_6789",
      "https://vk.com/video-12345_6789" },
    { "https://vk.com/clip-12345_6789", "vk clip - - -12345_6789",
      "https://vk.com/clip-12345_6789" },
    { "https://vk.com/maeruiz", "vk profile maeruiz maeruiz - +", "https://vk.com/maeruiz" },
    { "https://vk.com/away.php?to=x", NULL, NULL },
    { "https://www.snapchat.com/spotlight/W7_EDlXWTBiXAEEniNoMPwAAYc2RlbXl",
      "snapchat video - - W7_EDlXWTBiXAEEniNoMPwAAYc2RlbXl",
      "https://www.snapchat.com/spotlight/W7_EDlXWTBiXAEEniNoMPwAAYc2RlbXl" },
    { "https://www.snapchat.com/@maeruiz/spotlight/W7_EDlXWTBiXAEEniNoMPwAAYc2RlbXl/embed",
      "snapchat video maeruiz maeruiz W7_EDlXWTBiXAEEniNoMPwAAYc2RlbXl",
      "https://www.snapchat.com/spotlight/W7_EDlXWTBiXAEEniNoMPwAAYc2RlbXl" },
    { "https://www.snapchat.com/add/maeruiz", "snapchat profile maeruiz maeruiz - +",
      "https://www.snapchat.com/@maeruiz" },
    { "https://www.snapchat.com/t/AbCdEf12", "snapchat video - - AbCdEf12 ~", NULL },
    { "https://maeruiz.substack.com/p/a-garden-in-may",
      "substack post maeruiz maeruiz a-garden-in-may",
      "https://maeruiz.substack.com/p/a-garden-in-may" },
    { "https://open.substack.com/pub/maeruiz/p/a-garden-in-may?r=1&utm_medium=ios",
      "substack post maeruiz maeruiz a-garden-in-may",
      "https://maeruiz.substack.com/p/a-garden-in-may" },
    { "https://substack.com/@maeruiz/note/c-12345678", "substack post maeruiz maeruiz 12345678",
      "https://substack.com/@maeruiz/note/c-12345678" },
    { "https://maeruiz.substack.com/embed", "substack profile maeruiz maeruiz - +",
      "https://maeruiz.substack.com/" },
    { "https://maeruiz.substack.com/archive", NULL, NULL },
    { "https://medium.com/@maeruiz/a-garden-in-may-0123456789ab",
      "medium post maeruiz maeruiz 0123456789ab", "https://medium.com/p/0123456789ab" },
    { "https://medium.com/gardens/a-garden-in-may-0123456789ab?source=x",
      "medium post - - 0123456789ab", "https://medium.com/p/0123456789ab" },
    { "https://maeruiz.medium.com/a-garden-in-may-0123456789ab", "medium post - - 0123456789ab",
      "https://medium.com/p/0123456789ab" },
    { "https://medium.com/p/0123456789ab", "medium post - - 0123456789ab",
      "https://medium.com/p/0123456789ab" },
    { "https://medium.com/@maeruiz", "medium profile maeruiz maeruiz - +",
      "https://medium.com/@maeruiz" },
    { "https://medium.com/tag/gardens", NULL, NULL },
    { "https://link.medium.com/AbCdEf", NULL, NULL },
};

static struct slice or_dash(struct slice s)
{
    return s.length ? s : SLICE("-");
}

static void print(const struct match *m, struct buffer *into)
{
    struct slice account = or_dash(m->account);
    struct slice handle = or_dash(m->handle);
    struct slice id = or_dash(m->id);
    buffer_reset(into);
    buffer_printf(into, "%s %s %.*s %.*s %.*s%s", m->place->name, m->kind, (int)account.length,
                  account.data, (int)handle.length, handle.data, (int)id.length, id.data,
                  m->route->page    ? " +"
                  : m->route->share ? " ~"
                                    : "");
}

static void check_shape(const struct shape *shape, struct buffer *href, struct buffer *text)
{
    struct url u;
    struct match m;
    assert_int_equal(url_parse(slice_from(shape->url), NULL, href, &u), URL_OK);
    buffer_reset(text);
    bool matches = place_match_page(&u, &m);
    if (matches) {
        print(&m, text);
    }
    if (matches != (shape->want != NULL) ||
        (matches && !slice_equal(buffer_slice(text), slice_from(shape->want)))) {
        fail_msg("%s is %.*s, want %s", shape->url, (int)text->length, text->data,
                 shape->want ? shape->want : "nothing");
    }
    struct match post;
    assert_int_equal(place_match(&u, &post), matches && match_is_post(&m));
    buffer_reset(text);
    bool made = matches && match_permalink(&m, text);
    if (made != (shape->permalink != NULL) ||
        (made && !slice_equal(buffer_slice(text), slice_from(shape->permalink)))) {
        fail_msg("%s: %.*s, want %s", shape->url, (int)text->length, text->data,
                 shape->permalink ? shape->permalink : "none");
    }
}

static void knows_the_shapes(void **state)
{
    (void)state;
    struct buffer href = BUFFER(4096);
    struct buffer text = BUFFER(4096);
    for (size_t i = 0; i < COUNT_OF(shapes); i++) {
        check_shape(&shapes[i], &href, &text);
    }
    buffer_free(&href);
    buffer_free(&text);
}

/* Every platform's shapes are tried, so that a new one's are not forgotten. */
static void every_place_has_a_shape(void **state)
{
    (void)state;
    for (size_t i = 0; places[i]; i++) {
        size_t count = 0;
        struct slice name = slice_from(places[i]->name);
        for (size_t s = 0; s < COUNT_OF(shapes); s++) {
            count += shapes[s].want && slice_starts(slice_from(shapes[s].want), name);
        }
        if (count == 0) {
            fail_msg("%s", places[i]->name);
        }
    }
}

static void reads_uris(void **state)
{
    (void)state;
    static const struct {
        const char *uri, *want;
    } cases[] = {
        { "at://did:plc:abc123/app.bsky.feed.post/3lbd2ebt3wk2r",
          "bluesky post did:plc:abc123 - 3lbd2ebt3wk2r" },
        { "AT://mae.example/app.bsky.feed.post/3lbd2ebt3wk2r",
          "bluesky post mae.example mae.example 3lbd2ebt3wk2r" },
        { "at://did:plc:abc123/app.bsky.feed.like/3lbd2ebt3wk2r", NULL },
        { "at://did:plc:abc123", NULL },
        { "spotify:track:6rqhFgbbKwnb9MLmUQDhG6", "spotify track - - 6rqhFgbbKwnb9MLmUQDhG6" },
        { "spotify:album:6rqhFgbbKwnb9MLmUQDhG6", "spotify album - - 6rqhFgbbKwnb9MLmUQDhG6 +" },
        { "spotify:track:6rqh", NULL },
        { "https://twitter.com/mae/status/20", NULL },
        { "", NULL },
    };
    struct buffer text = BUFFER(256);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct match m;
        bool found = place_match_uri(slice_from(cases[i].uri), &m);
        if (found != (cases[i].want != NULL)) {
            fail_msg("%s: %d", cases[i].uri, found);
        }
        if (found) {
            print(&m, &text);
            assert_slice(buffer_slice(&text), cases[i].want);
        }
    }
    buffer_free(&text);
}

static void names_authors(void **state)
{
    (void)state;
    static const struct {
        const char *url, *want;
    } cases[] = {
        { "https://social.example/@mae/114625074809479231", "mae@social.example" },
        { "https://social.example/@mae@other.example/114625074809479231", "mae@other.example" },
        { "https://twitter.com/mae/status/20", "mae" },
        { "https://twitter.com/i/status/20", NULL },
        { "https://bsky.app/profile/did:plc:abc123/post/3lbd2ebt3wk2r", NULL },
    };
    struct buffer href = BUFFER(4096);
    struct buffer text = BUFFER(256);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct url u;
        struct match m;
        assert_int_equal(url_parse(slice_from(cases[i].url), NULL, &href, &u), URL_OK);
        assert_true(place_match(&u, &m));
        buffer_reset(&text);
        bool named = match_handle(&m, &text);
        assert_slice(named ? buffer_slice(&text) : (struct slice){ 0 }, cases[i].want);
    }
    buffer_free(&href);
    buffer_free(&text);
}

static void reads_the_registry(void **state)
{
    (void)state;
    static const struct {
        const char *url, *want;
    } cases[] = {
        { "https://codepen.io/mae/pen/abcdef", "codepen" },
        { "http://www.codepen.io/mae/pen/abcdef", "codepen" },
        { "https://www.ted.com/talks/a_talk", "ted" },
        { "https://www.ted.com/Talks/A_Talk", "ted" },
        { "https://mae.deviantart.com/art/A-Garden-1", "deviantart_com" },
        { "https://www.ted.com/about", NULL },
        { "https://www.youtube.com/watch?v=abc-DEF_123", NULL },
        { "https://news.example/talks/a", NULL },
    };
    struct buffer href = BUFFER(4096);
    assert_true(registry_count > 500);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct url u;
        assert_int_equal(url_parse(slice_from(cases[i].url), NULL, &href, &u), URL_OK);
        const char *got = registry_match(&u);
        if (!got != !cases[i].want || (got && strcmp(got, cases[i].want) != 0)) {
            fail_msg("%s is %s", cases[i].url, got ? got : "nothing");
        }
    }
    buffer_free(&href);
}

static void letters_are_those_of_the_routes(void **state)
{
    (void)state;
    assert_non_null(places_anywhere[0]);
    for (const struct place *const *p = places_anywhere; *p; p++) {
        for (const struct route *route = (*p)->routes; route->path; route++) {
            assert_int_equal(route->path[0], '/');
            assert_int_not_equal(route->path[1], '{');
            assert_non_null(strchr((*p)->letters, route->path[1]));
        }
    }
}

static void no_own_word_is_longer(void **state)
{
    (void)state;
    for (const struct place *const *p = places; *p; p++) {
        size_t longest = 0;
        for (const char *const *word = (*p)->no_handles; word && *word; word++) {
            longest = strlen(*word) > longest ? strlen(*word) : longest;
        }
        if ((*p)->no_handle_most) {
            assert_int_equal((*p)->no_handle_most, longest);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_the_shapes),
        cmocka_unit_test(every_place_has_a_shape),
        cmocka_unit_test(reads_uris),
        cmocka_unit_test(names_authors),
        cmocka_unit_test(reads_the_registry),
        cmocka_unit_test(letters_are_those_of_the_routes),
        cmocka_unit_test(no_own_word_is_longer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

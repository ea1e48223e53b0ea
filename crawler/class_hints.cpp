#include "crawler/class_hints.h"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace rasd {
namespace {

// Parts of a name that only mean something together ("article" + "body").
enum Part : uint16_t {
  kPartNone = 0,
  kPartSubject = 1,  // article, story, post …
  kPartText = 2,     // body, content, text …
  kPartMore = 4,     // more, most, also, latest …
  kPartItems = 8,    // stories, news, articles, read …
  kPartSign = 16,    // sign, opt
  kPartUp = 32,      // up, in, box
  kPartAuthor = 64,
  kPartWeakSubject = 256,
  kPartHidden = 1024,  // only alone: "label-hidden" is about the label,
                       // "member-signature" is a function's
  kPartEmbed = 512,    // what is embedded belongs to the text; "has-sidebar" is about elsewhere
};

struct Word {
  uint16_t hints;
  uint16_t parts;
};

const std::unordered_map<std::string_view, Word>& words() {
  static const auto* const table = [] {
    auto* t = new std::unordered_map<std::string_view, Word>();
    const auto add = [t](uint16_t hints, uint16_t parts, std::string_view names) {
      while (!names.empty()) {
        const size_t end = std::min(names.find(' '), names.size());
        Word& word = (*t)[names.substr(0, end)];
        word.hints |= hints;
        word.parts |= parts;
        names.remove_prefix(std::min(end + 1, names.size()));
      }
    };
    add(0, kPartSubject, "article story post entry news blog");
    add(0, kPartWeakSubject, "page item single main the topic field detail details art wysiwyg m");
    add(0, kPartText, "body content contents text copy txt paragraphs html");
    add(0, kPartEmbed, "embed embedded embeds tweet oembed has with no not");
    add(0, kPartHidden, "hidden hide signature");
    add(0, kPartMore, "more most also latest top next other previous prev recent further");
    add(0, kPartItems,
        "stories news articles read viewed posts topics links headlines videos reads like story "
        "article from");
    add(0, kPartSign, "sign opt log");
    add(0, kPartUp, "up in form");
    add(0, kPartAuthor, "author writer contributor authors");
    add(kHintBody, 0,
        "articlebody articlecontent articletext storybody storycontent storytext postcontent "
        "postbody posttext entrycontent newsbody newscontent newstext newsdetails newsdetail "
        "bodytext bodycopy bodycontent articledetails contentbody richtext");
    add(kHintArticle, 0, "article story hentry");
    add(kHintNoise, 0,
        "share sharing shares sharebar sharethis social socials addthis addtoany sharedaddy "
        "related relatedposts relateds recirc recirculation recommended recommendations "
        "recommendation recommend trending popular mostpopular mostread sidebar rail breadcrumb "
        "breadcrumbs nav navbar navigation menu newsletter newsletters subscribe subscription "
        "signup promo promotion advert advertisement advertisements advertising ad ads adv adslot "
        "dfp sponsor sponsored sponsors cookie cookies gdpr consent modal popup outbrain taboola "
        "revcontent zergnet mgid footer pagination pager toolbar login masthead skip poll quiz "
        "donate donation print printfriendly feedback teaser teasers upsell banner marketing "
        "follow readnext nextarticle jumplink jumplinks disclaimer affiliate copyright "
        "whatsapp telegram screenreader sronly screenreadertext visuallyhidden tooltip noprint "
        "headerlink votes votecount postsignature usersignature messagesignature "
        "rating ratings reactions emoji videoplayer audioplayer jwplayer vjs mediaelement mejs");
    add(kHintMore, 0, "readmore");
    add(kHintComments, 0,
        "comment comments commentlist disqus respond livefyre fbcomments viafoura coral discussion "
        "commenting");
    add(kHintAbout, 0,
        "byline bylines dateline timestamp date datetime published pubdate tags taglist tag "
        "keywords meta postmeta kicker eyebrow biography bio authorbox authorbio authorinfo "
        "readtime readingtime headline title newstitle posttitle articletitle categories");
    add(kHintCaption, 0,
        "caption captions figcaption credit credits photocredit imagecaption wpcaption "
        "photocaption cutline legends");
    add(kHintLive, 0, "liveblog liveupdates livefeed");
    add(kHintPaywall, 0, "paywall regwall metered piano");
    add(kHintGallery, 0, "gallery galleries slideshow carousel lightbox slider");
    return t;
  }();
  return *table;
}

bool is_word_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

uint16_t hints_of_name(std::string_view name) {
  uint16_t hints = 0, parts = 0;
  char word[24];
  char whole[40];
  size_t whole_size = 0;
  int pieces = 0;
  const auto look_up = [&](std::string_view text) {
    if (const auto found = words().find(text); found != words().end()) {
      hints |= found->second.hints;
      parts |= found->second.parts;
    }
  };
  for (size_t i = 0; i < name.size();) {
    if (!is_word_char(name[i])) {
      ++i;
      continue;
    }
    size_t size = 0;
    const size_t from = i;
    while (i < name.size() && is_word_char(name[i]) &&
           (i == from || !is_upper(name[i]) || is_upper(name[i - 1]))) {
      const char c = is_upper(name[i]) ? static_cast<char>(name[i] + 32) : name[i];
      if (size < sizeof word) word[size++] = c;
      if (whole_size < sizeof whole) whole[whole_size++] = c;
      ++i;
    }
    look_up({word, size});
    ++pieces;
  }
  look_up({whole, whole_size});
  if ((parts & kPartHidden) && pieces == 1) hints |= kHintNoise;
  if (parts & kPartText) {
    if (parts & kPartSubject)
      hints |= kHintBody;
    else if (parts & kPartWeakSubject)
      hints |= kHintBodyWeak;
  }
  if ((parts & kPartMore) && (parts & kPartItems)) hints |= kHintMore;
  if ((parts & kPartSign) && (parts & kPartUp)) hints |= kHintNoise;
  if ((parts & kPartAuthor)) hints |= kHintAbout;
  if (parts & kPartEmbed) hints &= static_cast<uint16_t>(~(kHintNoise | kHintMore | kHintComments));
  return hints;
}

}  // namespace

uint16_t class_hints(std::string_view class_or_id) {
  uint16_t hints = 0;
  size_t at = 0;
  for (int names = 0; at < class_or_id.size() && names < 40; ++names) {
    const size_t from = class_or_id.find_first_not_of(" \t\r\n\f", at);
    if (from == std::string_view::npos) break;
    at = class_or_id.find_first_of(" \t\r\n\f", from);
    if (at == std::string_view::npos) at = class_or_id.size();
    hints |= hints_of_name(class_or_id.substr(from, at - from));
  }
  return hints;
}

}  // namespace rasd

#pragma once
#include <cstdint>
#include <string_view>

namespace rasd {

/// What the words in an element's class and id say of it, as a set of bits.
enum ClassHint : uint16_t {
  kHintNone = 0,
  kHintBody = 1,      ///< the article's body ("article-body", "entry-content", "newsText")
  kHintNoise = 2,     ///< never part of a text: sharing, related, adverts, navigation, sign-up
  kHintComments = 4,  ///< readers' comments
  kHintAbout = 8,     ///< about the article: byline, date, tags, author's note
  kHintCaption = 16,  ///< captions and credits of pictures
  kHintArticle = 32,  ///< an article's own element, wider than its body
  kHintLive = 64,
  kHintPaywall = 128,
  kHintGallery = 256,
  kHintMore = 2048,        ///< more to read: other articles, or the rest of this one
  kHintBodyWeak = 512,     ///< perhaps the body, perhaps the whole page ("main-content")
  kHintBodyStrong = 1024,  ///< set by the reader of the markup: itemprop=articleBody
};

/// Reads class or id. Names are split at punctuation and at changes of case, since each site has
/// its own spelling; names that are not English say nothing here and structure decides.
uint16_t class_hints(std::string_view class_or_id);

}  // namespace rasd

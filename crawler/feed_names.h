#pragma once
#include <string_view>

namespace rasd {

/// The vocabularies that feeds are written in. All versions of RSS and Atom are one: their
/// elements mean the same wherever they are named the same.
enum class FeedNamespace : unsigned char {
  kCore,  ///< none, RSS 0.9 to 2.0, Atom
  kDublinCore,
  kDublinTerms,
  kContent,
  kMedia,
  kITunes,
  kXhtml,
  kRdf,
  kCommentApi,  ///< wfw:
  kSlash,       ///< slash:
  kOther,
};

/// What an element contributes. The same name may be a field of the feed or of an entry.
enum class FeedElement : unsigned char {
  kUnknown,
  kRoot,   ///< rss, RDF
  kFeed,   ///< channel, feed
  kEntry,  ///< item, entry
  kTitle,
  kLink,
  kId,       ///< guid, id
  kSummary,  ///< description, summary
  kContent,
  kEncoded,  ///< content:encoded
  kBody,     ///< xhtml:body, xhtml:div
  kPublished,
  kUpdated,
  kCreated,
  kAuthor,
  kContributor,
  kName,
  kEmail,
  kUri,
  kCategory,
  kKeywords,
  kComments,
  kCommentFeed,   ///< wfw:commentRss
  kCommentCount,  ///< slash:comments
  kLanguage,
  kImage,
  kTextInput,
  kSource,
  kUrl,
  kMediaContent,
  kMediaGroup,
  kEnclosure,
};

/// The namespace behind an address, or behind a prefix where the address is not declared.
FeedNamespace feed_namespace(std::string_view uri, std::string_view prefix);

/// What an element is; `local` in any case of letters.
FeedElement feed_element(FeedNamespace space, std::string_view local);

}  // namespace rasd

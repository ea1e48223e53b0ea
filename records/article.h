#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "records/source.h"

namespace rasd {

/// Where the fetched bytes lie: a gzip member of a WARC file. `file` is relative to the archive
/// folder; empty when nothing was archived (replayed items, observations).
struct ArchiveRef {
  std::string file;
  uint64_t offset = 0;
  uint64_t length = 0;
};

/// A file that came with an observation, kept under its hash (crawler/attachment_folder.h).
struct Attachment {
  std::string hash;          ///< content_hash of its bytes, 64 hex
  std::string name;          ///< as its sender called it, without folders; UTF-8, may be empty
  std::string content_type;  ///< as its sender said; never trusted
  uint64_t size = 0;         ///< bytes
  bool operator==(const Attachment&) const = default;
};

/// What the list that named an item (feed entry, sitemap, timeline) said of it. It fills what the
/// page does not say, and stands for the page when that cannot be had. UTF-8; markup kept in
/// `summary` and `content`.
struct EntryHints {
  std::string title;
  std::string summary;
  std::string content;
  std::string author;
  std::string language;
  std::string image;
  std::string comments_url;
  std::vector<std::string> categories;
  std::optional<Instant> published;
  std::optional<Instant> updated;
};

/// One fetched document before anybody read it.
struct FetchedPage {
  std::string item_id;  ///< content_id of source and canonical URL (or the post's own id), 32 hex
  std::string source_id;
  ItemKind kind = ItemKind::kNews;
  std::string url;        ///< as listed
  std::string final_url;  ///< after redirects
  int status = 0;         ///< HTTP status; 0 when there was no HTTP (post, observation, replay)
  std::string content_type;
  std::string body;  ///< decoded of gzip, charset as sent; empty when only hints are known
  Instant fetched{};
  EntryHints hints;
  std::string parent_id;                ///< the item it comments on or answers, if any
  std::vector<Attachment> attachments;  ///< of observations only
  ArchiveRef archive;
};

/// The text and facts of one item, read out of its page, post or feed entry. All text is valid
/// UTF-8 in NFC, without markup; paragraphs are separated by one newline.
struct Article {
  std::string item_id;
  std::string source_id;
  ItemKind kind = ItemKind::kNews;
  std::string url;
  std::string canonical_url;
  std::string parent_id;
  std::string title;
  std::string lead;
  std::string text;
  std::string byline;  ///< of news only; a private author is never named
  std::string author;  ///< of posts: a keyed hash (32 hex), see product.md
  std::string section;
  std::string image;
  std::string language_said;  ///< what the page or feed claims, BCP 47
  std::string charset;
  std::string page_kind;  ///< article, live, gallery, list, paywall, other; empty for posts
  std::string text_from;  ///< where the text was taken from: "page", "feed", "post"; or "headline"
                          ///< when there is none beside the title
  std::string note;       ///< why the page's text was not used, in plain words; else empty
  std::optional<Instant> published;
  std::optional<Instant> updated;
  Instant fetched{};
  std::string hash;  ///< content_hash of title and text after matching normalisation
  std::vector<Attachment> attachments;  ///< of observations only
  ArchiveRef archive;
};

inline constexpr std::array<std::string_view, 3> kTones = {"negative", "neutral", "positive"};
inline constexpr std::array<std::string_view, 4> kStances = {"favourable", "against", "mentioned",
                                                             "not_mentioned"};

/// What the readers say of an article. Labels are spelled as in the annotated set (codebook v1).
struct Annotation {
  std::string reader;                 ///< "fast" or "deep"
  std::string model_version;          ///< of the labels below
  std::string language;               ///< ISO 639-1 of the text itself, "und" when unsure
  std::string variety;                ///< "msa", "dialect", "arabizi" or empty
  std::vector<std::string> incident;  ///< codes decided, most probable first; empty is NON
  std::map<std::string, float> incident_p;
  std::string topic;
  std::map<std::string, float> topic_p;
  std::string tone;
  std::array<float, 3> tone_p{};  ///< in the order of kTones
  std::string stance;
  std::array<float, 4> stance_p{};  ///< in the order of kStances
  std::string minhash;  ///< 128 little-endian u32 (512 bytes); empty when the text is too short
};

struct AnnotatedArticle {
  Article article;
  Annotation annotation;
};

}  // namespace rasd

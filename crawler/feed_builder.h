#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "crawler/feed.h"
#include "crawler/feed_names.h"
#include "crawler/url.h"

namespace rasd {

/// One element of a feed with all that it holds, as the reader of the XML saw it.
struct FeedField {
  FeedElement element = FeedElement::kUnknown;
  FeedNamespace space = FeedNamespace::kCore;
  std::string text;  ///< references decoded; when `markup`, HTML made of the child elements
  bool markup = false;
  std::vector<std::pair<std::string, std::string>> attributes;  ///< local names in lower case
  const Url* base = nullptr;

  /// An attribute's value, or empty.
  std::string_view attribute(std::string_view name) const;
};

/// An author as elements of their own (Atom), or as text (RSS).
struct FeedPerson {
  std::string name, email, uri, text;
};

/// Puts fields where they belong: which of several titles, dates and texts stands, what a text
/// of each type means, which links are the article's own. One per feed; not thread-safe.
class FeedBuilder {
 public:
  /// `name` of the outermost feed element, its namespace's address and version attribute.
  void open_feed(std::string_view name, std::string_view uri, std::string_view version);
  void netscape_dtd() { netscape_ = true; }
  /// RDF that declares Netscape's namespace: RSS 0.90.
  void netscape_rdf() { feed_.format = "rss090"; }
  bool is_open() const { return !feed_.format.empty(); }
  bool is_full() const;
  /// An entry beyond the cap was met.
  void leave_out() { feed_.truncated = true; }
  void begin_entry();
  void end_entry();
  bool in_entry() const { return in_entry_; }

  void feed_field(const FeedField& field);
  void entry_field(const FeedField& field);
  void entry_person(const FeedPerson& person);
  /// RFC 4287 4.2.1: the feed's author stands for entries that name none.
  void feed_person(const FeedPerson& person);
  void entry_language(std::string_view language) { entry_.language = language; }
  void feed_language(std::string_view language);
  /// rdf:about: an address and id where no other is given.
  void entry_about(std::string_view about, const Url* base);

  Feed take();

 private:
  void entry_title(const FeedField& field);
  void entry_link(const FeedField& field);
  void entry_id(const FeedField& field);
  void entry_text(const FeedField& field);
  void entry_category(const FeedField& field);
  void entry_image(const FeedField& field);
  void add_author(std::string text);
  bool is_atom() const { return feed_.format.starts_with("atom"); }
  std::string html_of(const FeedField& field) const;
  std::string title_of(const FeedField& field) const;

  Feed feed_;
  FeedEntry entry_;
  bool in_entry_ = false;
  bool netscape_ = false;
  int title_rank_ = 0, link_rank_ = 0, summary_rank_ = 0, feed_title_rank_ = 0, feed_link_rank_ = 0,
      updated_rank_ = 0;
  std::string permalink_;  ///< a guid that is an address
  std::string about_;
  std::optional<StatedDate> created_;
  std::vector<std::string> feed_authors_;
};

}  // namespace rasd

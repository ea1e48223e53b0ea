#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "reports/wording.h"
#include "store/digests.h"
#include "store/items.h"
#include "store/observations.h"
#include "store/tags.h"
#include "web/desk.h"
#include "web/guarded.h"
#include "web/reader_pool.h"
#include "web/session.h"
#include "web/strings.h"
#include "web/view.h"

namespace rasd {

/// A file of the assets, in memory.
struct Asset {
  std::string content_type;
  std::string bytes;
};

/// Everything the desk holds open. Shared by the server's threads: each member is immutable or
/// guards itself.
struct DeskState {
  DeskState(DeskOptions options_in, const Clock& clock_in, TimeZone zone_in, Views views_in,
            AccountBook accounts_in, TagBook tags_in, DigestBook digests_in,
            ObservationBook observations_in);
  DeskOptions options;
  const Clock& clock;
  TimeZone zone;
  Views views;
  AccountBook accounts;
  Sessions sessions;
  Guarded<TagBook> tags;
  Guarded<DigestBook> digests;
  Guarded<ObservationBook> observations;
  ReaderPool readers;
  std::unordered_map<std::string, Asset> assets;
  std::string assets_version;
};

/// One request as a page sees it: who asks, in which language, at what time.
struct Visit {
  Visit(DeskState& desk_in, const HttpRequest& request_in, Language language, Digits digits_in);
  DeskState& desk;
  const HttpRequest& request;
  Wording words;
  Digits digits;
  std::optional<SignedIn> user;      ///< always there in a page that needs a role
  std::string form_secret;           ///< what the page's form token is made of
  std::vector<std::string> cookies;  ///< Set-Cookie values of the answer
  Instant now{};
  Day today{};

  std::string text(std::string_view key,
                   std::initializer_list<PhraseArgument> arguments = {}) const;
  bool may(std::initializer_list<Role> roles) const;
};

/// A page in the making: frame filled, body to be filled.
class Page {
 public:
  /// `nav` is the key of the entry marked as the current one ("nav_today"), may be empty.
  Page(Visit& visit, std::string_view page_template, std::string_view title,
       std::string_view nav = {});
  View body() { return tree_.page(); }
  /// Loads the tag queue's keys.
  void with_keys() { tree_.frame().show("KEYS"); }
  HttpResponse send(int status = 200);

 private:
  Visit& visit_;
  ViewTree tree_;
};

/// What went wrong, as a page: its status follows the kind.
HttpResponse error_page(Visit& visit, const Error& error);
HttpResponse error_page(Visit& visit, int status, std::string_view key, std::string_view detail);
/// 303: the browser asks again with GET, so that a reload repeats nothing.
HttpResponse redirect(const Visit& visit, std::string location);
/// The headers that every answer carries.
void add_security_headers(const DeskState& desk, HttpResponse& response);

/// A form's field, or empty.
std::string form_value(const std::vector<std::pair<std::string, std::string>>& form,
                       std::string_view name);
/// A day as people write it: 2026-11-24, 2026/11/4, ٢٠٢٦-١١-٢٤.
Result<Day> read_day(std::string_view said);
/// An address that may be linked: http or https, without control characters; else empty.
std::string linkable_url(std::string_view url);
/// Day and time in the directorate's zone: "24 تشرين الثاني، 07:10".
std::string moment(const Visit& visit, Instant at);
/// A user as pages name them: the demonstration's people by their full name.
std::string shown_name(const Visit& visit, const std::string& user);
/// What a person decided: "Road traffic · Negative · Against".
std::string labels_text(const Visit& visit, const Labels& labels);
/// Machine form for <time datetime>.
std::string machine_time(Instant at);
/// `path?query` of this request with one parameter set anew (or dropped when empty), for links.
std::string link_with(const HttpRequest& request, std::string_view name, std::string_view value);
std::string percent_encode(std::string_view text);
/// "rtl", "ltr" or "auto", by a text's language.
std::string_view direction_of(std::string_view language);
/// The name of a language code as the interface says it.
std::string language_name(const Visit& visit, std::string_view code);

/// Fills what every list of items shows: TITLE, LINK, SOURCE, KIND, WHEN, …
void put_item(const Visit& visit, View row, const ItemLine& item);

}  // namespace rasd

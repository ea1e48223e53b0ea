#include "crawler/post_sources.h"

#include <algorithm>

#include "base/utf8.h"
#include "crawler/telegram.h"
#include "crawler/url.h"

namespace rasd {
namespace {

/// Operators by which a network's search finds what one person wrote.
constexpr std::string_view kAuthorOperators[] = {
    "from:", "author:", "user:",     "by:",          "to:",
    "list:", "did:",    "mentions:", "retweets_of:", "followers_of:"};

/// The operator of such a search in a query, wherever a word may begin; empty when there is none.
std::string_view author_operator(std::string_view query) {
  const std::string lower = to_lower_ascii(query);
  for (const std::string_view word : kAuthorOperators)
    for (size_t at = lower.find(word); at != lower.npos; at = lower.find(word, at + 1)) {
      const char before = at == 0 ? ' ' : lower[at - 1];
      const bool inside_word = (before >= 'a' && before <= 'z') ||
                               (before >= '0' && before <= '9') || before == '_' || before == '.' ||
                               before == '/';
      if (!inside_word) return word;
    }
  return {};
}

bool is_name(std::string_view text, std::string_view further) {
  return !text.empty() && text.size() <= 256 && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           further.find(c) != further.npos;
  });
}

std::string json_trouble(const JsonPaths& paths) {
  if (paths.id.empty() && paths.link.empty())
    return "json_id: write the path of an item's id, such as \"id\" (or json_link)";
  if (paths.text.empty() && paths.title.empty())
    return "json_text: write the path of an item's text, such as \"body\" (or json_title)";
  if (!paths.next_parameter.empty() && paths.next.empty())
    return "json_next: write the path of the cursor that json_next_parameter takes";
  for (const std::string_view format : {"rfc3339", "unix", "unix_ms"})
    if (paths.time_format == format) return {};
  return "json_time_format: write \"rfc3339\", \"unix\" or \"unix_ms\"";
}

std::string account_trouble(const Source& source) {
  const std::string& account = source.account;
  switch (source.connector) {
    case Connector::kBluesky:
      return is_name(account, ".:-_") ? "" : "account: write a handle, such as \"office.example\"";
    case Connector::kYoutube:
      return is_name(account, "-_") && account.starts_with("UC")
                 ? ""
                 : "account: write the channel's id, which begins with UC";
    case Connector::kReddit:
      return is_name(account, "_")
                 ? ""
                 : "account: write a community's name without r/, such as \"jordan\"";
    default:
      return "account: this connector reads none";
  }
}

}  // namespace

std::string default_url(const Source& source) {
  switch (source.connector) {
    case Connector::kBluesky:
      return "https://public.api.bsky.app";
    case Connector::kTelegram:
      return "https://t.me";
    case Connector::kYoutube:
      return source.token_file.empty() ? "https://www.youtube.com" : "https://www.googleapis.com";
    case Connector::kX:
      return "https://api.x.com";
    case Connector::kReddit:
      return "https://www.reddit.com";
    default:
      return {};
  }
}

std::string token_header(const Source& source, std::string_view token) {
  return (source.connector == Connector::kYoutube ? "X-Goog-Api-Key: " : "Authorization: Bearer ") +
         std::string(token);
}

std::string trouble_with(const Source& source) {
  const Connector connector = source.connector;
  if (!is_of_posts(connector)) return {};
  if (const std::string_view word = author_operator(source.query); !word.empty())
    return "query: \"" + std::string(word) +
           "\" searches for what one person wrote, which is not done here; search for words";
  const bool may_search = connector == Connector::kBluesky || connector == Connector::kYoutube ||
                          connector == Connector::kX || connector == Connector::kReddit;
  if (!source.query.empty() && !may_search) return "query: this connector has no search";
  const bool takes_token = connector == Connector::kYoutube || connector == Connector::kX ||
                           connector == Connector::kJson;
  if (!source.token_file.empty() && !takes_token)
    return "token_file: this connector reads what is public without a token; take it out";
  if (connector == Connector::kMastodon || connector == Connector::kJson) {
    if (!source.account.empty()) return "account: this connector reads none; write the url";
    return connector == Connector::kJson ? json_trouble(source.json) : std::string();
  }
  if (connector == Connector::kTelegram)
    return !telegram_channel(source).empty()
               ? ""
               : "account: write the name of a public channel, such as \"example_office\"";
  if (connector == Connector::kX) {
    if (source.query.empty()) return "query: write the words to search for";
    if (!source.account.empty()) return "account: this connector searches for words only";
    return source.token_file.empty() ? "token_file: write the file that holds the bearer token"
                                     : "";
  }
  if (source.account.empty() && source.query.empty())
    return "account: write whose posts are read, or a query to search for";
  if (connector == Connector::kYoutube && !source.query.empty() && source.token_file.empty())
    return "token_file: a search needs a key of the Data API, in a file";
  if (connector != Connector::kReddit && !source.account.empty() && !source.query.empty())
    return "query: write an account or a query, not both";
  return source.account.empty() ? std::string() : account_trouble(source);
}

}  // namespace rasd

#include "pipeline/warc_entries.h"

#include <algorithm>
#include <filesystem>
#include <unordered_map>

#include "base/id.h"
#include "base/utf8.h"
#include "crawler/http_message.h"

namespace rasd {
namespace {

constexpr size_t kMostBody = size_t{32} << 20;
constexpr size_t kMostKeys = 1'000'000;   // of the index, about 64 bytes each
constexpr size_t kMostWaiting = 100'000;  // revisits whose original did not come before them
constexpr uint32_t kNoPage = UINT32_MAX;

/// Where an original lies.
struct Original {
  uint32_t file = kNoPage;  ///< number of the file; kNoPage: there, and no page
  uint64_t offset = 0;
  uint64_t inside = 0;
  uint64_t url = 0;  ///< hash of its address
};

bool looks_like_html(std::string_view body) {
  const std::string start = to_lower_ascii(trim(body.substr(0, 1024)));
  return start.starts_with("<!doctype html") || start.starts_with("<html") ||
         start.find("<head>") != std::string::npos;
}

/// What a body that is no page is, in a word for the sums.
std::string kind_of(std::string_view mime, std::string_view body, std::string_view url) {
  const std::string_view start = body.substr(0, 1024);
  const auto holds = [&](std::string_view mark) { return start.find(mark) != start.npos; };
  if (url.substr(0, url.find('?')).ends_with("/robots.txt")) return "robots.txt";
  if (holds("<rss") || holds("<feed") || holds("<rdf:RDF") || mime == "application/rss+xml" ||
      mime == "application/atom+xml" || mime == "application/feed+json")
    return "feed";
  if (holds("<urlset") || holds("<sitemapindex")) return "sitemap";
  for (const std::string_view kind : {"image", "audio", "video", "font"})
    if (mime.starts_with(kind) && mime.substr(kind.size()).starts_with('/'))
      return std::string(kind);
  if (mime == "text/css") return "style";
  if (mime.find("javascript") != mime.npos) return "script";
  if (mime.ends_with("json")) return "json";
  if (mime.ends_with("xml")) return "xml";
  if (mime == "application/pdf") return "pdf";
  if (mime == "text/plain") return "text";
  return "other content";
}

bool is_page(std::string_view mime, std::string_view body) {
  if (mime == "text/html" || mime == "application/xhtml+xml") return true;
  const bool says_nothing =
      mime.empty() || mime == "application/octet-stream" || mime == "text/plain";
  return says_nothing && looks_like_html(body);
}

std::string media_type(std::string_view content_type) {
  return to_lower_ascii(trim(content_type.substr(0, content_type.find(';'))));
}

class Entries {
 public:
  Entries(const std::vector<std::string>& files, const std::stop_token& stop,
          const std::function<Result<void>(WarcEntry)>& take)
      : files_(files), stop_(stop), take_(take) {}

  Result<void> run() {
    for (size_t i = 0; i < files_.size() && !stop_.stop_requested(); ++i)
      if (auto read = read_file(static_cast<uint32_t>(i)); !read) return read;
    for (const Original& place : waiting_) {
      if (stop_.stop_requested()) break;
      auto entry = entry_of(place.file);
      auto record = reread(place);
      if (record) {
        entry.record = std::move(*record);
        read_revisit(entry, LastTry::kYes);
      } else {
        entry.record.offset = place.offset;
        entry.record.inside = place.inside;
        entry.error = record.error().message;
      }
      if (auto taken = take_(std::move(entry)); !taken) return taken;
    }
    return {};
  }

 private:
  enum class LastTry { kNo, kYes };

  WarcEntry entry_of(uint32_t file) const {
    WarcEntry entry;
    entry.file = std::filesystem::path(files_[file]).filename().string();
    return entry;
  }

  Result<void> read_file(uint32_t number) {
    auto reader = WarcReader::open(files_[number]);
    if (!reader) return fail(reader.error());
    while (!stop_.stop_requested()) {
      WarcEntry entry = entry_of(number);
      const auto more = reader->next(entry.record);
      if (!more && more.error().kind != ErrorKind::kRefused) return fail(more.error());
      if (!more) {
        entry.error = more.error().message;
        return take_(std::move(entry));
      }
      if (!*more) return {};
      if (!read_entry(entry, number)) continue;
      if (auto taken = take_(std::move(entry)); !taken) return taken;
    }
    return {};
  }

  /// False when the entry waits for its original.
  bool read_entry(WarcEntry& entry, uint32_t file) {
    const WarcRecord& record = entry.record;
    const std::string type = to_valid_utf8(record.type());
    entry.as = type.empty() ? "record without a type" : type;
    if (!record.trouble.empty()) {
      entry.error = record.trouble;
    } else if (type == "response" && record.holds_http_answer()) {
      take_answer(entry, entry.record);
      note(entry, file);
    } else if (type == "resource") {
      read_resource(entry);
      note(entry, file);
    } else if (type == "continuation") {
      entry.error = "a part of a record in segments, which are not put together";
    } else if (type == "revisit") {
      if (read_revisit(entry, waiting_.size() < kMostWaiting ? LastTry::kNo : LastTry::kYes))
        return true;
      waiting_.push_back({file, record.offset, record.inside, 0});
      return false;
    }
    return true;
  }

  /// The answer in `source` as that of the entry's address.
  void take_answer(WarcEntry& entry, const WarcRecord& source) {
    const auto answer = read_http_answer(source.block);
    if (!answer) {
      entry.error = answer.error().message;
      return;
    }
    entry.status = answer->status;
    const std::string content_type = to_valid_utf8(header_value(answer->head, "Content-Type"));
    entry.mime = media_type(content_type);
    if (answer->status < 200 || answer->status > 299) {
      entry.as = answer->status == 304                           ? "not modified"
                 : answer->status >= 300 && answer->status < 400 ? "redirect"
                                                                 : "error answer";
      return;
    }
    auto body =
        decode_content(answer->payload, header_value(answer->head, "Content-Encoding"), kMostBody);
    if (!body) {
      entry.error = body.error().message;
      return;
    }
    if (!take_body(entry, std::move(*body), content_type)) return;
    entry.exchange.emplace();
    entry.exchange->url = entry.page->url;
    entry.exchange->address = one_address(entry.record.field("WARC-IP-Address"));
    entry.exchange->at = entry.page->fetched;
    entry.exchange->response_head = answer->head;
    entry.exchange->payload = answer->payload;
  }

  void read_resource(WarcEntry& entry) {
    const std::string content_type = to_valid_utf8(entry.record.field("Content-Type"));
    entry.mime = media_type(content_type);
    take_body(entry, entry.record.block, content_type);
  }

  /// False when it is no page.
  static bool take_body(WarcEntry& entry, std::string body, const std::string& content_type) {
    const std::string url = to_valid_utf8(entry.record.url());
    if (!is_page(entry.mime, body)) {
      entry.as = kind_of(entry.mime, body, url);
      return false;
    }
    if (url.empty()) {
      entry.error = "a page without an address (WARC-Target-URI)";
      return false;
    }
    entry.as = "page";
    entry.page.emplace();
    entry.page->url = entry.page->final_url = url;
    entry.page->status = entry.status;
    entry.page->content_type = content_type;
    entry.page->body = std::move(body);
    entry.page->fetched = entry.record.date().value_or(Instant{});
    return true;
  }

  static std::string one_address(std::string_view stated) {
    return std::string(stated.substr(0, stated.find_first_not_of("0123456789abcdefABCDEF.:")));
  }

  static uint64_t digest_key(const WarcRecord& record) {
    return hash64(to_lower_ascii(record.field("WARC-Payload-Digest")), 1);
  }
  static uint64_t url_key(std::string_view url) { return hash64(url, 2); }

  /// Remembers where an answer lies, for revisits of it.
  void note(const WarcEntry& entry, uint32_t file) {
    const WarcRecord& record = entry.record;
    if (!entry.error.empty() || originals_.size() + 2 > kMostKeys) return;
    const Original here{entry.page ? file : kNoPage, record.offset, record.inside,
                        url_key(record.url())};
    if (!record.field("WARC-Payload-Digest").empty()) originals_.emplace(digest_key(record), here);
    originals_[here.url] = here;  // the newest of an address
  }

  /// False when its original was not seen yet and may come.
  bool read_revisit(WarcEntry& entry, LastTry last) {
    const WarcRecord& record = entry.record;
    entry.as = "revisit";
    if (const auto answer = read_http_answer(record.block)) entry.status = answer->status;
    const bool not_modified =
        record.field("WARC-Profile").find("server-not-modified") != std::string_view::npos;
    std::string_view referred = record.field("WARC-Refers-To-Target-URI");
    if (referred.empty()) referred = record.url();
    const bool has_digest = !not_modified && !record.field("WARC-Payload-Digest").empty();
    auto found = has_digest ? originals_.find(digest_key(record)) : originals_.end();
    if (found == originals_.end() && !has_digest) found = originals_.find(url_key(referred));
    if (found == originals_.end()) {
      if (last == LastTry::kNo) return false;
      if (!not_modified) entry.error = "a revisit whose original is not in these files";
      return true;
    }
    const Original& original = found->second;
    if (original.file == kNoPage || original.url == url_key(record.url())) return true;
    auto source = reread(original);
    if (!source || !source->trouble.empty()) {
      entry.error = "a revisit whose original cannot be read: " +
                    (source ? source->trouble : source.error().message);
      return true;
    }
    if (source->type() == "resource") {
      entry.mime = media_type(source->field("Content-Type"));
      take_body(entry, source->block, to_valid_utf8(source->field("Content-Type")));
    } else {
      take_answer(entry, *source);
    }
    return true;
  }

  /// One reader is kept for it: revisits of one file tend to follow one another.
  Result<WarcRecord> reread(const Original& place) {
    if (!rereader_ || reread_file_ != place.file) {
      auto opened = WarcReader::open(files_[place.file]);
      if (!opened) return fail(opened.error());
      rereader_.emplace(std::move(*opened));
      reread_file_ = place.file;
    }
    return rereader_->read_at(place.offset, place.inside);
  }

  const std::vector<std::string>& files_;
  const std::stop_token& stop_;
  const std::function<Result<void>(WarcEntry)>& take_;
  std::unordered_map<uint64_t, Original> originals_;
  std::vector<Original> waiting_;
  std::optional<WarcReader> rereader_;
  uint32_t reread_file_ = 0;
};

}  // namespace

Result<void> read_warc_entries(const std::vector<std::string>& files, const std::stop_token& stop,
                               const std::function<Result<void>(WarcEntry)>& take) {
  return Entries(files, stop, take).run();
}

}  // namespace rasd

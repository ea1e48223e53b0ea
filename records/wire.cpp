#include "records/wire.h"

#include "base/id.h"
#include "records/json.h"

namespace rasd {
namespace {

constexpr int kVersion = 1;
using rapidjson::Value;

/// One object on the way out: opened with its version and type, closed by `done`.
class Out {
 public:
  explicit Out(const char* type) : writer_(buffer_) {
    writer_.StartObject();
    rasd::put(writer_, "v", int64_t{kVersion});
    rasd::put(writer_, "type", type);
  }
  std::string done() {
    writer_.EndObject();
    return {buffer_.GetString(), buffer_.GetSize()};
  }
  void put(const char* key, std::string_view value) {
    if (!value.empty()) rasd::put(writer_, key, value);
  }
  void put(const char* key, int64_t value) { rasd::put(writer_, key, value); }
  void put(const char* key, bool value) { rasd::put(writer_, key, value); }
  void put(const char* key, Instant at) {
    rasd::put(writer_, key, int64_t{at.time_since_epoch().count()});
  }
  void put(const char* key, const std::optional<Instant>& at) {
    if (at) put(key, *at);
  }
  void put(const char* key, const ArchiveRef& ref) {
    if (ref.file.empty()) return;
    put_key(writer_, key);
    writer_.StartArray();
    put_value(writer_, ref.file);
    writer_.Uint64(ref.offset);
    writer_.Uint64(ref.length);
    writer_.EndArray();
  }
  void put(const char* key, const std::vector<std::string>& texts) {
    put_key(writer_, key);
    writer_.StartArray();
    for (const auto& text : texts) put_value(writer_, text);
    writer_.EndArray();
  }
  void put(const char* key, const std::vector<Attachment>& files) {
    if (files.empty()) return;
    put_key(writer_, key);
    writer_.StartArray();
    for (const Attachment& file : files) {
      writer_.StartArray();
      put_value(writer_, file.hash);
      put_value(writer_, file.name);
      put_value(writer_, file.content_type);
      writer_.Uint64(file.size);
      writer_.EndArray();
    }
    writer_.EndArray();
  }
  void put(const char* key, const std::map<std::string, float>& scores) {
    put_key(writer_, key);
    writer_.StartObject();
    for (const auto& [label, p] : scores) rasd::put(writer_, label, static_cast<double>(p));
    writer_.EndObject();
  }
  template <size_t n>
  void put(const char* key, const std::array<float, n>& scores) {
    put_key(writer_, key);
    writer_.StartArray();
    for (const float p : scores) writer_.Double(static_cast<double>(p));
    writer_.EndArray();
  }

 private:
  JsonBuffer buffer_;
  JsonWriter writer_;
};

std::string text(const Value& o, const char* key) { return std::string(get_string(o, key)); }
Instant instant(const Value& o, const char* key) {
  return Instant{std::chrono::seconds{get_int(o, key)}};
}
std::optional<Instant> maybe_instant(const Value& o, const char* key) {
  if (!o.HasMember(key)) return std::nullopt;
  return instant(o, key);
}
const Value& member(const Value& o, const char* key) {
  static const Value kNothing;
  const auto it = o.FindMember(key);
  return it == o.MemberEnd() ? kNothing : it->value;
}
ArchiveRef archive(const Value& o, const char* key) {
  const Value& a = member(o, key);
  if (!a.IsArray() || a.Size() != 3 || !a[0].IsString() || !a[1].IsUint64() || !a[2].IsUint64())
    return {};
  return {a[0].GetString(), a[1].GetUint64(), a[2].GetUint64()};
}
std::vector<Attachment> attachments(const Value& o, const char* key) {
  std::vector<Attachment> out;
  const Value& a = member(o, key);
  if (!a.IsArray()) return out;
  for (const Value& v : a.GetArray())
    if (v.IsArray() && v.Size() == 4 && v[0].IsString() && v[1].IsString() && v[2].IsString() &&
        v[3].IsUint64())
      out.push_back({v[0].GetString(), v[1].GetString(), v[2].GetString(), v[3].GetUint64()});
  return out;
}
std::vector<std::string> texts(const Value& o, const char* key) {
  std::vector<std::string> out;
  const Value& a = member(o, key);
  if (a.IsArray())
    for (const Value& v : a.GetArray())
      if (v.IsString()) out.emplace_back(v.GetString(), v.GetStringLength());
  return out;
}
std::map<std::string, float> scores(const Value& o, const char* key) {
  std::map<std::string, float> out;
  const Value& a = member(o, key);
  if (a.IsObject())
    for (const auto& m : a.GetObject())
      if (m.value.IsNumber()) out[m.name.GetString()] = static_cast<float>(m.value.GetDouble());
  return out;
}
template <size_t n>
std::array<float, n> score_array(const Value& o, const char* key) {
  std::array<float, n> out{};
  const Value& a = member(o, key);
  if (a.IsArray())
    for (rapidjson::SizeType i = 0; i < a.Size() && i < n; ++i)
      if (a[i].IsNumber()) out[i] = static_cast<float>(a[i].GetDouble());
  return out;
}

void put_article(Out& out, const Article& a) {
  out.put("id", a.item_id);
  out.put("source", a.source_id);
  out.put("kind", name(a.kind));
  out.put("url", a.url);
  out.put("canonical", a.canonical_url);
  out.put("parent", a.parent_id);
  out.put("title", a.title);
  out.put("lead", a.lead);
  out.put("text", a.text);
  out.put("byline", a.byline);
  out.put("author", a.author);
  out.put("section", a.section);
  out.put("image", a.image);
  out.put("language_said", a.language_said);
  out.put("charset", a.charset);
  out.put("page_kind", a.page_kind);
  out.put("text_from", a.text_from);
  out.put("note", a.note);
  out.put("published", a.published);
  out.put("updated", a.updated);
  out.put("fetched", a.fetched);
  out.put("hash", a.hash);
  out.put("attachments", a.attachments);
  out.put("archive", a.archive);
}

Article read_article(const Value& o) {
  Article a;
  a.item_id = text(o, "id");
  a.source_id = text(o, "source");
  parse(get_string(o, "kind"), a.kind);
  a.url = text(o, "url");
  a.canonical_url = text(o, "canonical");
  a.parent_id = text(o, "parent");
  a.title = text(o, "title");
  a.lead = text(o, "lead");
  a.text = text(o, "text");
  a.byline = text(o, "byline");
  a.author = text(o, "author");
  a.section = text(o, "section");
  a.image = text(o, "image");
  a.language_said = text(o, "language_said");
  a.charset = text(o, "charset");
  a.page_kind = text(o, "page_kind");
  a.text_from = text(o, "text_from");
  a.note = text(o, "note");
  a.published = maybe_instant(o, "published");
  a.updated = maybe_instant(o, "updated");
  a.fetched = instant(o, "fetched");
  a.hash = text(o, "hash");
  a.attachments = attachments(o, "attachments");
  a.archive = archive(o, "archive");
  return a;
}

Annotation read_annotation(const Value& o) {
  Annotation n;
  n.reader = text(o, "reader");
  n.model_version = text(o, "model");
  n.language = text(o, "language");
  n.variety = text(o, "variety");
  n.incident = texts(o, "incident");
  n.incident_p = scores(o, "incident_p");
  n.topic = text(o, "topic");
  n.topic_p = scores(o, "topic_p");
  n.tone = text(o, "tone");
  n.tone_p = score_array<3>(o, "tone_p");
  n.stance = text(o, "stance");
  n.stance_p = score_array<4>(o, "stance_p");
  n.minhash = from_base64(get_string(o, "minhash"));
  return n;
}

Outcome read_outcome(const Value& o) {
  Outcome out;
  out.item_id = text(o, "id");
  out.source_id = text(o, "source");
  out.url = text(o, "url");
  parse(get_string(o, "state"), out.state);
  out.stage = text(o, "stage");
  out.reason = text(o, "reason");
  out.at = instant(o, "at");
  out.bytes = from_base64(get_string(o, "bytes"));
  out.archive = archive(o, "archive");
  return out;
}

SourcePoll read_poll(const Value& o) {
  SourcePoll p;
  p.source_id = text(o, "source");
  p.at = instant(o, "at");
  p.ok = get_bool(o, "ok");
  p.status = static_cast<int>(get_int(o, "status"));
  p.unchanged = get_bool(o, "unchanged");
  p.error = text(o, "error");
  p.listed = static_cast<uint32_t>(get_int(o, "listed"));
  p.fresh = static_cast<uint32_t>(get_int(o, "fresh"));
  p.duration_ms = static_cast<uint32_t>(get_int(o, "ms"));
  return p;
}

Source read_source(const Value& o) {
  Source s;
  s.id = text(o, "id");
  s.name = text(o, "name");
  s.url = text(o, "url");
  s.site = text(o, "site");
  s.country = text(o, "country");
  s.language = text(o, "language");
  parse(get_string(o, "connector"), s.connector);
  parse(get_string(o, "kind"), s.kind);
  s.official = get_bool(o, "official");
  s.local = get_bool(o, "local");
  s.priority = get_bool(o, "priority");
  s.fetch_articles = get_bool(o, "fetch_articles", true);
  s.interval = std::chrono::seconds{get_int(o, "interval", 900)};
  return s;
}

FetchedPage read_page(const Value& o) {
  FetchedPage p;
  p.item_id = text(o, "id");
  p.source_id = text(o, "source");
  parse(get_string(o, "kind"), p.kind);
  p.url = text(o, "url");
  p.final_url = text(o, "final_url");
  p.status = static_cast<int>(get_int(o, "status"));
  p.content_type = text(o, "content_type");
  p.fetched = instant(o, "fetched");
  p.parent_id = text(o, "parent");
  p.hints.title = text(o, "title");
  p.hints.summary = text(o, "summary");
  p.hints.content = text(o, "content");
  p.hints.author = text(o, "author");
  p.hints.language = text(o, "language");
  p.hints.image = text(o, "image");
  p.hints.comments_url = text(o, "comments_url");
  p.hints.categories = texts(o, "categories");
  p.hints.published = maybe_instant(o, "published");
  p.hints.updated = maybe_instant(o, "updated");
  p.attachments = attachments(o, "attachments");
  p.archive = archive(o, "archive");
  return p;
}

}  // namespace

std::string encode(const Article& a) {
  Out out("article");
  put_article(out, a);
  return out.done();
}

std::string encode(const AnnotatedArticle& both) {
  Out out("annotated");
  put_article(out, both.article);
  const Annotation& n = both.annotation;
  out.put("reader", n.reader);
  out.put("model", n.model_version);
  out.put("language", n.language);
  out.put("variety", n.variety);
  out.put("incident", n.incident);
  out.put("incident_p", n.incident_p);
  out.put("topic", n.topic);
  out.put("topic_p", n.topic_p);
  out.put("tone", n.tone);
  out.put("tone_p", n.tone_p);
  out.put("stance", n.stance);
  out.put("stance_p", n.stance_p);
  out.put("minhash", to_base64(n.minhash));
  return out.done();
}

std::string encode(const Outcome& o) {
  Out out("outcome");
  out.put("id", o.item_id);
  out.put("source", o.source_id);
  out.put("url", o.url);
  out.put("state", name(o.state));
  out.put("stage", o.stage);
  out.put("reason", o.reason);
  out.put("at", o.at);
  out.put("bytes", to_base64(o.bytes));
  out.put("archive", o.archive);
  return out.done();
}

std::string encode(const SourcePoll& p) {
  Out out("poll");
  out.put("source", p.source_id);
  out.put("at", p.at);
  out.put("ok", p.ok);
  out.put("status", int64_t{p.status});
  out.put("unchanged", p.unchanged);
  out.put("error", p.error);
  out.put("listed", int64_t{p.listed});
  out.put("fresh", int64_t{p.fresh});
  out.put("ms", int64_t{p.duration_ms});
  return out.done();
}

std::string encode(const Source& s) {
  Out out("source");
  out.put("id", s.id);
  out.put("name", s.name);
  out.put("url", s.url);
  out.put("site", s.site);
  out.put("country", s.country);
  out.put("language", s.language);
  out.put("connector", name(s.connector));
  out.put("kind", name(s.kind));
  out.put("official", s.official);
  out.put("local", s.local);
  out.put("priority", s.priority);
  out.put("fetch_articles", s.fetch_articles);
  out.put("interval", int64_t{s.interval.count()});
  return out.done();
}

std::string encode(const FetchedPage& p) {
  Out out("page");
  out.put("id", p.item_id);
  out.put("source", p.source_id);
  out.put("kind", name(p.kind));
  out.put("url", p.url);
  out.put("final_url", p.final_url);
  out.put("status", int64_t{p.status});
  out.put("content_type", p.content_type);
  out.put("fetched", p.fetched);
  out.put("parent", p.parent_id);
  out.put("title", p.hints.title);
  out.put("summary", p.hints.summary);
  out.put("content", p.hints.content);
  out.put("author", p.hints.author);
  out.put("language", p.hints.language);
  out.put("image", p.hints.image);
  out.put("comments_url", p.hints.comments_url);
  out.put("categories", p.hints.categories);
  out.put("published", p.hints.published);
  out.put("updated", p.hints.updated);
  out.put("attachments", p.attachments);
  out.put("archive", p.archive);
  return out.done();
}

Result<WireRecord> decode(std::string_view json) {
  auto document = parse_json(json, kMaxWireBytes, 32);
  if (!document) return fail(document.error());
  const Value& o = *document;
  if (!o.IsObject()) return fail(ErrorKind::kMalformed, "a record must be a JSON object");
  const int64_t version = get_int(o, "v");
  if (version != kVersion)
    return fail(ErrorKind::kMalformed, "record version " + std::to_string(version) +
                                           " is not the version 1 that this program reads");
  const std::string_view type = get_string(o, "type");
  if (type == "article") return read_article(o);
  if (type == "annotated") return AnnotatedArticle{read_article(o), read_annotation(o)};
  if (type == "outcome") return read_outcome(o);
  if (type == "poll") return read_poll(o);
  if (type == "source") return read_source(o);
  if (type == "page") return read_page(o);
  return fail(ErrorKind::kMalformed, "unknown record type '" + std::string(type) + "'");
}

}  // namespace rasd

#include <algorithm>

#include "base/id.h"
#include "base/utf8.h"
#include "crawler/page_archive.h"
#include "web/pages.h"

namespace rasd {
namespace {

/// Below this the classifier's best guess is called unsure.
constexpr float kSureEnough = 0.6F;

void put_text(View body, std::string_view text) {
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view paragraph = trim(text.substr(0, end));
    if (!paragraph.empty()) body.add("PARAGRAPHS").put("TEXT", paragraph);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

struct Probability {
  std::string shown;
  float p = 0;
  bool chosen = false;
};

void put_label(const Visit& visit, View annotation, std::string_view title,
               std::vector<Probability> rows) {
  View label = annotation.add("LABEL");
  label.say("NAME", title);
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    return a.chosen != b.chosen ? a.chosen : a.p > b.p;
  });
  constexpr size_t kShown = 4;
  bool sure = false;
  for (size_t i = 0; i < std::min(rows.size(), kShown); ++i) {
    if (!rows[i].chosen && rows[i].p < 0.05F) continue;
    View row = label.add("ROW");
    row.say("VALUE", rows[i].shown);
    row.put("METER", std::to_string(rows[i].p));
    row.say("PERCENT", visit.words.percent(static_cast<double>(rows[i].p), 0));
    if (rows[i].chosen) row.show("CHOSEN");
    sure = sure || (rows[i].chosen && rows[i].p >= kSureEnough);
  }
  if (!sure) label.show("UNSURE");
}

void put_annotation(const Visit& visit, View body, const Annotation& said) {
  View annotation = body.add("ANNOTATION");
  annotation.put("MODEL", said.model_version);
  annotation.say("READER", visit.text(said.reader == "deep" ? "reader_deep" : "reader_fast"));
  annotation.say("LANGUAGE", language_name(visit, said.language));
  std::vector<Probability> incident;
  for (const auto& [code, p] : said.incident_p) {
    const bool chosen =
        std::find(said.incident.begin(), said.incident.end(), code) != said.incident.end();
    incident.push_back({visit.words.incident(code), p, chosen});
  }
  if (said.incident.empty() && !said.incident_p.contains("NON")) {
    float highest = 0;
    for (const auto& [code, p] : said.incident_p) highest = std::max(highest, p);
    incident.push_back({visit.text("non"), 1 - highest, true});
  }
  put_label(visit, annotation, visit.text("incident"), std::move(incident));
  std::vector<Probability> topic;
  for (const auto& [code, p] : said.topic_p) {
    topic.push_back({visit.words.topic(code), p, code == said.topic});
  }
  put_label(visit, annotation, visit.text("topic"), std::move(topic));
  std::vector<Probability> tone;
  for (size_t i = 0; i < kTones.size(); ++i) {
    tone.push_back({visit.words.tone(kTones[i]), said.tone_p[i], kTones[i] == said.tone});
  }
  put_label(visit, annotation, visit.text("tone"), std::move(tone));
  std::vector<Probability> stance;
  for (size_t i = 0; i < kStances.size(); ++i) {
    stance.push_back(
        {visit.words.stance(kStances[i]), said.stance_p[i], kStances[i] == said.stance});
  }
  put_label(visit, annotation, visit.text("stance"), std::move(stance));
}

void put_tags(const Visit& visit, View body, const std::vector<TagLine>& tags) {
  for (const TagLine& tag : tags) {
    View row = body.add("TAG_LINE");
    row.put("WHO", shown_name(visit, tag.user));
    row.say("WHEN", moment(visit, tag.at));
    row.say("PURPOSE", visit.text("purpose_" + tag.purpose));
    row.say("LABELS", labels_text(visit, tag.labels));
    if (!tag.undone_by.empty()) row.show("UNDONE");
  }
}

void put_fact(View body, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  View fact = body.add("FACT");
  fact.say("NAME", name);
  fact.put("VALUE", value);
}

void put_facts(const Visit& visit, View body, const StoredItem& item) {
  const Article& article = item.article;
  if (article.published) {
    put_fact(body, visit.text("published"), moment(visit, *article.published));
  }
  if (article.updated) put_fact(body, visit.text("updated"), moment(visit, *article.updated));
  put_fact(body, visit.text("fetched"), moment(visit, article.fetched));
  put_fact(body, visit.text("byline"), article.byline);
  put_fact(body, visit.text("section"), article.section);
  if (!article.text_from.empty()) {
    const std::string from = visit.text("text_from_" + article.text_from);
    put_fact(body, visit.text("text_from"),
             article.note.empty() ? from : from + " (" + article.note + ")");
  }
}

/// "utf-8", or the charset that the bytes came with when it is a plain word.
std::string charset_of(std::string_view content_type) {
  const std::string lower = to_lower_ascii(content_type);
  const size_t at = lower.find("charset=");
  if (at == std::string::npos) return "utf-8";
  std::string name;
  for (size_t i = at + 8; i < lower.size() && name.size() < 24; ++i) {
    const char c = lower[i];
    if (c == '"' && name.empty()) continue;
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    if (!plain) break;
    name += c;
  }
  return name.empty() || name.starts_with("utf-7") ? "utf-8" : name;
}

std::string host_of(const std::string& url) {
  const size_t start = url.find("://") + 3;
  return url.substr(start, url.find_first_of("/?#", start) - start);
}

}  // namespace

Result<HttpResponse> item_page(Visit& visit) {
  const std::string id = path_part(visit.request, "/item/");
  auto reader = visit.desk.readers.borrow();
  if (!reader) return fail(reader.error());
  const auto item = read_item(**reader.value(), id);
  if (!item) return fail(item.error());
  const Article& article = item->article;
  Page page(visit, "item.tpl", article.title.empty() ? visit.text("item") : article.title);
  View body = page.body();
  put_item(visit, body, item->line);
  body.put("HASH", article.hash);
  body.put("TEXT_LANG", item->line.language == "und" ? std::string() : item->line.language);
  if (article.text.empty()) body.show("NO_TEXT");
  if (!article.lead.empty() && !article.text.starts_with(article.lead)) {
    body.add("LEAD").put("TEXT", article.lead);
  }
  put_text(body, article.text);
  put_facts(visit, body, *item);
  if (const std::string url = linkable_url(article.url); !url.empty()) {
    View original = body.add("ORIGINAL");
    original.put("URL", url);
    // The address of a post holds its author's name, which no page of ours shows.
    const bool private_author =
        article.kind == ItemKind::kPost || article.kind == ItemKind::kComment;
    original.put("SHOWN", private_author ? host_of(url) : url);
  }
  if (!article.archive.file.empty() && !visit.desk.options.archive.empty()) {
    body.add("ARCHIVED").put("ID", id);
  } else {
    body.show("NOT_ARCHIVED");
  }
  if (!article.parent_id.empty()) body.add("PARENT").put("ID", article.parent_id);
  if (visit.may({Role::kAnalyst})) body.add("CORRECT").put("ID", id);
  if (article.kind == ItemKind::kObservation &&
      visit.may({Role::kOfficer, Role::kAnalyst, Role::kAdministrator}))
    if (auto ok = put_observation(visit, body, id); !ok) return fail(ok.error());
  if (!item->annotations.empty()) put_annotation(visit, body, item->annotations.front());
  put_tags(visit, body, item->tags);
  if (!item->tags.empty()) body.show("HAS_TAGS");
  if (!item->group.empty()) {
    View copies = body.add("GROUP");
    copies.say("N", visit.text("n_copies", {{"n", static_cast<int64_t>(item->group.size())}}));
    for (const ItemLine& line : item->group) put_item(visit, copies.add("COPY"), line);
  }
  return page.send();
}

Result<HttpResponse> archived_page(Visit& visit) {
  const std::string id = path_part(visit.request, "/item/", "/archived");
  auto reader = visit.desk.readers.borrow();
  if (!reader) return fail(reader.error());
  const auto item = read_item(**reader.value(), id);
  if (!item) return fail(item.error());
  const ArchiveRef& ref = item->article.archive;
  if (ref.file.empty() || visit.desk.options.archive.empty()) {
    return fail(ErrorKind::kNotFound, "nothing archived");
  }
  auto archived = read_archived(visit.desk.options.archive, ref);
  if (!archived) return fail(archived.error());
  visit.desk.sessions.log(visit.user->user, "archived bytes", id);
  const bool download = !visit.request.parameter("download").empty();
  HttpResponse response;
  // Never rendered: a hostile page would run with the desk's rights. Sandboxed in case a browser
  // should disagree about the type.
  response.headers = {
      {"Content-Type", download ? "application/octet-stream"
                                : "text/plain; charset=" + charset_of(archived->content_type)},
      {"Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'"},
      {"Cache-Control", "no-store"},
  };
  if (download) {
    response.headers.emplace_back(
        "Content-Disposition",
        "attachment; filename=\"" + content_id({id}).substr(0, 16) + ".bin\"");
  }
  response.body = std::move(archived->body);
  return response;
}

}  // namespace rasd
